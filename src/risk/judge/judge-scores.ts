import { cutAt, listedBy } from './capture.ts';
import type { Cohort } from './cohort.ts';
import type { Figure } from './figure.ts';
import { netBenefitByChance } from './net-benefit.ts';
import { type Ranked, rankedOf } from './ranked.ts';
import { differencesOf, figuresOf, type Redrawn, type Redraws, redraw, type Sample } from './redraw.ts';
import { type ReliabilityBin, reliabilityBins } from './reliability.ts';
import { type Capacity, rankKeys, type ScoreKey, scoreFigures } from './score-figures.ts';
import { type Tally, tallyOf, wholeTally } from './tally.ts';

/** A score of each encounter of a cohort, in its order. */
export type Candidate = {
  readonly id: string;
  readonly isProbability: boolean;
  /** it says who is on the list (1) and who is not (0) */
  readonly isRule: boolean;
  readonly scores: Float64Array;
};

export type RuleKey = 'flagged' | 'sensitivity' | 'ppv';
type RankKey = (typeof rankKeys)[number];

export type JudgedScore = {
  readonly id: string;
  readonly figures: Readonly<Record<ScoreKey, Figure>>;
  /** only of a rule: the share it lists, of the readmitted the share it lists, and how many of the listed were */
  readonly rule?: Readonly<Record<RuleKey, Figure>>;
  /** the first candidate less this one, paired; not of the first */
  readonly firstLess?: Readonly<Partial<Record<ScoreKey, Figure>>>;
};

export type JudgedScores = {
  readonly capacity: Capacity & { readonly netBenefitByChance: number | null };
  /** of the first candidate */
  readonly bins: readonly ReliabilityBin[];
  readonly scores: readonly JudgedScore[];
};

const ruleFigures = (tally: Tally): Readonly<Record<RuleKey, number | null>> => {
  const { listed, found } = listedBy(tally, { score: 1, ofEqual: 1 });
  return {
    flagged: tally.total > 0 ? listed / tally.total : null,
    sensitivity: tally.totalEvents > 0 ? found / tally.totalEvents : null,
    ppv: listed > 0 ? found / listed : null,
  };
};

/** Differences of what both have: of probabilities only where the other is one too. */
const pairedWith = (first: Redrawn<ScoreKey>, other: Redrawn<ScoreKey>, isProbability: boolean) => {
  const differences = differencesOf(first, other);
  if (isProbability) return differences;
  return Object.fromEntries(rankKeys.map((key: RankKey) => [key, differences[key]]));
};

type Entrant = Candidate & { readonly ranked: Ranked };

const judgeRule = async ({ ranked }: Entrant, { onDraw: _, ...quietly }: Redraws) => {
  const sample: Sample<RuleKey> = drawn => ruleFigures(tallyOf(ranked, drawn));
  const [redrawn] = await redraw([sample], quietly);
  return redrawn ? { rule: figuresOf(redrawn) } : {};
};

const judgeAll = async (
  entrants: readonly Entrant[],
  capacity: Capacity,
  redraws: Redraws,
): Promise<readonly JudgedScore[]> => {
  const samples = entrants.map(
    ({ ranked, isProbability }): Sample<ScoreKey> =>
      drawn =>
        scoreFigures(tallyOf(ranked, drawn), { isProbability, capacity }),
  );
  const redrawn = await redraw(samples, redraws);
  const [first] = redrawn;
  return Promise.all(
    entrants.map(async (entrant, i) => {
      const its = redrawn[i];
      if (!first || !its) throw new RangeError('as many are redrawn as are judged');
      const { id, isRule, isProbability } = entrant;
      return {
        id,
        figures: figuresOf(its),
        ...(isRule ? await judgeRule(entrant, redraws) : {}),
        ...(i > 0 ? { firstLess: pairedWith(first, its, isProbability) } : {}),
      };
    }),
  );
};

/** Ranks each once; the threshold of the net benefit is the probability at which the first candidate fills the places. */
export const judgeScores = async (
  { readmitted, patient }: Cohort,
  candidates: readonly [Candidate, ...Candidate[]],
  { share, ...redraws }: Redraws & { readonly share: number },
): Promise<JudgedScores> => {
  const entrantOf = (candidate: Candidate): Entrant => ({
    ...candidate,
    ranked: rankedOf({ scores: candidate.scores, readmitted, patients: patient }),
  });
  const [first, ...others] = candidates;
  const leading = entrantOf(first);
  const tally = wholeTally(leading.ranked);
  const capacity = { share, threshold: cutAt(tally, share)?.score ?? 0 };
  const scores = await judgeAll([leading, ...others.map(entrantOf)], capacity, redraws);
  const byChance = netBenefitByChance(tally, share, capacity.threshold);
  return { capacity: { ...capacity, netBenefitByChance: byChance }, bins: reliabilityBins(tally), scores };
};
