import type { RiskScore, RiskScoreId } from '../domain/risk.ts';
import type { RiskInputs } from './features/inputs.ts';

/** One way to score a patient: a published score, or a trained model. It reads no clock and no store. */
export type RiskScorer = {
  readonly id: RiskScoreId;
  /** rises whenever the same inputs may give another score */
  readonly version: number;
  readonly title: string;
  /** the highest possible value; null where there is none */
  readonly max: number | null;
  /** high from this value on, by its source */
  readonly high: number | null;
  readonly source: string;
  /** a value in words, as because-sentences write it: "3 admissions in the last year" */
  readonly say: (value: number) => string;
  /** The score as of an instant; its parts add up to the value exactly. */
  readonly score: (inputs: RiskInputs, at: number) => RiskScore;
};
