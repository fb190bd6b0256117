import { and, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { HandoffBody } from '../contract/handoffs.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { inPrograms, type Programs } from '../roster/in-programs.ts';
import { type HandoffRow, handoffBody } from './handoff-body.ts';

export const handoffsQuery = z.strictObject({
  to: z.string().optional(),
  from: z.string().optional(),
  /** unanswered: waiting or lapsed */
  state: z.enum(['unanswered', 'accepted', 'declined']).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().optional(),
});
export type HandoffsQuery = z.infer<typeof handoffsQuery>;

const cursorSchema = z.tuple([z.literal('handoffs'), z.number(), z.string()]);

/** Those that hold an item of the programs. */
const within = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  rows: readonly HandoffRow[],
  programs: Programs,
): Promise<readonly HandoffRow[]> => {
  if (programs === null) return rows;
  const ids = rows.flatMap(row => row.itemIds);
  const { id, programId } = t.worklistItem;
  const seen = await reader
    .select({ id })
    .from(t.worklistItem)
    .where(and(inArray(id, ids), inPrograms(programId, programs)));
  const seenIds = new Set(seen.map(item => item.id));
  return rows.filter(row => row.itemIds.some(itemId => seenIds.has(itemId)));
};

/** Hand-offs, the latest first. A page may be short where some are out of the programs. */
export const listHandoffs = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  { to, from, state, limit, cursor }: HandoffsQuery,
  now: number,
  programs: Programs = null,
): Promise<{ items: HandoffBody[]; next: string | null }> => {
  const { handoff } = t;
  const after = cursor === undefined ? null : decodeCursor(cursor, cursorSchema);
  const states = {
    unanswered: and(isNull(handoff.acceptedAt), isNull(handoff.declinedAt)),
    accepted: isNotNull(handoff.acceptedAt),
    declined: isNotNull(handoff.declinedAt),
  };
  const rows = await reader
    .select()
    .from(handoff)
    .where(
      and(
        to === undefined ? undefined : eq(handoff.to, to),
        from === undefined ? undefined : eq(handoff.from, from),
        state === undefined ? undefined : states[state],
        after ? sql`(${handoff.at}, ${handoff.id}) < (${after[1]}, ${after[2]})` : undefined,
      ),
    )
    .orderBy(desc(handoff.at), desc(handoff.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: (await within({ reader, t }, page, programs)).map(row => handoffBody(row, now)),
    next: rows.length > limit && last ? encodeCursor(['handoffs', last.at, last.id]) : null,
  };
};
