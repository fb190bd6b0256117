import type { RiskScore } from '../domain/risk.ts';
import type { PanelPatient } from './load-panel.ts';
import type { RiskScorer, ScoringInputs } from './scorer.ts';

/** `scores` are in the order of the scorers. */
export type PatientScores = PanelPatient & { readonly scores: readonly RiskScore[] };

/** What broke in a run; a scorer that broke on a whole page of patients is not asked again in it. */
export type Broken = {
  readonly has: (scorer: RiskScorer) => boolean;
  /** once for each scorer that throws; `wholly`: it scores nobody for the rest of the run */
  readonly note: (scorer: RiskScorer, error: unknown, wholly: boolean) => void;
};

export const whyBroken = 'it failed; the log says more';
const failed: RiskScore = { applicable: false, why: `score unavailable: ${whyBroken}`, unknown: true };

/** The score of one patient; one that throws is unavailable. */
export const scoreAlone = (scorer: RiskScorer, inputs: ScoringInputs, at: number): RiskScore => {
  try {
    return scorer.score(inputs, at);
  } catch {
    return failed;
  }
};

const oneByOne = (
  scorer: RiskScorer,
  inputs: readonly ScoringInputs[],
  at: number,
  broken: Broken,
  error: unknown,
): readonly RiskScore[] => {
  const scores = inputs.map(one => scoreAlone(scorer, one, at));
  broken.note(
    scorer,
    error,
    scores.every(score => score === failed),
  );
  return scores;
};

const columnOf = (
  scorer: RiskScorer,
  inputs: readonly ScoringInputs[],
  at: number,
  broken: Broken,
): readonly RiskScore[] => {
  if (broken.has(scorer)) return inputs.map(() => failed);
  try {
    return scorer.scoreAll(inputs, at);
  } catch (error) {
    return oneByOne(scorer, inputs, at, broken, error);
  }
};

/**
 * Scores of some patients; each scorer sees them all at once. One that throws is asked for each patient alone: it stops
 * neither the other scores nor the other patients.
 */
export const scorePatients = (
  patients: readonly PanelPatient[],
  scorers: readonly RiskScorer[],
  at: number,
  broken: Broken,
): readonly PatientScores[] => {
  const inputs = patients.map(patient => patient.inputs);
  const columns = scorers.map(scorer => columnOf(scorer, inputs, at, broken));
  return patients.map((patient, i) => ({
    ...patient,
    scores: columns.map(column => column[i] ?? failed),
  }));
};
