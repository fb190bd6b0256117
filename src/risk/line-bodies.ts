import { and, inArray } from 'drizzle-orm';
import type { RiskLineBody } from '../contract/risk.ts';
import type { Store } from '../db/open.ts';
import { isOpenItem } from '../db/partial.ts';
import { summariesOf } from '../roster/summaries.ts';
import {
  combinedBody,
  lineScoreBody,
  type Place,
  riskScoreBody,
  type ScoreRow,
  type Telling,
} from './bodies.ts';
import type { RiskScorer } from './scorer.ts';
import { loadStale } from './stale.ts';

type Deps = Pick<Store, 'reader' | 't'>;

export type Line = { readonly place: Place; readonly enteredAt: number | null };

const loadLines = async (deps: Deps, scorers: readonly RiskScorer[], ids: readonly string[], at: number) => {
  const { reader, t } = deps;
  const [patients, scores, items, staleOf] = await Promise.all([
    summariesOf(deps, ids, at),
    reader
      .select()
      .from(t.riskScore)
      .where(inArray(t.riskScore.patientId, [...ids])),
    reader
      .select({ id: t.worklistItem.id, patientId: t.worklistItem.patientId })
      .from(t.worklistItem)
      .where(and(inArray(t.worklistItem.patientId, [...ids]), isOpenItem(t.worklistItem))),
    loadStale(deps, scorers, ids, at),
  ]);
  const scoresOf = Map.groupBy(scores, row => row.patientId);
  const itemOf = new Map(items.map(item => [item.patientId, item.id]));
  return { patients, scoresOf, itemOf, staleOf };
};

/** Lines of the ranking as they are told. */
export const lineBodies = async (
  deps: Deps,
  scorers: readonly RiskScorer[],
  telling: Telling,
  lines: readonly Line[],
  at: number,
): Promise<RiskLineBody[]> => {
  if (lines.length === 0) return [];
  const ids = lines.map(({ place }) => place.patientId);
  const { patients, scoresOf, itemOf, staleOf } = await loadLines(deps, scorers, ids, at);
  const bodiesOf = (rows: readonly ScoreRow[]) =>
    scorers.flatMap(scorer => {
      const row = rows.find(r => r.scoreId === scorer.id);
      return row ? [riskScoreBody(row, scorer, telling)] : [];
    });
  return lines.flatMap(({ place, enteredAt }) => {
    const { patientId, rank, outOf, tier, scoreId } = place;
    const patient = patients.get(patientId);
    const bodies = bodiesOf(scoresOf.get(patientId) ?? []);
    const score = combinedBody(place, telling) ?? bodies.find(body => body.id === scoreId);
    if (!patient || !score) return [];
    return [
      {
        patient,
        rank,
        outOf,
        percentile: place.percentile ?? (100 * (outOf - rank)) / outOf,
        rise7d: place.rise,
        tier,
        cohortSince: enteredAt === null ? null : new Date(enteredAt).toISOString(),
        stale: staleOf(patientId),
        score: lineScoreBody(score),
        others: bodies.filter(body => body !== score).map(lineScoreBody),
        openItemId: itemOf.get(patientId) ?? null,
      },
    ];
  });
};
