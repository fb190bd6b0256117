import type { Sql } from '../../db/statements.ts';
import type { Change } from './plan.ts';

/**
 * Of changes of readings that were stored a moment ago and are no more, those that the time-series database must follow. What
 * was pruned meanwhile is kept there alone; whatever else takes a reading away is a person's decision, which is written down.
 */
export const takenAway = (sql: Sql) => {
  const owner = sql
    .prepare<[string], string | null>(
      'SELECT to_patient_id FROM reading_resolution WHERE reading_id = ? ORDER BY at DESC, id DESC LIMIT 1',
    )
    .pluck();
  return async (vanished: readonly Change[], prunedBefore: number | null): Promise<Change[]> => {
    const followed: Change[] = [];
    for (const change of vanished) {
      const isYoung = prunedBefore === null || change.measuredAt >= prunedBefore;
      const now = isYoung ? null : await owner.get(change.readingId);
      if (now !== undefined && now !== change.patientId) followed.push(change);
    }
    return followed;
  };
};
