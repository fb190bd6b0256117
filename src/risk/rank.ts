import type { RiskPart, RiskTier } from '../domain/risk.ts';
import type { Cuts } from './cuts.ts';

/** One patient to whom what ranks the panel applies. */
export type Scored = {
  readonly patientId: string;
  readonly value: number;
  /** false: not in the cohort, whatever the rank (docs/adr/0008) */
  readonly mayEnter: boolean;
  /** what the value is made of, where it is no score's own */
  readonly parts: readonly RiskPart[] | null;
};

export type Ranked = Scored & {
  /** 1 = highest */
  readonly rank: number;
  readonly outOf: number;
  readonly tier: RiskTier;
  /** share of all that are ranked whose value is lower, 0–1 */
  readonly aboveShare: number;
};

const tierOf = (rank: number, { enterWithin, leaveBeyond }: Cuts): RiskTier => {
  if (rank <= enterWithin) return 'highest';
  return rank <= leaveBeyond ? 'high' : 'rest';
};

const byValueThenId = (a: Scored, b: Scored): number =>
  b.value - a.value || (a.patientId < b.patientId ? -1 : a.patientId > b.patientId ? 1 : 0);

/** Ranks a panel: highest value first, ties by patient id; tiers by rank alone. */
export const rankPanel = (panel: readonly Scored[], cutsFor: (outOf: number) => Cuts): readonly Ranked[] => {
  const sorted = panel.toSorted(byValueThenId);
  const outOf = sorted.length;
  const cuts = cutsFor(outOf);
  let lower = 0;
  const ranked: Ranked[] = [];
  for (let index = outOf - 1; index >= 0; index -= 1) {
    const one = sorted[index];
    if (!one) continue;
    if (one.value !== sorted[index + 1]?.value) lower = outOf - 1 - index;
    const rank = index + 1;
    ranked.push({ ...one, rank, outOf, tier: tierOf(rank, cuts), aboveShare: lower / outOf });
  }
  return ranked.reverse();
};

export type CohortChange = {
  readonly enters: readonly string[];
  readonly stays: readonly string[];
  readonly leaves: readonly string[];
};

/**
 * Who enters, stays in and leaves the intensive cohort: one enters within the first cut and leaves beyond the second,
 * or when no longer ranked. Nobody is in it who may not enter, such as with a value of 0 (docs/adr/0008).
 */
export const changeCohort = (
  ranked: readonly Ranked[],
  members: ReadonlySet<string>,
  { enterWithin, leaveBeyond }: Cuts,
): CohortChange => {
  const within = (bound: number) => ranked.slice(0, bound).flatMap(r => (r.mayEnter ? [r.patientId] : []));
  const stays = within(leaveBeyond).filter(id => members.has(id));
  const isStaying = new Set(stays);
  return {
    enters: within(enterWithin).filter(id => !members.has(id)),
    stays,
    leaves: [...members].filter(id => !isStaying.has(id)),
  };
};
