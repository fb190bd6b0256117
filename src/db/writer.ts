/**
 * Runs `work` inside one transaction; resolves only once the commit is durable. Within a process one runs after the
 * other.
 */
export type Write = <T>(work: () => T | Promise<T>) => Promise<T>;

/** One after the other, whether or not the last one failed. */
export const oneAtATime = (transact: Write): Write => {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const run = last.then(() => transact(work));
    last = run.catch(() => undefined);
    return run;
  };
};
