import { parentPort, workerData } from 'node:worker_threads';
import { type BenchPlan, benchMessages } from './bench-messages.ts';
import { connectPublisher, pipeline } from './publisher.ts';

export type Load = BenchPlan & {
  readonly url: string;
  readonly connections: number;
  readonly inFlight: number;
};

const run = async (load: Load): Promise<number> => {
  const publisher = await connectPublisher(load.url, { connections: load.connections });
  let acknowledged = 0;
  await pipeline(benchMessages(load), load.inFlight, async ({ topic, payload }) => {
    await publisher.publish(topic, payload);
    acknowledged += 1;
  });
  await publisher.close();
  return acknowledged;
};

if (parentPort) parentPort.postMessage(await run(workerData as Load));
