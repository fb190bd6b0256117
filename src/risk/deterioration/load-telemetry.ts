import type { Sql } from '../../db/statements.ts';
import { severities } from '../../domain/alert.ts';
import { dayMs } from '../../domain/local-day.ts';
import { type Kind, kinds } from '../../domain/reading.ts';
import type { Directory } from '../../roster/directory.ts';
import { daysBack, type OpenAlerts, scoredConcerns, type Telemetry, type TelemetryDay } from './telemetry.ts';

export type LoadTelemetryDeps = {
  readonly sql: Sql;
  readonly directory: Pick<Directory, 'patient'>;
};

/** Telemetry of some patients as stored now, in the order asked for; those nobody knows are left out. */
export type LoadTelemetry = (patientIds: readonly string[], at: number) => Promise<readonly Telemetry[]>;

type DayRow = [
  at: number,
  kind: number,
  day: number,
  readings: number,
  mean: number | null,
  min: number | null,
  max: number | null,
  pulseMean: number | null,
  outOfRange: number,
];

type AlertRow = [at: number, count: number, worst: number];

const numbered = (column: string, names: readonly string[]): string =>
  `CASE ${column} ${names.map((name, i) => `WHEN '${name}' THEN ${i}`).join(' ')} END`;
const listed = (names: readonly string[]): string => names.map(name => `'${name}'`).join(', ');

const selectDays = `
  SELECT p.key, ${numbered('r.kind', kinds)}, r.day, r.readings, r.mean, r.min, r.max, r.pulse_mean, r.out_of_range
  FROM json_each(?) p CROSS JOIN daily_rollup r
  WHERE r.patient_id = p.value AND r.kind IN (${listed(kinds)}) AND r.day BETWEEN ? AND ?`;

const selectAlerts = `
  SELECT p.key, count(*), max(${numbered('a.severity', severities)})
  FROM json_each(?) p CROSS JOIN alert a
  WHERE a.patient_id = p.value AND a.state <> 'ended' AND a.state = 'firing'
    AND a.concern IN (${listed(scoredConcerns)})
  GROUP BY p.key`;

type Days = Record<Kind, TelemetryDay[]>;

const noDays = (): Days => ({ 'blood-pressure': [], glucose: [], weight: [] });
const noAlerts: OpenAlerts = { count: 0, worst: null };

const toDay = ([, , day, readings, mean, min, max, pulseMean, outOfRange]: DayRow): TelemetryDay => ({
  day,
  readings,
  mean,
  min,
  max,
  pulseMean,
  outOfRange,
});

/** Asks once for the days and once for the alerts of all patients of a page. */
export const loadTelemetry = ({ sql, directory }: LoadTelemetryDeps): LoadTelemetry => {
  const daysOf = sql.prepare<[string, number, number], DayRow>(selectDays).raw();
  const alertsOf = sql.prepare<[string], AlertRow>(selectAlerts).raw();
  return async (patientIds, at) => {
    const ids = JSON.stringify(patientIds);
    const today = Math.floor(at / dayMs);
    const [dayRows, alertRows] = await Promise.all([
      // a day more on either side: local days differ from those of UTC by one at most
      daysOf.all(ids, today - daysBack - 1, today + 1),
      alertsOf.all(ids),
    ]);
    const days = patientIds.map(noDays);
    for (const row of dayRows) days[row[0]]?.[kinds[row[1]] as Kind].push(toDay(row));
    const alerts = new Map<number, OpenAlerts>();
    for (const [at, count, worst] of alertRows) alerts.set(at, { count, worst: severities[worst] ?? null });
    return patientIds.flatMap((patientId, i) => {
      const patient = directory.patient(patientId, at)?.context;
      const own = days[i];
      return patient && own ? [{ patient, at, days: own, alerts: alerts.get(i) ?? noAlerts }] : [];
    });
  };
};
