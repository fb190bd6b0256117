import type { Sql } from '../db/statements.ts';
import { dayMs } from '../domain/local-day.ts';
import { plausibleWeightKg } from '../domain/plausible-weight.ts';
import { confirmedWithinMs, type Doubted, type WeighIns } from './agree.ts';
import type { WeighIn } from './doubt-weight.ts';

export const mostWeighIns = 7;
export const weighInReachMs = 60 * dayMs;

// asked of many at once, a statement promises no order of its rows
const latestFirst = (a: WeighIn, b: WeighIn): number => b.measuredAt - a.measuredAt;

/** A patient's last good weigh-ins measured before an instant, latest first: one short read of an index. */
const weighInsBefore = (sql: Sql) => {
  const read = sql
    .prepare<[string, number, number], [number, number]>(
      `SELECT measured_at, weight_kg FROM reading
       WHERE patient_id = ? AND kind = 'weight' AND measured_at < ? AND measured_at >= ? AND suspect IS NULL
       ORDER BY measured_at DESC LIMIT ${mostWeighIns}`,
      { types: ['text', 'bigint', 'bigint'] },
    )
    .raw();
  return async (patientId: string, measuredAt: number): Promise<readonly WeighIn[]> => {
    const rows = await read.all(patientId, measuredAt, measuredAt - weighInReachMs);
    return rows.map(([at, weightKg]) => ({ measuredAt: at, weightKg })).toSorted(latestFirst);
  };
};

export const mostDoubted = 20;

/** A patient's weigh-ins about an instant that wait for a person though they are plausible, latest first. */
const doubtedAround = (sql: Sql) => {
  const { low, high } = plausibleWeightKg;
  // nearly nobody has any, and by the primary key every weigh-in of the reach is looked at
  const byIndex = sql.dialect === 'sqlite' ? 'INDEXED BY reading_suspect_of' : '';
  const read = sql
    .prepare<[string, number, number], [string, number, number]>(
      `SELECT id, measured_at, weight_kg FROM reading ${byIndex}
       WHERE patient_id = ? AND kind = 'weight' AND measured_at >= ? AND measured_at <= ?
         AND suspect IS NOT NULL AND mode = 'live' AND weight_kg BETWEEN ${low} AND ${high}
       ORDER BY measured_at DESC LIMIT ${mostDoubted}`,
      { types: ['text', 'bigint', 'bigint'] },
    )
    .raw();
  return async (patientId: string, measuredAt: number): Promise<readonly Doubted[]> => {
    const rows = await read.all(patientId, measuredAt - weighInReachMs, measuredAt + confirmedWithinMs);
    return rows.map(([id, at, weightKg]) => ({ id, measuredAt: at, weightKg })).toSorted(latestFirst);
  };
};

/**
 * What a weigh-in is held against: the good ones before it and before each that is in doubt about it. Inside the
 * writer's transaction it sees what came before in the same group.
 */
export const weighInsAround = (sql: Sql) => {
  const [beforeOf, doubtedOf] = [weighInsBefore(sql), doubtedAround(sql)];
  return async (patientId: string, measuredAt: number): Promise<WeighIns> => {
    const doubted = await doubtedOf(patientId, measuredAt);
    const before = new Map<number, readonly WeighIn[]>();
    for (const at of new Set([measuredAt, ...doubted.map(one => one.measuredAt)])) {
      before.set(at, await beforeOf(patientId, at));
    }
    return { before: at => before.get(at) ?? [], doubted };
  };
};
