import { and, desc, eq, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ResolutionBody } from '../contract/readings.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import type { ReadingRow } from './locate-reading.ts';
import { readingBody } from './reading-body.ts';
import type { ResolutionRow } from './settle-reading.ts';

export const resolutionBody = ({ before, after, measuredAt, at, ...row }: ResolutionRow): ResolutionBody => ({
  ...row,
  measuredAt: new Date(measuredAt).toISOString(),
  at: new Date(at).toISOString(),
  before: readingBody(before as ReadingRow),
  after: after === null ? null : readingBody(after as ReadingRow),
});

const cursorSchema = z.tuple([z.literal('resolutions'), z.number(), z.string()]);

/** What was decided of readings that a patient had or has; newest first. */
export const listResolutions = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  patientId: string,
  query: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: ResolutionBody[]; next: string | null }> => {
  const { at, id, fromPatientId, toPatientId } = t.readingResolution;
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, cursorSchema);
  const rows = await reader
    .select()
    .from(t.readingResolution)
    .where(
      and(
        or(eq(fromPatientId, patientId), eq(toPatientId, patientId)),
        cursor ? sql`(${at}, ${id}) < (${cursor[1]}, ${cursor[2]})` : undefined,
      ),
    )
    .orderBy(desc(at), desc(id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(resolutionBody),
    next: rows.length > query.limit && last ? encodeCursor(['resolutions', last.at, last.id]) : null,
  };
};
