import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type PageBody, pageReasons, pageStates } from '../contract/pages.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Db, Store } from '../db/open.ts';
import type { DeliveryState } from '../db/tables/worklist.ts';
import { inPrograms, type Programs } from '../roster/in-programs.ts';
import { isoOrNull } from '../worklist/bodies.ts';
import { pageNotes } from './page-notes.ts';

type Deps = { readonly reader: Db; readonly t: Store['t'] };
type PageRow = Store['t']['page']['$inferSelect'];

export const pagesQuery = z.strictObject({
  program: z.string().optional(),
  item: z.string().optional(),
  to: z.string().optional(),
  state: z.enum(pageStates).optional(),
  reason: z.enum(pageReasons).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().optional(),
});
export type PagesQuery = z.infer<typeof pagesQuery>;

const words: Readonly<Record<DeliveryState, NonNullable<PageBody['delivery']>>> = {
  waiting: 'waiting',
  delivered: 'delivered',
  dead: 'failed',
};

type Joined = { readonly page: PageRow; readonly delivery: DeliveryState | null };
type Notes = ReadonlyMap<string, string>;

const bodyOf = ({ page: row, delivery }: Joined, notes: Notes): PageBody => ({
  id: row.id,
  programId: row.programId,
  reason: row.reason,
  state: row.state,
  itemId: row.itemId,
  incidentId: row.incidentId,
  handoffId: row.handoffId,
  severity: row.severity,
  step: row.step,
  to: row.to,
  delivery: delivery === null ? null : words[delivery],
  note: notes.get(row.id) ?? null,
  at: new Date(row.at).toISOString(),
  answeredAt: isoOrNull(row.answeredAt),
  answeredBy: row.answeredBy,
});

/** Pages with what became of their messages; one that was delivered long ago is kept without its delivery. */
const withDeliveries = ({ reader, t }: Deps) =>
  reader
    .select({ page: t.page, delivery: t.webhookDelivery.state })
    .from(t.page)
    .leftJoin(t.webhookDelivery, eq(t.webhookDelivery.id, t.page.deliveryId));

const cursorSchema = z.tuple([z.literal('pages'), z.number(), z.number(), z.string()]);

/** Who was told of what, the latest first. */
export const listPages = async (
  deps: Deps,
  { program, item, to, state, reason, limit, cursor }: PagesQuery,
  programs: Programs = null,
): Promise<{ items: PageBody[]; next: string | null }> => {
  const { page } = deps.t;
  const after = cursor === undefined ? null : decodeCursor(cursor, cursorSchema);
  const rows = await withDeliveries(deps)
    .where(
      and(
        program === undefined ? undefined : eq(page.programId, program),
        inPrograms(page.programId, programs),
        item === undefined ? undefined : eq(page.itemId, item),
        to === undefined ? undefined : eq(page.to, to),
        state === undefined ? undefined : eq(page.state, state),
        reason === undefined ? undefined : eq(page.reason, reason),
        after
          ? sql`(${page.at}, ${page.step}, ${page.id}) < (${after[1]}, ${after[2]}, ${after[3]})`
          : undefined,
      ),
    )
    .orderBy(desc(page.at), desc(page.step), desc(page.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1)?.page;
  const itemIds = [...new Set(shown.flatMap(row => row.page.itemId ?? []))];
  const notes = await pageNotes(deps, itemIds);
  return {
    items: shown.map(row => bodyOf(row, notes)),
    next: rows.length > limit && last ? encodeCursor(['pages', last.at, last.step, last.id]) : null,
  };
};

/** Who was told of each item, in order. */
export const pagesOfItems = async (
  deps: Deps,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string | null, PageBody[]>> => {
  if (itemIds.length === 0) return new Map();
  const rows = await withDeliveries(deps)
    .where(inArray(deps.t.page.itemId, [...itemIds]))
    .orderBy(deps.t.page.at, deps.t.page.step);
  const told = new Set(rows.flatMap(row => row.page.itemId ?? []));
  const notes = await pageNotes(deps, [...told]);
  return Map.groupBy(
    rows.map(row => bodyOf(row, notes)),
    page => page.itemId,
  );
};
