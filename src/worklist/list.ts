import { z } from '@hono/zod-openapi';
import { and, count, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { WorklistBody } from '../contract/worklist.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { lanes, severities, severityRank } from '../domain/alert.ts';
import { slaBucketBoundsMs, slaBucketIndex } from './rank.ts';
import type { ItemRow } from './rows.ts';
import { itemBodies } from './view.ts';

export const worklistQuery = z.strictObject({
  program: z.string().optional(),
  severity: z.enum(severities).optional(),
  lane: z.enum(lanes).optional(),
  state: z.enum(['open', 'acknowledged']).optional(),
  owner: z.string().optional().openapi({ description: "a person's name; empty: nobody's" }),
  awaiting: z.enum(['provider']).optional(),
  snoozed: z.enum(['hidden', 'only', 'shown']).default('hidden'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().optional(),
});
export type WorklistQuery = z.infer<typeof worklistQuery>;

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

const isSnoozed = ({ t }: Deps, asOf: number): SQL =>
  sql`(${t.worklistItem.snoozedUntil} is not null and ${t.worklistItem.snoozedUntil} > ${asOf})`;

const snoozeFilter = (deps: Deps, snoozed: WorklistQuery['snoozed'], asOf: number): SQL | undefined => {
  if (snoozed === 'shown') return undefined;
  return snoozed === 'only' ? isSnoozed(deps, asOf) : sql`not ${isSnoozed(deps, asOf)}`;
};

const filterOf = (
  { t }: Deps,
  { program, severity, lane, state, owner, awaiting }: WorklistQuery,
): SQL | undefined =>
  and(
    // literal, so that the index of open items serves it
    sql`${t.worklistItem.state} <> 'closed'`,
    state ? eq(t.worklistItem.state, state) : undefined,
    program ? eq(t.worklistItem.programId, program) : undefined,
    severity ? eq(t.worklistItem.severity, severityRank[severity]) : undefined,
    lane ? eq(t.worklistItem.lane, lane) : undefined,
    owner === undefined
      ? undefined
      : owner === ''
        ? isNull(t.worklistItem.owner)
        : eq(t.worklistItem.owner, owner),
    awaiting ? isNotNull(t.worklistItem.awaitingProviderSince) : undefined,
  );

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

const countSnoozed = async (deps: Deps, query: WorklistQuery, asOf: number): Promise<number> => {
  const { reader, t } = deps;
  const [row] = await reader
    .select({ items: count() })
    .from(t.worklistItem)
    .where(and(filterOf(deps, query), isSnoozed(deps, asOf)));
  return Number(row?.items ?? 0);
};

const counts = async (deps: Deps, query: WorklistQuery, asOf: number) => {
  const { reader, t } = deps;
  const rows = await reader
    .select({ severity: t.worklistItem.severity, items: count() })
    .from(t.worklistItem)
    .where(and(filterOf(deps, query), snoozeFilter(deps, query.snoozed, asOf)))
    .groupBy(t.worklistItem.severity);
  const of = (rank: number) => Number(rows.find(r => r.severity === rank)?.items ?? 0);
  const bySeverity = {
    info: of(severityRank.info),
    warning: of(severityRank.warning),
    urgent: of(severityRank.urgent),
    critical: of(severityRank.critical),
  };
  const total = rows.reduce((sum, r) => sum + Number(r.items), 0);
  return { bySeverity, total, snoozed: await countSnoozed(deps, query, asOf) };
};

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
  return { items, next, ...(await counts(deps, query, asOf)), asOf: new Date(asOf).toISOString() };
};

/** Rows by id; used by verbs to answer with the line as it now is. */
export const readItems = (deps: Deps, ids: readonly string[]): Promise<ItemRow[]> =>
  deps.reader
    .select()
    .from(deps.t.worklistItem)
    .where(inArray(deps.t.worklistItem.id, [...ids]));
