import type { RiskPart, RiskSettings, RiskTier } from '../domain/risk.ts';
import { cutsOf } from './cuts.ts';
import { percentileRanks } from './percentile-ranks.ts';
import { type Ranked, rankPanel, type Scored } from './rank.ts';
import type { RankingMethod } from './ranking-method.ts';
import type { RiskScorer } from './scorer.ts';

/** A patient of a panel with the values of the scores that rank it, in their order; null where one does not apply. */
export type Member = { readonly patientId: string; readonly values: readonly (number | null)[] };

const isAbove = ({ floor }: RiskScorer, value: number): boolean => floor === null || value > floor;

const sumOf = (parts: readonly RiskPart[]): number => parts.reduce((sum, part) => sum + part.points, 0);

const oneDecimal = (value: number): string => String(Math.round(10 * value) / 10);

const byOne = (scorer: RiskScorer, members: readonly Member[]): Scored[] =>
  members.flatMap(({ patientId, values: [value = null] }) =>
    value === null ? [] : [{ patientId, value, mayEnter: isAbove(scorer, value), parts: null }],
  );

const byBlend = (scorers: readonly RiskScorer[], members: readonly Member[]): Scored[] => {
  const ranks = scorers.map((_, i) => percentileRanks(members.map(({ values }) => values[i] ?? null)));
  return members.flatMap(({ patientId, values }, m) => {
    const applying = scorers.flatMap((scorer, i) => {
      const value = values[i] ?? null;
      const rank = ranks[i]?.[m] ?? null;
      return value === null || rank === null ? [] : [{ scorer, value, rank }];
    });
    if (applying.length === 0) return [];
    const parts = applying.map(({ scorer: { id, title }, rank }) => ({
      id,
      label: `${title}: percentile ${oneDecimal(rank)}`,
      points: rank / applying.length,
    }));
    const mayEnter = applying.some(({ scorer, value }) => isAbove(scorer, value));
    return [{ patientId, value: sumOf(parts), mayEnter, parts }];
  });
};

const tierPoints: Readonly<Record<RiskTier, number>> = { highest: 2, high: 1, rest: 0 };
const tierWords: Readonly<Record<RiskTier, string>> = {
  highest: 'the highest tier',
  high: 'the second tier',
  rest: 'no upper tier',
};
/** an admission never outweighs a tier */
const admissionWeight = 1 / 1_000;
const mostAdmissions = 999;

const lexicographic = (
  [first, second]: readonly [RiskScorer, RiskScorer],
  members: readonly Member[],
  settings: RiskSettings,
): Scored[] => {
  const tiers = new Map(
    rankPanel(byOne(first, members), outOf => cutsOf(settings, outOf)).map(r => [r.patientId, r.tier]),
  );
  return members.flatMap(({ patientId, values: [, count = null] }) => {
    if (count === null) return [];
    const tier = tiers.get(patientId) ?? 'rest';
    const parts = [
      { id: first.id, label: `${first.title}: ${tierWords[tier]}`, points: tierPoints[tier] },
      { id: second.id, label: second.say(count), points: Math.min(count, mostAdmissions) * admissionWeight },
    ];
    return [{ patientId, value: sumOf(parts), mayEnter: tier !== 'rest' || isAbove(second, count), parts }];
  });
};

const scoredBy = (
  { by, components }: RankingMethod,
  members: readonly Member[],
  settings: RiskSettings,
): Scored[] => {
  const [first, second] = components;
  if (!first) return [];
  if (by === 'blend') return byBlend(components, members);
  return by === 'lexicographic' && second
    ? lexicographic([first, second], members, settings)
    : byOne(first, members);
};

/** Ranks a panel by what its program chose. The same for the values of today and for those of a week ago. */
export const placeMembers = (
  method: RankingMethod,
  members: readonly Member[],
  settings: RiskSettings,
): readonly Ranked[] => rankPanel(scoredBy(method, members, settings), outOf => cutsOf(settings, outOf));

/** By how much each one's percentile rose since an earlier ranking; only of those who were ranked then. */
export const risesSince = (now: readonly Ranked[], then: readonly Ranked[]): ReadonlyMap<string, number> => {
  const before = new Map(then.map(r => [r.patientId, r.aboveShare]));
  return new Map(
    now.flatMap(({ patientId, aboveShare }) => {
      const was = before.get(patientId);
      return was === undefined ? [] : [[patientId, 100 * (aboveShare - was)] as const];
    }),
  );
};
