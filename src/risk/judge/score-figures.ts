import { auroc } from './auroc.ts';
import { averagePrecision } from './average-precision.ts';
import { brier } from './brier.ts';
import { calibrationOf, observedToExpected } from './calibration.ts';
import { captureAt } from './capture.ts';
import { netBenefitAt } from './net-benefit.ts';
import { calibrationError } from './reliability.ts';
import type { Tally } from './tally.ts';

/** How well a score ranks; any score has these. */
export const rankKeys = [
  'auroc',
  'auprc',
  'captureAt5',
  'precisionAt5',
  'liftAt5',
  'captureAt10',
  'precisionAt10',
  'liftAt10',
  'netBenefit',
] as const;
/** How far its probabilities are to be trusted; null for a score that is none. */
export const probabilityKeys = [
  'brier',
  'calibrationSlope',
  'calibrationIntercept',
  'observedToExpected',
  'ece',
] as const;
export type ScoreKey = (typeof rankKeys)[number] | (typeof probabilityKeys)[number];

type Values<K extends string> = Readonly<Record<K, number | null>>;

/** Room for a share of the encounters; `threshold`: the probability from which on somebody is worth a place. */
export type Capacity = { readonly share: number; readonly threshold: number };

const rankFigures = (tally: Tally, { share, threshold }: Capacity): Values<(typeof rankKeys)[number]> => {
  const [five, ten] = [captureAt(tally, 0.05), captureAt(tally, 0.1)];
  return {
    auroc: auroc(tally),
    auprc: averagePrecision(tally),
    captureAt5: five.capture,
    precisionAt5: five.precision,
    liftAt5: five.lift,
    captureAt10: ten.capture,
    precisionAt10: ten.precision,
    liftAt10: ten.lift,
    netBenefit: netBenefitAt(tally, share, threshold),
  };
};

const noProbability: Values<(typeof probabilityKeys)[number]> = {
  brier: null,
  calibrationSlope: null,
  calibrationIntercept: null,
  observedToExpected: null,
  ece: null,
};

const probabilityFigures = (tally: Tally): Values<(typeof probabilityKeys)[number]> => {
  const calibration = calibrationOf(tally);
  return {
    brier: brier(tally),
    calibrationSlope: calibration?.slope ?? null,
    calibrationIntercept: calibration?.intercept ?? null,
    observedToExpected: observedToExpected(tally),
    ece: calibrationError(tally),
  };
};

export const scoreFigures = (
  tally: Tally,
  { isProbability, capacity }: { readonly isProbability: boolean; readonly capacity: Capacity },
): Values<ScoreKey> => ({
  ...rankFigures(tally, capacity),
  ...(isProbability ? probabilityFigures(tally) : noProbability),
});
