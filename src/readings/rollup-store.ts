import type BetterSqlite3 from 'better-sqlite3';
import type { DailyRollup } from './rollup.ts';

/** Sets a day's rollup as a whole, so that saving it again changes nothing. Inside the writer's transaction. */
export type SaveRollup = (patientId: string, rollup: DailyRollup) => void;

export const saveRollup = (sqlite: BetterSqlite3.Database): SaveRollup => {
  const upsert = sqlite.prepare(
    `INSERT OR REPLACE INTO daily_rollup
       (patient_id, kind, day, readings, mean, min, max, diastolic_mean, pulse_mean, out_of_range)
     VALUES (@patientId, @kind, @day, @readings, @mean, @min, @max, @diastolicMean, @pulseMean, @outOfRange)`,
  );
  return (patientId, rollup) => upsert.run({ patientId, ...rollup });
};
