import type { RiskScore, RiskScoreId } from '../domain/risk.ts';
import type { TelemetryFeatures } from './deterioration/telemetry-features.ts';
import type { RiskInputs } from './features/inputs.ts';

/** Inputs with what the readings of the last weeks say; absent where nobody asked for it. */
export type ScoringInputs = RiskInputs & { readonly telemetry?: TelemetryFeatures | null };

/** What the readings of some patients say at an instant; whoever is absent sends none. */
export type TelemetryOf = (
  patientIds: readonly string[],
  at: number,
) => Promise<ReadonlyMap<string, TelemetryFeatures>>;

/** One way to score a patient: a published score, or a trained model. It reads no clock and no store. */
export type RiskScorer = {
  readonly id: RiskScoreId;
  /** rises whenever the same inputs may give another score */
  readonly version: number;
  /** of a trained model: the version of its files ("1.0.0"); null for a published score */
  readonly modelVersion: string | null;
  readonly title: string;
  readonly unit: 'points' | 'log-odds';
  /** the highest possible value; null where there is none */
  readonly max: number | null;
  /** high from this value on, by its source */
  readonly high: number | null;
  /** nobody whose value is not above it enters the cohort, however few there are; null: the rank alone decides */
  readonly floor: number | null;
  /** shown, and ranked on only where the program's lead has switched it on */
  readonly shadow: boolean;
  /** what moves it besides time: stays and diagnoses, or readings as well */
  readonly restsOn: 'stays' | 'readings';
  /** why it scores nobody; null where it does */
  readonly unavailable: string | null;
  readonly source: string;
  /** a value in words, as because-sentences write it: "3 admissions in the last year" */
  readonly say: (value: number) => string;
  /** The score as of an instant; its parts add up to the value exactly. */
  readonly score: (inputs: ScoringInputs, at: number) => RiskScore;
  /** The scores of many, in their order: the same as one by one. */
  readonly scoreAll: (inputs: readonly ScoringInputs[], at: number) => readonly RiskScore[];
};

type Score = RiskScorer['score'];

/** `score` and `scoreAll` of a score that has nothing to gain from many at once. */
export const eachAlone = (score: Score): Pick<RiskScorer, 'score' | 'scoreAll'> => ({
  score,
  scoreAll: (inputs, at) => inputs.map(one => score(one, at)),
});

/** What all published scores have in common. */
export const published = {
  modelVersion: null,
  unit: 'points',
  floor: 0,
  shadow: false,
  restsOn: 'stays',
  unavailable: null,
} as const satisfies Partial<RiskScorer>;

/** The scorer of a model that could not be loaded: it stays in every list, applies to nobody, and says why. */
export const unavailableScorer = (
  scorer: Omit<RiskScorer, 'unavailable' | 'score' | 'scoreAll'>,
  reason: string,
): RiskScorer => ({
  ...scorer,
  unavailable: reason,
  ...eachAlone(() => ({ applicable: false, why: `score unavailable: ${reason}` })),
});
