import { jsonType } from '../db/due-timers.ts';
import type { Store } from '../db/open.ts';
import type { Dialect } from '../db/statements.ts';
import { dayMs } from '../domain/local-day.ts';
import { seedPrograms } from '../roster/programs.ts';

export type BenchPanel = {
  readonly patients: number;
  /** days with readings before today */
  readonly days: number;
  /** of each kind a day, or one a day of the kinds in turn */
  readonly perDay: 1 | 3;
};

const firstNumber = 10_000_000;
const patientsAtOnce = 500;

/** The id of the n-th patient of a bench's panel; its devices are `bench-n-kind`. */
export const benchPatientId = (n: number): string => `pat_${firstNumber + n}`;

const people = `WITH RECURSIVE p(i) AS (
  SELECT CAST(@from AS bigint) UNION ALL SELECT i + 1 FROM p WHERE i + 1 < CAST(@to AS bigint))`;
const id = `'pat_' || CAST(${firstNumber} + i AS text)`;
const kinds = `(SELECT 0 AS k, 'blood-pressure' AS kind UNION ALL SELECT 1, 'glucose' UNION ALL SELECT 2, 'weight') ks`;
const device = `'bench-' || CAST(i AS text) || '-' || kind`;

const patientSql = `${people} INSERT INTO patient
  (id, site_id, family, given, birth_date, sex, time_zone, program_id, enrolled_at, tags, flags, search, updated_at)
  SELECT ${id}, 'B' || CAST(i AS text), 'Bench', 'P' || CAST(i AS text), '1950-01-01', 'unknown', 'America/New_York',
    CASE i % 2 WHEN 0 THEN 'diabetes' ELSE 'heart-failure' END, CAST(@since AS bigint), '[]', '[]', '', CAST(@since AS bigint)
  FROM p ORDER BY i`;
const deviceSql = `${people} INSERT INTO device (id, created_at) SELECT ${device}, CAST(@since AS bigint) FROM p, ${kinds}`;
const assignmentSql = `${people} INSERT INTO assignment (id, device_id, kind, patient_id, per_week)
  SELECT ${device}, ${device}, kind, ${id}, 7 FROM p, ${kinds}`;
const dueSql = `${people} INSERT INTO due (patient_id, due_at, generation, judged_generation, timers, setbacks, failures)
  SELECT ${id}, CAST(@dueAt AS bigint), CAST(@count AS bigint), CAST(@count AS bigint), '{}', '{}', 0 FROM p`;

/** A reading a row: of patient i, kind k, d days ago; v is its noise. */
const rows = `${people}, dd(d) AS (SELECT CAST(@days AS bigint) UNION ALL SELECT d - 1 FROM dd WHERE d > 1),
  r AS (SELECT i, k, kind, d, CAST(@at AS bigint) - d * ${dayMs} + k * 1000 + i AS m,
      (i * 7919 + d * 104729 + k * 31) % 25 - 12 AS v
    FROM p, ${kinds}, dd WHERE CAST(@perDay AS bigint) = 3 OR d % 3 = k)`;

const readingSql = (
  dialect: Dialect,
) => `${rows} INSERT INTO reading (patient_id, kind, measured_at, id, received_at, arrival, mode, device_id,
    systolic_mm_hg, diastolic_mm_hg, pulse_per_min, glucose_mg_dl, weight_kg, flags, sent_unit, sent_values)
  SELECT ${id}, kind, m, 'benchhistory' || CAST(${firstNumber} + i AS text) || CAST(k * 10000 + d AS text), m + 60000,
    (CAST(@days AS bigint) - d) * 3 + k + 1, 'live', ${device},
    CASE k WHEN 0 THEN 130 + v END, CASE k WHEN 0 THEN 78 END, CASE k WHEN 0 THEN 71 END,
    CASE k WHEN 1 THEN 140 + 2 * v END, CASE k WHEN 2 THEN 80 + v * 0.02 END, '[]',
    CASE k WHEN 0 THEN 'mm[Hg]' WHEN 1 THEN 'mg/dL' ELSE 'kg' END,
    CAST(CASE k WHEN 0 THEN '{"systolic":' || CAST(130 + v AS text) || ',"diastolic":78,"pulse":71}'
      WHEN 1 THEN '{"value":' || CAST(140 + 2 * v AS text) || '}' ELSE '{"value":' || CAST(80 + v * 0.02 AS text) || '}' END
      AS ${jsonType(dialect)})
  FROM r ORDER BY i, k, d DESC`;
const rollupSql = `${rows} INSERT INTO daily_rollup
    (patient_id, kind, day, readings, mean, min, max, diastolic_mean, pulse_mean, out_of_range)
  SELECT ${id}, kind, (m - 18000000) / ${dayMs}, 1, n, n, n, CASE k WHEN 0 THEN 78 END, CASE k WHEN 0 THEN 71 END, 0
  FROM (SELECT *, CASE k WHEN 0 THEN 130 + v WHEN 1 THEN 140 + 2 * v ELSE 80 + v * 0.02 END AS n FROM r) valued
  ORDER BY i, k, d DESC`;

const statements = (dialect: Dialect) => [
  patientSql,
  deviceSql,
  assignmentSql,
  dueSql,
  readingSql(dialect),
  rollupSql,
];

/** Only what a statement names. */
const bound = (text: string, values: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => text.includes(`@${name} `)));

/** Fills an empty store with patients, their devices, readings and rollups of the days before, which are judged already; everybody is due once. */
export const fillBenchPanel = async (
  store: Store,
  { patients, days, perDay }: BenchPanel,
  at: number,
  onProgress: (done: number, of: number) => void,
): Promise<void> => {
  await seedPrograms(store, at);
  const prepared = statements(store.dialect).map(text => ({ text, run: store.sql.prepare(text).run }));
  const since = at - (days + 1) * dayMs;
  for (let from = 0; from < patients; from += patientsAtOnce) {
    const to = Math.min(patients, from + patientsAtOnce);
    const values = { from, to, days, perDay, at, since, dueAt: at, count: days * 3 };
    await store.write(async () => {
      for (const { text, run } of prepared) await run(bound(text, values));
    });
    onProgress(to, patients);
  }
};
