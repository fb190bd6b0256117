import { desc, getTableColumns, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { RejectedBody } from '../contract/ingest.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';

const cursorSchema = z.tuple([z.literal('rejected'), z.number(), z.string()]);

/** Messages that became no reading, latest first, without their bytes. */
export const listRejected = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  query: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: RejectedBody[]; next: string | null }> => {
  const { raw: _raw, hash: _hash, replayOutcome: _outcome, ...columns } = getTableColumns(t.rejectedMessage);
  const { lastReceivedAt, id } = t.rejectedMessage;
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, cursorSchema);
  const rows = await reader
    .select(columns)
    .from(t.rejectedMessage)
    .where(cursor ? sql`(${lastReceivedAt}, ${id}) < (${cursor[1]}, ${cursor[2]})` : undefined)
    .orderBy(desc(lastReceivedAt), desc(id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(row => ({
      ...row,
      firstReceivedAt: new Date(row.firstReceivedAt).toISOString(),
      lastReceivedAt: new Date(row.lastReceivedAt).toISOString(),
      resolvedAt: row.resolvedAt === null ? null : new Date(row.resolvedAt).toISOString(),
    })),
    next: rows.length > query.limit && last ? encodeCursor(['rejected', last.lastReceivedAt, last.id]) : null,
  };
};
