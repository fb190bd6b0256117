import { seeded } from '../../domain/seeded.ts';
import type { StayFeatures } from './stay-features.ts';

type Masked = Partial<StayFeatures>;

/** What a site may not have, field by field or together: a real feed lacks some of it for everybody. */
const masks: readonly Masked[] = [
  { earlierReturns: null, lastReturn: null },
  { previousDisposition: null },
  { previousLengthOfStay: null },
  { disposition: null },
  { admissionType: null },
  { admissionSource: null },
  { diagnosisCount: null },
  { medications: null },
  { procedures: null },
  { labTests: null },
  { insulin: null, onDiabetesMedication: null, diabetesMedicationChanged: null },
  { hba1c: null },
  { emergencyLastYear: null },
  { outpatientLastYear: null },
  { age: null },
];

/** chance of each mask in a masked copy */
const chance = 0.35;

const masked = (features: StayFeatures, next: () => number): StayFeatures => {
  const { lastReturn } = features;
  const hidden = Object.assign({}, ...masks.filter(() => next() < chance)) as Masked;
  // that there was no earlier stay is known without knowing how one ended
  const seen = lastReturn === 'no-earlier-stay' ? { lastReturn, earlierReturns: 0 } : {};
  return { ...features, ...hidden, ...seen };
};

/**
 * Copies of a share of the rows with some of their fields hidden, so that "not known" is learned and not guessed: which
 * row each is a copy of, and its features. The same seed gives the same copies.
 */
export const maskedCopies = (
  rows: readonly StayFeatures[],
  share: number,
  seed: number,
): readonly { readonly of: number; readonly features: StayFeatures }[] => {
  const next = seeded(seed);
  return rows.flatMap((features, of) => (next() < share ? [{ of, features: masked(features, next) }] : []));
};
