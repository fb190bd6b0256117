import type { Sql } from '../../db/statements.ts';
import { type LoadTelemetryDeps, loadTelemetry } from './load-telemetry.ts';
import { type TelemetryFeatures, telemetryFeatures } from './telemetry-features.ts';

export type PatientTelemetry = { readonly patientId: string; readonly features: TelemetryFeatures };

const patientsAtOnce = 500;

const pageOfIds = (sql: Sql) => {
  const select = sql
    .prepare<[string, number], string>('SELECT id FROM patient WHERE id > ? ORDER BY id LIMIT ?')
    .pluck();
  return (after: string): Promise<string[]> => select.all(after, patientsAtOnce);
};

/** Everybody's features as of now, a page of patients at a time, so that memory does not grow with the panel. */
export async function* telemetryPages(
  deps: LoadTelemetryDeps,
  at: number,
): AsyncGenerator<readonly PatientTelemetry[], void> {
  const load = loadTelemetry(deps);
  const idsAfter = pageOfIds(deps.sql);
  for (let ids = await idsAfter(''); ids.length > 0; ids = await idsAfter(ids.at(-1) ?? ''))
    yield (await load(ids, at)).map(telemetry => ({
      patientId: telemetry.patient.patientId,
      features: telemetryFeatures(telemetry),
    }));
}
