import type { RiskTier } from '../domain/risk.ts';

/** One patient with an applicable score. */
export type Scored = { readonly patientId: string; readonly value: number };

export type Ranked = Scored & {
  /** 1 = highest */
  readonly rank: number;
  readonly outOf: number;
  readonly tier: RiskTier;
  /** share of all that are ranked whose value is lower, 0–1 */
  readonly aboveShare: number;
};

const highestPercent = 5;
const highPercent = 10;

const firstPercent = (percent: number, outOf: number): number => Math.ceil((outOf * percent) / 100);

/** Ranks up to which one enters the cohort, and beyond which one leaves it. */
export const cohortBounds = (outOf: number) => ({
  enterWithin: firstPercent(highestPercent, outOf),
  leaveBeyond: firstPercent(highPercent, outOf),
});

const tierOf = (rank: number, outOf: number): RiskTier => {
  if (rank <= firstPercent(highestPercent, outOf)) return 'highest';
  return rank <= firstPercent(highPercent, outOf) ? 'high' : 'rest';
};

const byValueThenId = (a: Scored, b: Scored): number =>
  b.value - a.value || (a.patientId < b.patientId ? -1 : a.patientId > b.patientId ? 1 : 0);

/** Ranks a panel: highest value first, ties by patient id; tiers by rank alone. */
export const rankPanel = (panel: readonly Scored[]): readonly Ranked[] => {
  const sorted = panel.toSorted(byValueThenId);
  const outOf = sorted.length;
  let lower = 0;
  const ranked: Ranked[] = [];
  for (let index = outOf - 1; index >= 0; index -= 1) {
    const one = sorted[index];
    if (!one) continue;
    if (one.value !== sorted[index + 1]?.value) lower = outOf - 1 - index;
    const rank = index + 1;
    ranked.push({ ...one, rank, outOf, tier: tierOf(rank, outOf), aboveShare: lower / outOf });
  }
  return ranked.reverse();
};

export type CohortChange = {
  readonly enters: readonly string[];
  readonly stays: readonly string[];
  readonly leaves: readonly string[];
};

/**
 * Who enters, stays in and leaves the intensive cohort: one enters within the first 5 % and leaves beyond the first
 * 10 %, or when no longer ranked. Nobody is in it with a value of 0 (docs/adr/0008).
 */
export const changeCohort = (ranked: readonly Ranked[], members: ReadonlySet<string>): CohortChange => {
  const { enterWithin, leaveBeyond } = cohortBounds(ranked.length);
  const within = (bound: number) => ranked.filter(r => r.rank <= bound && r.value > 0).map(r => r.patientId);
  const stays = within(leaveBeyond).filter(id => members.has(id));
  const isStaying = new Set(stays);
  return {
    enters: within(enterWithin).filter(id => !members.has(id)),
    stays,
    leaves: [...members].filter(id => !isStaying.has(id)),
  };
};
