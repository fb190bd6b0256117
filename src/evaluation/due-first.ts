import type { Sql } from '../db/statements.ts';

/** Patients who wait longest at an instant, at most so many, but for some. `held` says how each row is locked. */
export const dueFirst = (sql: Sql, held = '') => {
  const due = sql
    .prepare<[number, number], string>(
      `SELECT patient_id FROM due WHERE due_at <= ? ORDER BY due_at, patient_id LIMIT ?${held}`,
    )
    .pluck();
  return async (now: number, most: number, but: readonly string[]): Promise<readonly string[]> => {
    const left = new Set(but);
    return (await due.all(now, most + left.size)).filter(id => !left.has(id)).slice(0, most);
  };
};
