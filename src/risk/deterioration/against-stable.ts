import type { AdditiveWeights } from '../model/additive.ts';
import { binOf, type FeatureOf } from '../model/feature.ts';
import { type AdditiveForm, type Term, termsOf } from '../model/form.ts';
import { baseFeatureId } from './feature-table.ts';
import { stableProfile } from './stable-profile.ts';
import type { TelemetryFeatures } from './telemetry-features.ts';

type Features = readonly FeatureOf<TelemetryFeatures>[];

/** The cell of a stable patient in each shape; null for the devices in use, which belong to the base. */
export const stableCells = (features: Features, terms: readonly Term[]): readonly (number | null)[] =>
  features.map((feature, f) =>
    feature.id === baseFeatureId
      ? null
      : (terms[f] as Term).offset + binOf(feature, feature.value(stableProfile)),
  );

/** The same logits, told against a stable patient: each shape adds 0 there, and the base takes up what was moved. Without pairs. */
export const againstStable = (
  form: AdditiveForm,
  features: Features,
  { cells, base }: AdditiveWeights,
): AdditiveWeights => {
  const terms = termsOf(form);
  const moved = Float32Array.from(cells);
  let movedBase = base;
  stableCells(features, terms).forEach((stable, f) => {
    if (stable === null) return;
    const { offset, cells: count } = terms[f] as Term;
    const level = cells[stable] as number;
    movedBase += level;
    for (let cell = offset; cell < offset + count; cell += 1) moved[cell] = (cells[cell] as number) - level;
  });
  return { cells: moved, base: movedBase };
};

/** How far a patient differs from a stable one: the sum of all parts but the base and the devices in use. */
export const shownSum = (features: Features, parts: ArrayLike<number>): number => {
  let sum = 0;
  features.forEach((feature, f) => {
    if (feature.id !== baseFeatureId) sum += parts[f] as number;
  });
  return sum;
};
