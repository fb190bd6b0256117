import type { Store } from './store.ts';

/** Far more than events are written in a millisecond; with it an id has 15 digits, which a reader of the feed may hand in. */
const idsAMs = 100;

/** However wrong the clock is: more events than are lost. */
const leastAhead = 1_000_000_000;

/**
 * Has the next event take an id that no event had before, also none that the store has lost: receivers know those, and take
 * each once. By the clock, so that a backup that is restored twice does not take the ids of the time between either.
 * Inside the writer's transaction.
 */
export const skipLostIds = async ({ sql }: Pick<Store, 'sql'>, at: number): Promise<void> => {
  const last = await sql
    .prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'outbox'`)
    .pluck()
    .get();
  await sql.prepare(`DELETE FROM sqlite_sequence WHERE name = 'outbox'`).run();
  await sql
    .prepare(`INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', CAST(? AS INTEGER))`)
    .run(Math.max(at * idsAMs, (last ?? 0) + leastAhead));
};
