import type { Sql } from '../../db/statements.ts';

/**
 * `queued-since`: from when on every change of a reading is queued. `pruned-before`: readings measured before may be kept
 * in the time-series database alone. `prune-run`: when pruning was last begun. `pruning`: inside a transaction that prunes or moves.
 */
export type StateName = 'queued-since' | 'pruned-before' | 'prune-run' | 'pruning';

export const readState = (sql: Sql): ((name: StateName) => Promise<number | null>) => {
  const select = sql.prepare<[string], number>('SELECT at FROM history_state WHERE name = ?').pluck();
  return async name => {
    const at = await select.get(name);
    return at === undefined ? null : Number(at);
  };
};

/** Inside the writer's transaction. */
export const stateWrites = (sql: Sql) => {
  const set = sql.prepare(
    'INSERT INTO history_state (name, at) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET at = excluded.at',
  );
  const raise = sql.prepare(
    `INSERT INTO history_state (name, at) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE history_state.at <= excluded.at - ?`,
  );
  const remove = sql.prepare('DELETE FROM history_state WHERE name = ?');
  return {
    set: (name: StateName, at: number) => set.run(name, at),
    /** only where it rises by at least so much; true if it did */
    raise: async (name: StateName, at: number, byAtLeast: number): Promise<boolean> =>
      (await raise.run(name, at, byAtLeast)) > 0,
    remove: (name: StateName) => remove.run(name),
  };
};

/** Inside the writer's transaction: what is taken away from where it lies is not gone, and is not queued. */
export const withoutQueueing = (sql: Sql) => {
  const { set, remove } = stateWrites(sql);
  return async <T>(at: number, work: () => Promise<T>): Promise<T> => {
    await set('pruning', at);
    const result = await work();
    await remove('pruning');
    return result;
  };
};
