import type { Sql } from '../../db/statements.ts';
import { severities } from '../../domain/alert.ts';
import { localDay } from '../../domain/local-day.ts';
import { kinds } from '../../domain/reading.ts';
import { type LoadTelemetryDeps, loadTelemetry } from '../deterioration/load-telemetry.ts';
import { type OpenAlerts, scoredConcerns, type Telemetry } from '../deterioration/telemetry.ts';
import { telemetryFeatures } from '../deterioration/telemetry-features.ts';
import type { TelemetryOf } from '../scorer.ts';

const severityNumber = `CASE a.severity ${severities.map((name, i) => `WHEN '${name}' THEN ${i}`).join(' ')} END`;

const selectFiring = `
  SELECT p.key, count(*), max(${severityNumber})
  FROM json_each(?) p CROSS JOIN alert a
  WHERE a.patient_id = p.value AND a.concern IN (${scoredConcerns.map(name => `'${name}'`).join(', ')})
    AND a.fired_at <= ? AND (a.ended_at IS NULL OR a.ended_at > ?)
  GROUP BY p.key`;

type FiringRow = [at: number, count: number, worst: number];

const firingAt = (sql: Sql) => {
  const select = sql.prepare<[string, number, number], FiringRow>(selectFiring).raw();
  return async (patientIds: readonly string[], at: number): Promise<ReadonlyMap<string, OpenAlerts>> => {
    const rows = await select.all(JSON.stringify(patientIds), at, at);
    return new Map(
      rows.map(([i, count, worst]) => [patientIds[i] ?? '', { count, worst: severities[worst] ?? null }]),
    );
  };
};

/** Whole days before the day of an instant: what the day itself brought was not known yet. */
const daysBefore = ({ patient, at, days }: Telemetry): Telemetry['days'] => {
  const today = localDay(at, patient.timeZone);
  return Object.fromEntries(
    kinds.map(kind => [kind, days[kind].filter(({ day }) => day < today)]),
  ) as unknown as Telemetry['days'];
};

/**
 * What readings said at a past instant, from daily rollups and from alerts that fired then. Of an alert its worst severity
 * counts, and a target weight is the one of today: neither is kept by day.
 */
export const pastTelemetry = (deps: LoadTelemetryDeps): TelemetryOf => {
  const load = loadTelemetry(deps);
  const firing = firingAt(deps.sql);
  return async (patientIds, at) => {
    const [alertsOf, telemetries] = await Promise.all([firing(patientIds, at), load(patientIds, at)]);
    return new Map(
      telemetries.map(telemetry => {
        const { patientId } = telemetry.patient;
        const alerts = alertsOf.get(patientId) ?? { count: 0, worst: null };
        return [patientId, telemetryFeatures({ ...telemetry, days: daysBefore(telemetry), alerts })];
      }),
    );
  };
};
