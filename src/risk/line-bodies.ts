import { and, inArray, ne } from 'drizzle-orm';
import type { RiskLineBody } from '../contract/risk.ts';
import type { Store } from '../db/open.ts';
import { summariesOf } from '../roster/summaries.ts';
import { riskScoreBody, type ScoreRow } from './bodies.ts';
import type { RiskScorer } from './scorer.ts';

type Deps = Pick<Store, 'reader' | 't'>;
type Place = Store['t']['riskRank']['$inferSelect'];

export type Line = { readonly place: Place; readonly enteredAt: number | null };

/** Lines of the ranking as they are told. */
export const lineBodies = async (
  deps: Deps,
  scorers: readonly RiskScorer[],
  lines: readonly Line[],
  at: number,
): Promise<RiskLineBody[]> => {
  const { reader, t } = deps;
  const ids = lines.map(({ place }) => place.patientId);
  if (ids.length === 0) return [];
  const [patients, scores, items] = await Promise.all([
    summariesOf(deps, ids, at),
    reader.select().from(t.riskScore).where(inArray(t.riskScore.patientId, ids)),
    reader
      .select({ id: t.worklistItem.id, patientId: t.worklistItem.patientId })
      .from(t.worklistItem)
      .where(and(inArray(t.worklistItem.patientId, ids), ne(t.worklistItem.state, 'closed'))),
  ]);
  const scoresOf = Map.groupBy(scores, row => row.patientId);
  const itemOf = new Map(items.map(item => [item.patientId, item.id]));
  const bodiesOf = (rows: readonly ScoreRow[]) =>
    scorers.flatMap(scorer => {
      const row = rows.find(r => r.scoreId === scorer.id);
      return row ? [riskScoreBody(row, scorer)] : [];
    });
  return lines.flatMap(({ place, enteredAt }) => {
    const { patientId, rank, outOf, tier, scoreId } = place;
    const patient = patients.get(patientId);
    const bodies = bodiesOf(scoresOf.get(patientId) ?? []);
    const score = bodies.find(body => body.id === scoreId);
    if (!patient || !score) return [];
    const others = bodies.filter(body => body !== score);
    const cohortSince = enteredAt === null ? null : new Date(enteredAt).toISOString();
    return [
      { patient, rank, outOf, tier, cohortSince, score, others, openItemId: itemOf.get(patientId) ?? null },
    ];
  });
};
