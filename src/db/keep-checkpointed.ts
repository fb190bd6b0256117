import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/**
 * Checkpoints the store in a folder in a thread of its own: inside a commit it would hold up everything else for as long
 * as the disk takes. The commits of the service itself are left what little there is when the log has grown large. The
 * result stops it.
 */
export const keepCheckpointed = (
  folder: string,
  onError: (error: unknown) => void,
): (() => Promise<void>) => {
  const script = new URL('./checkpoint-worker.ts', import.meta.url);
  const worker = new Worker(script, { workerData: join(folder, 'vigil.db') });
  const gone = new Promise<void>(resolve => worker.once('exit', () => resolve()));
  worker.unref();
  // without it the service goes on: commits do it then
  worker.on('error', onError);
  // a thread tells an error without its code
  worker.on('message', ({ code, message }) => onError(Object.assign(new Error(message), { code })));
  return async () => {
    worker.ref();
    worker.postMessage('stop');
    await gone;
  };
};
