import type BetterSqlite3 from 'better-sqlite3';
import { type DailyRollup, rollupOf } from '../domain/daily.ts';
import { dayMs, localDay } from '../domain/local-day.ts';
import type { Kind } from '../domain/reading.ts';
import { type Cell, fromRow, readingColumns } from './row.ts';

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

/** Sets the rollup of the local day of an instant from what is stored; a day without a good reading has none. */
export type RenewRollup = (patientId: string, kind: Kind, at: number, timeZone: string) => void;

/** Inside the writer's transaction. */
export const renewRollup = (sqlite: BetterSqlite3.Database): RenewRollup => {
  const save = saveRollup(sqlite);
  const remove = sqlite.prepare('DELETE FROM daily_rollup WHERE patient_id = ? AND kind = ? AND day = ?');
  const around = sqlite
    .prepare<[string, Kind, number, number], Cell[]>(
      `SELECT ${readingColumns.join(', ')} FROM reading
       WHERE patient_id = ? AND kind = ? AND measured_at BETWEEN ? AND ? AND suspect IS NULL
       ORDER BY measured_at, arrival`,
    )
    .raw();
  return (patientId, kind, at, timeZone) => {
    const day = localDay(at, timeZone);
    const readings = around
      .all(patientId, kind, at - dayMs - dayMs / 4, at + dayMs + dayMs / 4)
      .map(fromRow)
      .filter(r => localDay(r.measuredAt, timeZone) === day);
    if (readings.length > 0) save(patientId, rollupOf(kind, day, readings));
    else remove.run(patientId, kind, day);
  };
};

/** A patient's rollups of every kind on local days from `fromDay` up to, not including, `beforeDay`, oldest first. */
export type LoadRollups = (patientId: string, fromDay: number, beforeDay: number) => readonly DailyRollup[];

type RollupRow = [
  kind: Kind,
  day: number,
  readings: number,
  mean: number | null,
  min: number | null,
  max: number | null,
  diastolicMean: number | null,
  pulseMean: number | null,
  outOfRange: number,
];

const toRollup = ([
  kind,
  day,
  readings,
  mean,
  min,
  max,
  diastolicMean,
  pulseMean,
  outOfRange,
]: RollupRow) => ({
  kind,
  day,
  readings,
  mean,
  min,
  max,
  diastolicMean,
  pulseMean,
  outOfRange,
});

export const loadRollups = (sqlite: BetterSqlite3.Database): LoadRollups => {
  const select = sqlite
    .prepare<[string, number, number], RollupRow>(
      `SELECT kind, day, readings, mean, min, max, diastolic_mean, pulse_mean, out_of_range FROM daily_rollup
       WHERE patient_id = ? AND kind IN ('blood-pressure', 'glucose', 'weight') AND day >= ? AND day < ?
       ORDER BY kind, day`,
    )
    .raw();
  return (patientId, fromDay, beforeDay) => select.all(patientId, fromDay, beforeDay).map(toRollup);
};
