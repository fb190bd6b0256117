import { and, inArray, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { WorklistBody } from '../contract/worklist.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { countItems, filterOf, snoozeFilter, type WorklistQuery } from './list-filter.ts';
import { slaBucketBoundsMs, slaBucketIndex } from './rank.ts';
import type { ItemRow } from './rows.ts';
import { itemBodies } from './view.ts';

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
export const listWorklist = async (deps: Deps, query: WorklistQuery, now: number): Promise<WorklistBody> => {
  const { reader, t } = deps;
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, cursorSchema);
  const [, asOf, ...rank] = cursor ?? ['worklist', now];
  const keys = rankKeys(deps, asOf);
  const rows = await reader
    .select()
    .from(t.worklistItem)
    .where(
      and(
        filterOf(deps, query),
        snoozeFilter(deps, query.snoozed, asOf),
        cursor ? after(keys, rank) : undefined,
      ),
    )
    .orderBy(...keys)
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const next =
    rows.length > query.limit && last ? encodeCursor(['worklist', asOf, ...rankOf(last, asOf)]) : null;
  const items = await itemBodies(deps, page, now);
  return { items, next, ...(await countItems(deps, query, asOf)), asOf: new Date(asOf).toISOString() };
};

/** Rows by id; used by verbs to answer with the line as it now is. */
export const readItems = (deps: Deps, ids: readonly string[]): Promise<ItemRow[]> =>
  deps.reader
    .select()
    .from(deps.t.worklistItem)
    .where(inArray(deps.t.worklistItem.id, [...ids]));
