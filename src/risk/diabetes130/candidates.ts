import type { Candidate } from '../judge/judge-scores.ts';
import type { Comparator } from './comparators.ts';
import type { Against, JudgedEncounter } from './judged-encounters.ts';

const probabilities = (
  id: string,
  encounters: readonly JudgedEncounter[],
  probabilityOf: (encounter: JudgedEncounter) => number,
): Candidate => ({
  id,
  isProbability: true,
  isRule: false,
  scores: Float64Array.from(encounters, probabilityOf),
});

/** The judged probabilities first, then those they are compared with. */
export const candidatesOf = (
  encounters: readonly JudgedEncounter[],
  comparators: readonly Comparator[],
  against: Against | undefined,
): readonly [Candidate, ...Candidate[]] => [
  probabilities('judged', encounters, e => e.probability),
  ...(against ? [probabilities('against', encounters, e => against.scores.get(e.encounterId) ?? 0)] : []),
  ...comparators.map(({ id, isRule, score }) => ({
    id,
    isProbability: false,
    isRule,
    scores: Float64Array.from(encounters, e => score(e.row)),
  })),
];
