import type { Tally } from './tally.ts';

export type Calibration = { readonly slope: number; readonly intercept: number };

const perfect: Calibration = { slope: 1, intercept: 0 };

/** Probabilities of 0 and 1 have no logit: they count as this far from it. Convention. */
const nearest = 1e-7;
const mostSteps = 50;
const mostHalves = 30;
/** a sum of many likelihoods is not known better than this */
const rounding = 1e-10;
const close = 1e-9;

export const logitOf = (probability: number): number => {
  const p = Math.min(1 - nearest, Math.max(nearest, probability));
  return Math.log(p / (1 - p));
};

type Fit = Calibration & {
  readonly likelihood: number;
  /** Newton's step from here; null where all logits are the same or the fit has run off */
  readonly step: Calibration | null;
};

const fitAt = ({ slope, intercept }: Calibration, logits: Float64Array, { weight, events }: Tally): Fit => {
  let [likelihood, g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < logits.length; i += 1) {
    const x = logits[i] as number;
    const w = weight[i] as number;
    const z = intercept + slope * x;
    const small = Math.exp(-Math.abs(z));
    const p = z < 0 ? small / (1 + small) : 1 / (1 + small);
    const left = (events[i] as number) - w * p;
    const bend = w * p * (1 - p);
    // log(1 + e^z) without overflow
    likelihood += (events[i] as number) * z - w * (Math.max(z, 0) + Math.log1p(small));
    g0 += left;
    g1 += left * x;
    h00 += bend;
    h01 += bend * x;
    h11 += bend * x * x;
  }
  const by = h00 * h11 - h01 * h01;
  const step = { slope: (h00 * g1 - h01 * g0) / by, intercept: (h11 * g0 - h01 * g1) / by };
  return { slope, intercept, likelihood, step: by > 1e-12 * h00 * h11 ? step : null };
};

const plus = (at: Calibration, by: Calibration): Calibration => ({
  slope: at.slope + by.slope,
  intercept: at.intercept + by.intercept,
});

const halfway = (a: Calibration, b: Calibration): Calibration => ({
  slope: (a.slope + b.slope) / 2,
  intercept: (a.intercept + b.intercept) / 2,
});

/**
 * The logistic regression of the outcome on the logit of the probability: slope 1 and intercept 0 are perfect, a slope
 * below 1 says that the probabilities are too extreme. Newton's method; a step that makes it worse is halved. Null where
 * none can be fitted: one outcome only, one probability only, or outcomes that the probability separates.
 */
export const calibrationOf = (tally: Tally): Calibration | null => {
  const { totalEvents, total } = tally;
  if (totalEvents === 0 || totalEvents === total) return null;
  const logits = tally.score.map(logitOf);
  let best = fitAt(perfect, logits, tally);
  for (let steps = 0; steps < mostSteps && best.step; steps += 1) {
    const isThere = Math.abs(best.step.slope) < close && Math.abs(best.step.intercept) < close;
    if (isThere) return { slope: best.slope, intercept: best.intercept };
    let next = fitAt(plus(best, best.step), logits, tally);
    const least = best.likelihood - rounding * Math.abs(best.likelihood);
    for (let halves = 0; next.likelihood < least && halves < mostHalves; halves += 1)
      next = fitAt(halfway(best, next), logits, tally);
    best = next;
  }
  return null;
};

/** Readmissions there were for each that was expected: calibration in the large. Null where none was expected. */
export const observedToExpected = ({ score, weight, totalEvents }: Tally): number | null => {
  let expected = 0;
  for (let i = 0; i < score.length; i += 1) expected += (score[i] as number) * (weight[i] as number);
  return expected > 0 ? totalEvents / expected : null;
};
