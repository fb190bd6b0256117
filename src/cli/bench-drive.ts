import { Worker } from 'node:worker_threads';
import type { Load } from './bench-load.ts';

export type Driven = {
  readonly published: number;
  /** from the first PUBLISH on, by `performance.now()` */
  readonly startedAt: number;
};

/** Publishes a load from a thread of its own; resolves when the last message is acknowledged. */
export const drive = (load: Load): Promise<Driven> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./bench-load.ts', import.meta.url), { workerData: load });
    let startedAt = performance.now();
    worker.on('message', (said: number | 'started') => {
      if (said === 'started') startedAt = performance.now();
      else resolve({ published: said, startedAt });
    });
    worker.once('error', reject);
  });
