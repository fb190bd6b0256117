import { type LoadTelemetryDeps, loadTelemetry } from './deterioration/load-telemetry.ts';
import { telemetryFeatures } from './deterioration/telemetry-features.ts';
import type { TelemetryOf } from './scorer.ts';

/** What the readings of some patients say, from their daily rollups: two queries, however many patients. */
export const readTelemetry = (deps: LoadTelemetryDeps): TelemetryOf => {
  const load = loadTelemetry(deps);
  return async (patientIds, at) =>
    new Map((await load(patientIds, at)).map(one => [one.patient.patientId, telemetryFeatures(one)]));
};
