import type { PlaceInPanelBody } from '../contract/worklist-line.ts';
import type { RankBy, RiskPart, RiskScoreId } from '../domain/risk.ts';
import { isFixedPart, isNotKnownPart } from '../domain/risk-part.ts';
import type { Row } from './rows.ts';

const mostDrivers = 3;

type Rank = Row<'riskRank'>;

const isCombined = (by: RankBy): by is Exclude<RankBy, RiskScoreId> =>
  by === 'blend' || by === 'lexicographic';

/** The score that puts a patient where she is: of several, the one with the largest part in the ranking. */
export const leadingScoreId = ({ scoreId, parts }: Pick<Rank, 'scoreId' | 'parts'>): string => {
  if (!isCombined(scoreId)) return scoreId;
  const [most] = (parts ?? []).toSorted((a, b) => b.points - a.points);
  return most?.id ?? scoreId;
};

const admissionsText = (count: number): string =>
  `${count} ${count === 1 ? 'admission' : 'admissions'} in the last year`;

/** What raises a score most, in words, at most three. Pure. */
export const driversOf = (parts: readonly RiskPart[]): string[] =>
  parts
    .filter(part => !isFixedPart(part) && !isNotKnownPart(part) && part.points > 0)
    .toSorted((a, b) => b.points - a.points)
    .slice(0, mostDrivers)
    .map(({ level, label }) => level ?? label);

/** Admissions are told as their number, not each by its date. */
const saidOf = (rank: Rank, parts: readonly RiskPart[]): string[] => {
  if (leadingScoreId(rank) === 'admissions') return parts.length > 0 ? [admissionsText(parts.length)] : [];
  return driversOf(parts.length > 0 ? parts : (rank.parts ?? []));
};

/** A place in the ranking with what put the patient there. */
export const placeBody = (
  rank: Rank,
  parts: readonly RiskPart[],
  stale: string | null,
): PlaceInPanelBody => ({
  tier: rank.tier,
  rank: rank.rank,
  outOf: rank.outOf,
  scoreId: rank.scoreId,
  value: rank.value,
  percentile: Math.round(10 * (rank.percentile ?? (100 * (rank.outOf - rank.rank)) / rank.outOf)) / 10,
  drivers: saidOf(rank, parts),
  stale: rank.stale ?? stale,
});
