import { each } from '../db/gathered.ts';
import type { Sql } from '../db/statements.ts';
import { type DailyRollup, rollupOf } from '../domain/daily.ts';
import { dayMs, hourMs, localDay } from '../domain/local-day.ts';
import { type Kind, kinds } from '../domain/reading.ts';
import { type Cell, fromRow, readingColumns } from './row.ts';

/**
 * SQL: the readings of a day are all in the store. Of a day from which some were pruned the rollup stays as it was; a local
 * day begins up to 14 hours before that of UTC.
 */
const isWhole = (day: string): string => `NOT EXISTS (SELECT 1 FROM history_state s
       WHERE s.name = 'pruned-before' AND s.at > ${day} * ${dayMs}.0 - ${14 * hourMs})`;

/** Sets a day's rollup as a whole, so that saving it again changes nothing. Inside the writer's transaction. */
export type SaveRollup = (patientId: string, rollup: DailyRollup) => Promise<void>;

export const saveRollup = (sql: Sql): SaveRollup => {
  const upsert = sql.prepare(
    `INSERT INTO daily_rollup
       (patient_id, kind, day, readings, mean, min, max, diastolic_mean, pulse_mean, out_of_range)
     SELECT @patientId, @kind, @day, @readings, @mean, @min, @max, @diastolicMean, @pulseMean, @outOfRange
       ${each} WHERE true
     ON CONFLICT (patient_id, kind, day) DO UPDATE SET readings = excluded.readings, mean = excluded.mean,
       min = excluded.min, max = excluded.max, diastolic_mean = excluded.diastolic_mean,
       pulse_mean = excluded.pulse_mean, out_of_range = excluded.out_of_range
     WHERE ${isWhole('daily_rollup.day')}`,
    { types: ['text', 'text', 'int', 'int', ...Array.from({ length: 5 }, () => 'double precision'), 'int'] },
  );
  return async (patientId, rollup) => {
    await upsert.run({ patientId, ...rollup });
  };
};

/** Sets the rollup of the local day of an instant from what is stored; a day without a good reading has none. */
export type RenewRollup = (patientId: string, kind: Kind, at: number, timeZone: string) => Promise<void>;

/** Inside the writer's transaction. */
export const renewRollup = (sql: Sql): RenewRollup => {
  const save = saveRollup(sql);
  const remove = sql.prepare(
    `DELETE FROM daily_rollup WHERE patient_id = ? AND kind = ? AND day = ? AND ${isWhole('day')}`,
  );
  const around = sql
    .prepare<[string, Kind, number, number], Cell[]>(
      `SELECT ${readingColumns.join(', ')} FROM reading
       WHERE patient_id = ? AND kind = ? AND measured_at BETWEEN ? AND ? AND suspect IS NULL
       ORDER BY measured_at, arrival`,
    )
    .raw();
  return async (patientId, kind, at, timeZone) => {
    const day = localDay(at, timeZone);
    const rows = await around.all(patientId, kind, at - dayMs - dayMs / 4, at + dayMs + dayMs / 4);
    const readings = rows.map(fromRow).filter(r => localDay(r.measuredAt, timeZone) === day);
    if (readings.length > 0) await save(patientId, rollupOf(kind, day, readings));
    else await remove.run(patientId, kind, day);
  };
};

/** A patient's rollups of every kind on local days from `fromDay` up to, not including, `beforeDay`, oldest first. */
export type LoadRollups = (
  patientId: string,
  fromDay: number,
  beforeDay: number,
) => Promise<readonly DailyRollup[]>;

type RollupRow = [
  kind: number,
  day: number,
  readings: number,
  mean: number | null,
  min: number | null,
  max: number | null,
  diastolicMean: number | null,
  pulseMean: number | null,
  outOfRange: number,
];

const toRollup = (row: RollupRow): DailyRollup => ({
  kind: kinds[row[0]] as Kind,
  day: row[1],
  readings: row[2],
  mean: row[3],
  min: row[4],
  max: row[5],
  diastolicMean: row[6],
  pulseMean: row[7],
  outOfRange: row[8],
});

export const loadRollups = (sql: Sql): LoadRollups => {
  // a number for the kind: a text in each row costs as much as all its numbers
  const ofKind = (kind: Kind): string =>
    `SELECT ${kinds.indexOf(kind)} AS kind, day, readings, mean, min, max, diastolic_mean, pulse_mean, out_of_range
     FROM daily_rollup WHERE patient_id = @patientId AND kind = '${kind}' AND day >= @fromDay AND day < @beforeDay`;
  const select = sql
    .prepare<[{ patientId: string; fromDay: number; beforeDay: number }], RollupRow>(
      kinds.map(ofKind).join(' UNION ALL '),
      { types: ['text', 'int', 'int'] },
    )
    .raw();
  return async (patientId, fromDay, beforeDay) =>
    (await select.all({ patientId, fromDay, beforeDay })).map(toRollup).sort((a, b) => a.day - b.day);
};
