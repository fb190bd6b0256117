import { and, eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { WorklistBody } from '../contract/worklist.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import type { LineDeps } from './line-patients.ts';
import { countItems } from './list-counts.ts';
import { filterOf, snoozeFilter, type Viewer, type WorklistQuery } from './list-filter.ts';
import { slaBucketBoundsMs, slaBucketIndex } from './rank.ts';
import type { ItemRow } from './rows.ts';
import { lineBodies } from './view.ts';

/** Where a page ended: its rank, and the instant that fixed the SLA buckets of all pages. */
const cursorSchema = z.tuple([
  z.literal('worklist'),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.string(),
]);

type Deps = Pick<Store, 'reader' | 't'>;

/** Ranks after every known risk, which is a share of 0 to 1, negated. */
const unknownRisk = 1;

/** Severity, still so or already over, confirmed or not, SLA bucket, risk (higher first, unknown last), age; smaller ranks first. */
const rankKeys = ({ t }: Deps, asOf: number): SQL[] => {
  const { severity, resolved, confirmed, slaDueAt, risk, openedAt, id } = t.worklistItem;
  const [overdue = 0, hour = 0, today = 0] = slaBucketBoundsMs.map(bound => asOf + bound);
  return [
    sql`-${severity}`,
    sql`case when ${resolved} then 1 else 0 end`,
    sql`case when ${confirmed} then 0 else 1 end`,
    sql`case when ${slaDueAt} <= ${overdue} then 0 when ${slaDueAt} <= ${hour} then 1 when ${slaDueAt} <= ${today} then 2 else 3 end`,
    sql`coalesce(-${risk}, ${unknownRisk})`,
    sql`${openedAt}`,
    sql`${id}`,
  ];
};

const rankOf = (item: ItemRow, asOf: number) =>
  [
    -item.severity,
    item.resolved ? 1 : 0,
    item.confirmed ? 0 : 1,
    slaBucketIndex(item.slaDueAt, asOf),
    item.risk === null ? unknownRisk : -item.risk,
    item.openedAt,
    item.id,
  ] as const;

const after = (keys: readonly SQL[], rank: readonly (string | number)[]): SQL =>
  sql`(${sql.join([...keys], sql`, `)}) > (${sql.join(
    rank.map(value => sql`${value}`),
    sql`, `,
  )})`;

/** A page of the ranked open items. Pages of one walk share the instant of the first, so no rank shifts between them. */
export const listWorklist = async (
  deps: LineDeps,
  query: WorklistQuery,
  viewer: Viewer,
  now: number,
): Promise<WorklistBody> => {
  const { reader, t } = deps;
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, cursorSchema);
  const [, asOf, ...rank] = cursor ?? ['worklist', now];
  const asked = { query, viewer, asOf };
  const keys = rankKeys(deps, asOf);
  const rows = await reader
    .select()
    .from(t.worklistItem)
    .where(and(filterOf(deps, asked), snoozeFilter(deps, asked), cursor ? after(keys, rank) : undefined))
    .orderBy(...keys)
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const next =
    rows.length > query.limit && last ? encodeCursor(['worklist', asOf, ...rankOf(last, asOf)]) : null;
  const items = await lineBodies(deps, page, now);
  return { items, next, ...(await countItems(deps, asked)), asOf: new Date(asOf).toISOString() };
};

/** An item that a person may see, open or closed; null where there is none. */
export const findItem = async (
  { reader, t }: Deps,
  id: string,
  { programs }: Pick<Viewer, 'programs'>,
): Promise<ItemRow | null> => {
  const [item] = await reader.select().from(t.worklistItem).where(eq(t.worklistItem.id, id));
  return item && (programs === null || programs.includes(item.programId)) ? item : null;
};
