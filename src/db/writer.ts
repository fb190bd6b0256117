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

/**
 * What work done side by side inside one transaction gives, in order. When one fails, it waits for the others: none goes
 * on asking once the transaction is over. @throws the first failure
 */
export const allOf = async <T>(works: readonly Promise<T>[]): Promise<T[]> => {
  const tried = await Promise.allSettled(works);
  return tried.map(one => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
};
