import type BetterSqlite3 from 'better-sqlite3';
import { type LoadTelemetryDeps, loadTelemetry } from './load-telemetry.ts';
import { type TelemetryFeatures, telemetryFeatures } from './telemetry-features.ts';

export type PatientTelemetry = { readonly patientId: string; readonly features: TelemetryFeatures };

const patientsAtOnce = 500;

const pageOfIds = (sqlite: BetterSqlite3.Database) => {
  const select = sqlite
    .prepare<[string, number], string>('SELECT id FROM patient WHERE id > ? ORDER BY id LIMIT ?')
    .pluck();
  return (after: string): string[] => select.all(after, patientsAtOnce);
};

/** Everybody's features as of now, a page of patients at a time, so that memory does not grow with the panel. */
export function* telemetryPages(
  deps: LoadTelemetryDeps,
  at: number,
): Generator<readonly PatientTelemetry[], void> {
  const load = loadTelemetry(deps);
  const idsAfter = pageOfIds(deps.sqlite);
  for (let ids = idsAfter(''); ids.length > 0; ids = idsAfter(ids.at(-1) ?? ''))
    yield load(ids, at).map(telemetry => ({
      patientId: telemetry.patient.patientId,
      features: telemetryFeatures(telemetry),
    }));
}
