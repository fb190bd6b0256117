import type { RiskLineScoreBody, RiskScoreBody } from '../contract/risk.ts';
import type { Store } from '../db/open.ts';
import { atMostOf, type RankBy, type RiskPart } from '../domain/risk.ts';
import { type Calibrations, probabilityFrom, probabilityOf } from './calibrations.ts';
import type { RiskScorer } from './scorer.ts';
import { topParts } from './top-parts.ts';

export type ScoreRow = Omit<Store['t']['riskScore']['$inferSelect'], 'fingerprint'>;
export type Place = Store['t']['riskRank']['$inferSelect'];

/** What a program's scores are told with. */
export type Telling = {
  readonly programId: string;
  /** of deterioration, the version that the program's lead has switched on; null: in shadow */
  readonly switchedOn: string | null;
  readonly calibrations: Calibrations;
  /** when the whole panel was last scored: what was stored before has been found unchanged then */
  readonly scoredAt: number | null;
};

const missingOf = (parts: readonly RiskPart[]): string[] =>
  parts.filter(part => part.missing === true || part.mayAdd !== undefined).map(part => part.label);

const toldAt = ({ scoredAt }: ScoreRow, telling: Telling): string =>
  new Date(Math.max(scoredAt, telling.scoredAt ?? scoredAt)).toISOString();

/** A score as it is told, with what its scorer says of itself. */
export const riskScoreBody = (row: ScoreRow, scorer: RiskScorer, telling: Telling): RiskScoreBody => {
  const { title, unit, max, high, source, shadow } = scorer;
  return {
    id: row.scoreId,
    version: row.scoreVersion,
    modelVersion: row.modelVersion,
    title,
    unit,
    shadow: shadow && (telling.switchedOn === null || telling.switchedOn !== row.modelVersion),
    applicable: row.value !== null,
    why: row.why,
    value: row.value,
    atMost: row.value === null ? null : atMostOf(row.value, row.parts),
    max,
    high,
    probability: scorer.unit === 'log-odds' ? probabilityOf(row, telling) : null,
    probabilityFrom: scorer.unit === 'log-odds' ? probabilityFrom(row, telling) : null,
    parts: [...row.parts],
    missing: missingOf(row.parts),
    source,
    scoredAt: toldAt(row, telling),
  };
};

/** A score as a line of the list tells it: the parts that say most, and how many others there are. */
export const lineScoreBody = ({
  parts,
  missing: _,
  source: __,
  ...score
}: RiskScoreBody): RiskLineScoreBody => {
  const { top, counts } = topParts(parts);
  return { ...score, top: score.unit === 'rank' ? parts : top, counts };
};

type Combined = Extract<RankBy, 'blend' | 'lexicographic'>;

const combined: Readonly<Record<Combined, { title: string; max: number | null; source: string }>> = {
  blend: {
    title: 'Blend of ranks',
    max: 100,
    source:
      'The mean of the percentile ranks of the scores that apply: readmission within 30 days, admissions in the last year, and deterioration once it is switched on. It orders a panel and is no probability',
  },
  lexicographic: {
    title: 'Readmission tier, then admissions',
    max: null,
    source:
      'First the tier by readmission within 30 days (highest 2, second 1, everybody else 0), then admissions in the last year, a thousandth each. It orders a panel and is no probability',
  },
};

const isCombined = (by: RankBy): by is Combined => by === 'blend' || by === 'lexicographic';

/** A place by several scores, told as a score is; null of a place by one. */
export const combinedBody = (place: Place, telling: Telling): RiskScoreBody | null => {
  const { scoreId, value, parts } = place;
  if (!isCombined(scoreId) || parts === null) return null;
  return {
    id: scoreId,
    version: 1,
    modelVersion: null,
    ...combined[scoreId],
    unit: 'rank',
    shadow: false,
    applicable: true,
    why: null,
    value,
    atMost: value,
    high: null,
    probability: null,
    probabilityFrom: null,
    parts: [...parts],
    missing: [],
    scoredAt: new Date(telling.scoredAt ?? place.rankedAt).toISOString(),
  };
};
