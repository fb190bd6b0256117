import { and, eq, inArray, max, or } from 'drizzle-orm';
import type { PlaceInPanelBody } from '../contract/worklist-line.ts';
import type { Store } from '../db/open.ts';
import { dayMs } from '../domain/local-day.ts';
import type { RiskScoreId } from '../domain/risk.ts';
import type { RiskScorer } from '../risk/scorer.ts';
import { loadStale, staleText } from '../risk/stale.ts';
import type { Heard } from './line-days.ts';
import { leadingScoreId, placeBody } from './line-risk.ts';

type Deps = Pick<Store, 'reader' | 't'>;

/** The parts of the score that puts each patient where she is; nothing else of her scores is read. */
const leadingParts = async ({ reader, t }: Deps, places: readonly (readonly [string, string])[]) => {
  if (places.length === 0) return new Map<string, Store['t']['riskScore']['$inferSelect']['parts']>();
  const { patientId, scoreId, parts } = t.riskScore;
  const byScore = Map.groupBy(places, ([, score]) => score);
  const rows = await reader
    .select({ patientId, parts })
    .from(t.riskScore)
    .where(
      or(
        ...[...byScore].map(([score, its]) =>
          and(
            inArray(
              patientId,
              its.map(([id]) => id),
            ),
            eq(scoreId, score as RiskScoreId),
          ),
        ),
      ),
    );
  return new Map(rows.map(row => [row.patientId, row.parts]));
};

type Loaded = {
  readonly scorers: readonly RiskScorer[];
  readonly heard: ReadonlyMap<string, Heard>;
  readonly at: number;
};

/** What is old of what scores rest on. Who was heard lately needs no look at all that she ever sent. */
const staleOf = async (
  deps: Deps,
  patientIds: readonly string[],
  { scorers, heard, at }: Loaded,
): Promise<(patientId: string) => string | null> => {
  const { reader, t } = deps;
  const silent = patientIds.filter(id => !heard.has(id));
  const [[imported], ofSilent] = await Promise.all([
    reader.select({ at: max(t.encounter.createdAt) }).from(t.encounter),
    silent.length > 0 ? loadStale(deps, scorers, silent, at) : () => null,
  ]);
  const restsOnReadings = scorers.some(s => s.restsOn === 'readings' && s.unavailable === null);
  return patientId => {
    const day = heard.get(patientId)?.latestDay ?? null;
    if (day === null) return ofSilent(patientId);
    return staleText(
      { importedAt: imported?.at ?? null, lastReadingAt: restsOnReadings ? day * dayMs : null },
      at,
    );
  };
};

/** Places in the ranking of those who have one, by patient. */
export const placesOf = async (
  deps: Deps,
  patientIds: readonly string[],
  loaded: Loaded,
): Promise<ReadonlyMap<string, PlaceInPanelBody>> => {
  const { reader, t } = deps;
  const ranks = await reader
    .select()
    .from(t.riskRank)
    .where(inArray(t.riskRank.patientId, [...patientIds]));
  if (ranks.length === 0) return new Map();
  const [parts, stale] = await Promise.all([
    leadingParts(
      deps,
      ranks.map(rank => [rank.patientId, leadingScoreId(rank)]),
    ),
    staleOf(deps, patientIds, loaded),
  ]);
  return new Map(
    ranks.map(rank => [
      rank.patientId,
      placeBody(rank, parts.get(rank.patientId) ?? [], stale(rank.patientId)),
    ]),
  );
};
