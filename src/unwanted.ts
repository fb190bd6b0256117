import { parentPort, receiveMessageOnPort } from 'node:worker_threads';

/** Nobody waits any more for what this thread does. */
class Unwanted extends Error {}

/**
 * Whoever started this thread wants it no more, which a message says, whatever is in it. To be asked between two pieces of
 * work, never in the middle of a query, in which a thread that is ended takes the process with it.
 * @throws what `untilUnwanted` takes for the end
 */
export const goOnIfWanted = (): void => {
  if (parentPort !== null && receiveMessageOnPort(parentPort) !== undefined) throw new Unwanted();
};

/** Resolves when the work is done, or was given up because it is unwanted. */
export const untilUnwanted = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Unwanted)) throw error;
  }
};
