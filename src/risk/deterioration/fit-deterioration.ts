import { rankedOf } from '../judge/ranked.ts';
import { type Tally, wholeTally } from '../judge/tally.ts';
import type { AdditiveWeights } from '../model/additive.ts';
import { binCount, binsOf } from '../model/feature.ts';
import { type AdditiveForm, cellsOfBins, termsOf } from '../model/form.ts';
import { logitsOf } from '../model/score-cells.ts';
import { type Chosen, type OnStep, type TrainSettings, trainAdditive } from '../model/train-additive.ts';
import { againstStable, shownSum, stableCells } from './against-stable.ts';
import { deteriorationFeatures as features } from './feature-table.ts';
import { neverReassuring } from './never-reassuring.ts';
import type { TelemetryFeatures } from './telemetry-features.ts';

export type LabelledDay = {
  readonly features: TelemetryFeatures;
  readonly label: 0 | 1;
  readonly patient: string;
  /** no event is under way or to come soon */
  readonly isStable: boolean;
};

export type Fitted = {
  readonly form: AdditiveForm;
  readonly weights: AdditiveWeights;
  /** share of the days in each bin of each feature */
  readonly shares: readonly (readonly number[])[];
  /** what nine of ten stable days stay within */
  readonly ordinary: number;
  readonly chosen: Chosen;
};

/** of stable days; convention: one in ten may read above 0 */
const stableShare = 0.9;

export type DayScores = {
  readonly logits: Float64Array;
  /** sums of what differs from a stable patient */
  readonly sums: Float64Array;
};

export const scoreDays = (
  form: AdditiveForm,
  weights: AdditiveWeights,
  days: readonly Pick<LabelledDay, 'features'>[],
): DayScores => {
  const bins = binsOf(
    features,
    days.map(d => d.features),
  );
  const cells = cellsOfBins(form, bins, days.length);
  const terms = termsOf(form).length;
  const logits = logitsOf(weights, cells, terms, [...days.keys()]);
  const partsOf = (i: number) =>
    Array.from({ length: terms }, (_, term) => weights.cells[cells[i * terms + term] as number] as number);
  return { logits, sums: Float64Array.from(days, (_, i) => shownSum(features, partsOf(i))) };
};

/** By distinct score in falling order, as the figures are taken from. */
export const tallyDays = (
  scores: Float64Array,
  days: readonly Pick<LabelledDay, 'label' | 'patient'>[],
): Tally => {
  const numbers = new Map([...new Set(days.map(d => d.patient))].map((patient, i) => [patient, i]));
  return wholeTally(
    rankedOf({
      scores,
      readmitted: days.map(d => d.label),
      patients: days.map(d => numbers.get(d.patient) ?? 0),
    }),
  );
};

const sharesOf = (bins: Uint8Array, rows: number): readonly (readonly number[])[] =>
  features.map((feature, f) => {
    const counts = new Array<number>(binCount(feature)).fill(0);
    for (let i = 0; i < rows; i += 1) {
      const bin = bins[i * features.length + f] as number;
      counts[bin] = (counts[bin] as number) + 1;
    }
    return counts.map(count => Math.round((count / rows) * 1e6) / 1e6);
  });

const quantileOf = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? 0;

/** Told against stable, and settled so that no part reassures. */
export const settled = (
  form: AdditiveForm,
  learned: AdditiveWeights,
  { bins, labels }: { readonly bins: Uint8Array; readonly labels: Uint8Array },
  { shapeL2: pull, smoothness }: TrainSettings['fit'],
): AdditiveWeights => {
  const cells = cellsOfBins(form, bins, labels.length);
  const stable = stableCells(features, termsOf(form));
  const settling = { form, cells, labels, stable, pull, smoothness };
  return neverReassuring(settling, againstStable(form, features, learned));
};

/** Trains on patient-days. TensorFlow.js must be ready. */
export const fitDeterioration = async (
  days: readonly LabelledDay[],
  settings: TrainSettings,
  onStep: OnStep = () => {},
): Promise<Fitted> => {
  const data = {
    features,
    bins: binsOf(
      features,
      days.map(d => d.features),
    ),
    labels: Uint8Array.from(days, d => d.label),
    patients: days.map(d => d.patient),
  };
  const { form, weights: learned, chosen } = await trainAdditive(data, [...days.keys()], settings, onStep);
  const weights = settled(form, learned, data, settings.fit);
  const stable = [...scoreDays(form, weights, days).sums].filter((_, i) => days[i]?.isStable);
  const ordinary = Math.round(quantileOf(stable, stableShare) * 1e4) / 1e4;
  return { form, weights, shares: sharesOf(data.bins, days.length), ordinary, chosen };
};
