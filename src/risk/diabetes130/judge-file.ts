import { type GroupBurden, judgeBurden } from '../judge/burden.ts';
import { type Cohort, cohortOf } from '../judge/cohort.ts';
import { type JudgedScore, type JudgedScores, judgeScores } from '../judge/judge-scores.ts';
import type { Redraws } from '../judge/redraw.ts';
import { judgeSubgroups, type Subgroup } from '../judge/subgroups.ts';
import { candidatesOf } from './candidates.ts';
import { type Comparator, comparatorsOf } from './comparators.ts';
import { type FileGrouping, groupingsOf, type Illness, illnessesOf } from './file-groups.ts';
import { type Against, type JudgedEncounter, judgedOf, type ScoredEncounter } from './judged-encounters.ts';

export type FileRedraws = {
  readonly draws: number;
  readonly seed: number;
  /** after each draw of each pass; ends the work by throwing */
  readonly onDraw?: (done: number, of: number) => Promise<void>;
};

export type FileJudging = {
  readonly title: string;
  /** other probabilities of the same encounters, compared in pairs */
  readonly against?: Against | undefined;
  /** the share of the encounters there is room for */
  readonly share: number;
  readonly redraws: FileRedraws;
};

type Titled = JudgedScore & { readonly title: string; readonly lacks: string | null };

export type ModelReport = Omit<JudgedScores, 'scores'> & {
  readonly n: number;
  readonly patients: number;
  readonly events: number;
  readonly baseRate: number;
  readonly leftOut: Readonly<
    Record<'diedOrHospice' | 'withoutOutcome' | 'withoutScore' | 'withoutOther', number>
  >;
  readonly redraws: { readonly draws: number; readonly seed: number };
  /** the judged one first */
  readonly scores: readonly Titled[];
  /** by the columns the file has: age, sex, race */
  readonly subgroups: Readonly<Record<string, readonly Subgroup[]>>;
  /** illness at equal score by race; empty without that column */
  readonly burden: Readonly<Record<string, readonly GroupBurden[]>>;
};

const titled = (
  scores: readonly JudgedScore[],
  comparators: readonly Comparator[],
  titles: Readonly<Record<string, string>>,
): readonly Titled[] =>
  scores.map(score => {
    const comparator = comparators.find(({ id }) => id === score.id);
    const title = titles[score.id] ?? comparator?.title ?? score.id;
    return { ...score, title, lacks: comparator?.lacks ?? null };
  });

type Judging = {
  readonly cohort: Cohort;
  readonly encounters: readonly JudgedEncounter[];
  readonly probabilities: Float64Array;
  readonly redraws: Redraws;
};

const burdenOf = async (
  { cohort, encounters, probabilities: scores, redraws }: Judging,
  race: FileGrouping | undefined,
  illnesses: readonly Illness[],
) => {
  const burden: Record<string, readonly GroupBurden[]> = {};
  if (!race) return burden;
  const groups = encounters.map(e => race.groupOf(e.row));
  for (const { name, of } of illnesses) {
    const illness = Float64Array.from(encounters, e => of(e.row));
    burden[name] = await judgeBurden(cohort, { scores, illness, groups }, redraws);
  }
  return burden;
};

const subgroupsOf = async (
  { cohort, encounters, probabilities: scores, redraws }: Judging,
  groupings: readonly FileGrouping[],
  share: number,
) => {
  const subgroups: Record<string, readonly Subgroup[]> = {};
  for (const { name, groupOf } of groupings) {
    const groups = encounters.map(e => groupOf(e.row));
    subgroups[name] = await judgeSubgroups(cohort, { scores, groups, share }, redraws);
  }
  return subgroups;
};

/** Counts the draws of all passes: one for the scores, one a grouping, one an illness. */
const counting = (
  { draws, seed, onDraw }: FileRedraws,
  { patients, passes }: { readonly patients: number; readonly passes: number },
): Redraws => {
  let done = 0;
  const count = async (): Promise<void> => {
    done += 1;
    await onDraw?.(done, draws * passes);
  };
  return { draws, seed, patients, onDraw: count };
};

/** Judges scores of a file in the format of UCI "Diabetes 130-US hospitals", beside every comparator its columns allow. */
export const judgeFile = async (
  all: readonly ScoredEncounter[],
  { title, against, share, redraws: asked }: FileJudging,
): Promise<ModelReport> => {
  const { judged, events, leftOut } = judgedOf(all, against);
  const row = judged[0]?.row ?? {};
  const [others, groupings] = [comparatorsOf(row), groupingsOf(row)];
  const race = groupings.find(({ name }) => name === 'race');
  const illnesses = race ? illnessesOf(row) : [];
  const cohort = cohortOf(judged);
  const { patients } = cohort;
  const redraws = counting(asked, { patients, passes: 1 + groupings.length + illnesses.length });
  const probabilities = Float64Array.from(judged, e => e.probability);
  const judging = { cohort, encounters: judged, probabilities, redraws };
  const { scores, ...rest } = await judgeScores(cohort, candidatesOf(judged, others, against), {
    ...redraws,
    share,
  });
  return {
    n: judged.length,
    patients,
    events,
    baseRate: events / judged.length,
    leftOut,
    redraws: { draws: asked.draws, seed: asked.seed },
    ...rest,
    scores: titled(scores, others, { judged: title, against: against?.title ?? '' }),
    subgroups: await subgroupsOf(judging, groupings, share),
    burden: await burdenOf(judging, race, illnesses),
  };
};
