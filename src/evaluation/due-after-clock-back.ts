import type { Sql } from '../db/statements.ts';

/** Whoever has readings that wait and is due only later, though nothing failed: the clock was ahead when they came. */
export const dueAfterClockBack = (sql: Sql): ((now: number) => Promise<number>) => {
  const pull = sql.prepare<[{ now: number }]>(
    `UPDATE due SET due_at = CAST(@now AS bigint)
     WHERE due_at > CAST(@now AS bigint) AND generation > judged_generation AND failures = 0`,
  );
  return now => pull.run({ now });
};
