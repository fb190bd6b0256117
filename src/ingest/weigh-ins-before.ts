import type BetterSqlite3 from 'better-sqlite3';
import { dayMs } from '../domain/local-day.ts';
import { plausibleWeightKg } from '../domain/plausible-weight.ts';
import { confirmedWithinMs, type Doubted } from './agree.ts';
import type { WeighIn } from './doubt-weight.ts';

/** A patient's last good weigh-ins measured before an instant, latest first. */
export type WeighInsBefore = (patientId: string, measuredAt: number) => readonly WeighIn[];

export const mostWeighIns = 7;
export const weighInReachMs = 60 * dayMs;

/** One short read of an index; inside the writer's transaction it sees what came before in the same group. */
export const weighInsBefore = (sqlite: BetterSqlite3.Database): WeighInsBefore => {
  const read = sqlite
    .prepare<[string, number, number], [number, number]>(
      `SELECT measured_at, weight_kg FROM reading
       WHERE patient_id = ? AND kind = 'weight' AND measured_at < ? AND measured_at >= ? AND suspect IS NULL
       ORDER BY measured_at DESC LIMIT ${mostWeighIns}`,
    )
    .raw();
  return (patientId, measuredAt) =>
    read
      .all(patientId, measuredAt, measuredAt - weighInReachMs)
      .map(([at, weightKg]) => ({ measuredAt: at, weightKg }));
};

/** A patient's weigh-ins about an instant that wait for a person though they are plausible, latest first. */
export type DoubtedAround = (patientId: string, measuredAt: number) => readonly Doubted[];

export const mostDoubted = 20;

/** One short read of an index, as `weighInsBefore`. */
export const doubtedAround = (sqlite: BetterSqlite3.Database): DoubtedAround => {
  const { low, high } = plausibleWeightKg;
  const read = sqlite
    .prepare<[string, number, number], [string, number, number]>(
      `SELECT id, measured_at, weight_kg FROM reading
       WHERE patient_id = ? AND kind = 'weight' AND measured_at >= ? AND measured_at <= ?
         AND suspect IS NOT NULL AND mode = 'live' AND weight_kg BETWEEN ${low} AND ${high}
       ORDER BY measured_at DESC LIMIT ${mostDoubted}`,
    )
    .raw();
  return (patientId, measuredAt) =>
    read
      .all(patientId, measuredAt - weighInReachMs, measuredAt + confirmedWithinMs)
      .map(([id, at, weightKg]) => ({ id, measuredAt: at, weightKg }));
};
