import type { RiskScore } from '../../domain/risk.ts';
import { sayParts } from '../model/say-parts.ts';
import { scoreRows } from '../model/score-rows.ts';
import { scored } from '../scored.ts';
import type { RiskScorer, ScoringInputs } from '../scorer.ts';
import { described } from './described.ts';
import type { DeteriorationModel } from './load-deterioration.ts';
import { shownParts } from './shown-parts.ts';
import type { TelemetryFeatures } from './telemetry-features.ts';

const none: RiskScore = { applicable: false, why: 'no readings in the last 5 weeks' };
const silentThroughout: RiskScore = { ...none, unknown: true };

/** Whole days without any reading from which on a score would be of the past. Convention. */
const mostSilentDays = 4;

/** Silence is no recovery: whoever is silent is not scored as if nothing were the matter. */
const silentFor = ({ adherence: { silentDays } }: TelemetryFeatures): RiskScore | null =>
  silentDays !== null && silentDays >= mostSilentDays
    ? {
        applicable: false,
        why: `no readings for ${silentDays} days: nobody knows how the patient is`,
        unknown: true,
      }
    : null;

const hasReadings = (telemetry: TelemetryFeatures | null | undefined): telemetry is TelemetryFeatures =>
  !!telemetry && (telemetry.weight !== null || telemetry.pressure !== null || telemetry.glucose !== null);

/** The model as a score of everybody who sends readings; it reads 0 for a stable patient. */
export const deteriorationScorer = ({ model, readers, ordinary }: DeteriorationModel): RiskScorer => {
  const scoreAll = (inputs: readonly ScoringInputs[]): readonly RiskScore[] => {
    const rows = inputs.flatMap(({ telemetry }) =>
      hasReadings(telemetry) && !silentFor(telemetry) ? [telemetry] : [],
    );
    const scores = scoreRows(model, readers, rows).values();
    return inputs.map(({ telemetry }) => {
      if (!hasReadings(telemetry)) return telemetry && silentFor(telemetry) ? silentThroughout : none;
      const silent = silentFor(telemetry);
      if (silent) return silent;
      const score = scores.next().value;
      if (!score) throw new RangeError('as many scores as patients with readings');
      return scored(shownParts(sayParts(model, readers, telemetry, score), ordinary));
    });
  };
  const score = (inputs: ScoringInputs): RiskScore => scoreAll([inputs])[0] ?? none;
  return { ...described, modelVersion: model.version, unavailable: null, score, scoreAll };
};
