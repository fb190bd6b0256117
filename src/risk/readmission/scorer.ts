import type { RiskScore } from '../../domain/risk.ts';
import type { RiskInputs } from '../features/inputs.ts';
import type { AdditiveModel } from '../model/artefact.ts';
import { sayParts } from '../model/say-parts.ts';
import { readersOf, scoreRows } from '../model/score-rows.ts';
import { scored } from '../scored.ts';
import type { RiskScorer } from '../scorer.ts';
import { described } from './described.ts';
import { readmissionFeatures } from './feature-table.ts';
import { stayFeaturesAt } from './from-inputs.ts';

/** The model as a score of the stay that ended last, up to 30 days ago. @throws ModelUnavailable */
export const readmissionScorer = (model: AdditiveModel): RiskScorer => {
  const readers = readersOf(model.form, readmissionFeatures);
  const scoreAll = (inputs: readonly RiskInputs[], at: number): readonly RiskScore[] => {
    const stays = inputs.map(one => stayFeaturesAt(one, at));
    const rows = stays.flatMap(stay => (stay.ok ? [stay.features] : []));
    const scores = scoreRows(model, readers, rows).values();
    return stays.map(stay => {
      if (!stay.ok) return stay.none;
      const score = scores.next().value;
      if (!score) throw new RangeError('as many scores as stays');
      return scored(sayParts(model, readers, stay.features, score));
    });
  };
  const score = (inputs: RiskInputs, at: number): RiskScore => {
    const [only] = scoreAll([inputs], at);
    if (!only) throw new RangeError('one score of one patient');
    return only;
  };
  return { ...described, modelVersion: model.version, unavailable: null, score, scoreAll };
};
