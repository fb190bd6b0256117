import { auroc } from './auroc.ts';
import { observedToExpected } from './calibration.ts';
import { type Cut, cutAt, listedBy } from './capture.ts';
import type { Cohort } from './cohort.ts';
import type { Figure } from './figure.ts';
import { type Ranked, rankedOf } from './ranked.ts';
import { figuresOf, type Redraws, redraw, type Sample } from './redraw.ts';
import { type Tally, tallyOf, wholeTally } from './tally.ts';

/** `flagged` and `capture` at the list of the whole cohort, not at one of the group's own. */
export type SubgroupKey = 'baseRate' | 'auroc' | 'observedToExpected' | 'flagged' | 'capture' | 'precision';

export type Subgroup = {
  readonly name: string;
  readonly n: number;
  readonly patients: number;
  readonly events: number;
  readonly figures: Readonly<Record<SubgroupKey, Figure>>;
};

const shareOf = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

const subgroupFigures = (tally: Tally, cut: Cut): Readonly<Record<SubgroupKey, number | null>> => {
  const { listed, found } = listedBy(tally, cut);
  return {
    baseRate: shareOf(tally.totalEvents, tally.total),
    auroc: auroc(tally),
    observedToExpected: observedToExpected(tally),
    flagged: shareOf(listed, tally.total),
    capture: shareOf(found, tally.totalEvents),
    precision: shareOf(found, listed),
  };
};

export type Grouping = {
  readonly scores: Float64Array;
  /** the group of each encounter */
  readonly groups: readonly string[];
  /** the share of the cohort that is on the list */
  readonly share: number;
};

const rankedGroups = (
  { readmitted, patient }: Cohort,
  { scores, groups }: Grouping,
): readonly (readonly [name: string, ranked: Ranked])[] => {
  const members = Map.groupBy(groups.keys(), i => groups[i] ?? '');
  return [...members]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([name, among]) => [name, rankedOf({ scores, readmitted, patients: patient }, among)]);
};

/** How a score does in each group of a cohort, in the order of the groups' names. */
export const judgeSubgroups = async (
  cohort: Cohort,
  grouping: Grouping,
  redraws: Redraws,
): Promise<readonly Subgroup[]> => {
  const { readmitted, patient } = cohort;
  const whole = wholeTally(rankedOf({ scores: grouping.scores, readmitted, patients: patient }));
  const cut = cutAt(whole, grouping.share);
  if (cut === null) return [];
  const groups = rankedGroups(cohort, grouping);
  const samples = groups.map(
    ([, ranked]): Sample<SubgroupKey> =>
      drawn =>
        subgroupFigures(tallyOf(ranked, drawn), cut),
  );
  const redrawn = await redraw(samples, redraws);
  return groups.flatMap(([name, ranked], i) => {
    const its = redrawn[i];
    if (!its) return [];
    const { total, totalEvents } = wholeTally(ranked);
    const patients = new Set(ranked.patient).size;
    return [{ name, n: total, patients, events: totalEvents, figures: figuresOf(its) }];
  });
};
