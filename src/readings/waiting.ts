import { and, desc, isNotNull, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { SuspectBody, UnownedBody } from '../contract/readings.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { isIn, ofPrograms, type Programs } from '../roster/in-programs.ts';
import { summariesOf } from '../roster/summaries.ts';
import { readingBody } from './reading-body.ts';

type Deps = Pick<Store, 'reader' | 't'>;
type Query = { readonly limit: number; readonly cursor?: string | undefined };
type Listed = { readonly receivedAt: number; readonly id: string };

const cursorOf = (list: string) => z.tuple([z.literal(list), z.number(), z.string()]);

const afterCursor = (list: string, { cursor }: Query, columns: { receivedAt: unknown; id: unknown }) => {
  if (cursor === undefined) return undefined;
  const [, receivedAt, id] = decodeCursor(cursor, cursorOf(list));
  return sql`(${columns.receivedAt}, ${columns.id}) < (${receivedAt}, ${id})` satisfies SQL;
};

const nextOf = (list: string, rows: readonly Listed[], { limit }: Query): string | null => {
  const last = rows[limit - 1];
  return rows.length > limit && last ? encodeCursor([list, last.receivedAt, last.id]) : null;
};

const candidateIn = (deps: Deps, programs: Programs): SQL | undefined => {
  const { unownedCandidate: candidate, unownedReading } = deps.t;
  const within = ofPrograms(deps, candidate.patientId, programs);
  return within
    ? sql`${unownedReading.id} in (select ${candidate.readingId} from ${candidate} where ${within})`
    : undefined;
};

/** Readings whose owner is unclear, newest first; of the candidates those of the programs. */
export const listUnowned = async (
  deps: Deps,
  query: Query,
  now: number,
  programs: Programs = null,
): Promise<{ items: UnownedBody[]; next: string | null }> => {
  const { reader, t } = deps;
  const { receivedAt, id } = t.unownedReading;
  const rows = await reader
    .select()
    .from(t.unownedReading)
    .where(and(candidateIn(deps, programs), afterCursor('unowned-readings', query, { receivedAt, id })))
    .orderBy(desc(receivedAt), desc(id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const patients = await summariesOf(
    deps,
    page.flatMap(row => row.candidates),
    now,
  );
  const seen = (candidate: string) => {
    const patient = patients.get(candidate);
    return patient && isIn(patient.programId, programs) ? [patient] : [];
  };
  return {
    items: page.map(row => ({
      ...readingBody(row),
      candidates: row.candidates.flatMap(seen),
    })),
    next: nextOf('unowned-readings', rows, query),
  };
};

/** Readings that no rule may judge until a person has looked, newest first. */
export const listSuspect = async (
  deps: Deps,
  query: Query,
  now: number,
  programs: Programs = null,
): Promise<{ items: SuspectBody[]; next: string | null }> => {
  const { reader, t } = deps;
  const { receivedAt, id, suspect } = t.reading;
  const rows = await reader
    .select()
    .from(t.reading)
    .where(
      and(
        isNotNull(suspect),
        ofPrograms(deps, t.reading.patientId, programs),
        afterCursor('suspect-readings', query, { receivedAt, id }),
      ),
    )
    .orderBy(desc(receivedAt), desc(id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const patients = await summariesOf(
    deps,
    page.map(row => row.patientId),
    now,
  );
  return {
    items: page.flatMap(row => {
      const patient = patients.get(row.patientId);
      return patient ? [{ ...readingBody(row), patient }] : [];
    }),
    next: nextOf('suspect-readings', rows, query),
  };
};
