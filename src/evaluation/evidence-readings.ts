import { desc, inArray } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import type { Evidence } from '../domain/alert.ts';
import type { Reading } from '../domain/reading.ts';
import type { ResolutionDecision } from '../domain/resolution.ts';
import type { Rule } from '../domain/rule.ts';
import type { History } from '../readings/history/history.ts';
import type { ReadingRow } from '../readings/locate-reading.ts';
import { fromRow } from '../readings/row.ts';
import { cellsOf } from '../readings/take-reading.ts';
import { evidenceOf } from '../rules/evidence.ts';

type Deps = Pick<Store, 'reader' | 't'> & { readonly history: History };

/** A reading as it once was: as it is stored, or as it was before a person decided of it. */
type Version = {
  readonly reading: Reading;
  readonly owned: boolean;
  /** the decision that ended this version; null: it is as stored */
  readonly endedBy: ResolutionDecision | null;
};

export type EvidenceReading = {
  readonly reading: Reading;
  readonly since: 'unchanged' | 'corrected' | 'accepted' | 'reassigned' | 'discarded';
};

const sinceOf: Readonly<Record<ResolutionDecision, EvidenceReading['since']>> = {
  accept: 'accepted',
  correct: 'corrected',
  reassign: 'reassigned',
  discard: 'discarded',
};

const readingOf = (row: ReadingRow): Reading => fromRow(cellsOf(row, row.arrival));

const versionsOf = async (
  { reader, t, history }: Deps,
  patientId: string,
  ids: readonly string[],
  measured: readonly number[],
): Promise<Version[]> => {
  if (ids.length === 0) return [];
  const [owned, unowned, decided] = await Promise.all([
    history.readings(patientId, { from: Math.min(...measured), to: Math.max(...measured) + 1 }),
    reader
      .select()
      .from(t.unownedReading)
      .where(inArray(t.unownedReading.id, [...ids])),
    reader
      .select()
      .from(t.readingResolution)
      .where(inArray(t.readingResolution.readingId, [...ids]))
      .orderBy(desc(t.readingResolution.at)),
  ]);
  return [
    ...owned.filter(({ id }) => ids.includes(id)).map(reading => ({ reading, owned: true, endedBy: null })),
    ...unowned.map(row => ({ reading: readingOf(row), owned: false, endedBy: null })),
    ...decided.map(({ before, decision, fromPatientId }) => ({
      reading: readingOf(before as unknown as ReadingRow),
      owned: fromPatientId !== null,
      endedBy: decision,
    })),
  ];
};

const poolOf = ({ reading, owned }: Version): Rule['judges'] => {
  if (!owned) return 'unowned';
  return reading.suspect === null ? 'good' : 'suspect';
};

const shownIn = (reading: Reading): string => evidenceOf([reading], {}).readings[0]?.value ?? '';

/** The version that a finding rested on: it has the value the evidence shows, and was such as the rule judges. */
const bestOf = (versions: readonly Version[], value: string | undefined, judges: Rule['judges']) => {
  const fitness = (version: Version): number =>
    2 * Number(value === undefined || shownIn(version.reading) === value) +
    Number(poolOf(version) === judges);
  return versions.toSorted((a, b) => fitness(b) - fitness(a))[0];
};

/** The readings that evidence names, by id, each as it was when it was judged; one that is gone is left out. */
export const evidenceReadings = async (
  deps: Deps,
  patientId: string,
  { readings, judged }: Evidence,
  judges: Rule['judges'],
): Promise<ReadonlyMap<string, EvidenceReading>> => {
  const named = new Map<string, string | undefined>(readings.map(r => [r.id, r.value]));
  if (judged?.readingId && !named.has(judged.readingId)) named.set(judged.readingId, undefined);
  const measured = [...readings.map(r => r.measuredAt), ...(judged ? [judged.at] : [])];
  const versions = await versionsOf(deps, patientId, [...named.keys()], measured);
  const byId = Map.groupBy(versions, v => v.reading.id);
  return new Map(
    [...named].flatMap(([id, value]) => {
      const best = bestOf(byId.get(id) ?? [], value, judges);
      if (!best) return [];
      const since = best.endedBy === null ? ('unchanged' as const) : sinceOf[best.endedBy];
      return [[id, { reading: best.reading, since }] as const];
    }),
  );
};
