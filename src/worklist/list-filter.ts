import { z } from '@hono/zod-openapi';
import { and, count, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { type Lane, lanes, severities, severityRank } from '../domain/alert.ts';

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

type Deps = Pick<Store, 'reader' | 't'>;

const isSnoozed = ({ t }: Deps, asOf: number): SQL =>
  sql`(${t.worklistItem.snoozedUntil} is not null and ${t.worklistItem.snoozedUntil} > ${asOf})`;

export const snoozeFilter = (
  deps: Deps,
  snoozed: WorklistQuery['snoozed'],
  asOf: number,
): SQL | undefined => {
  if (snoozed === 'shown') return undefined;
  return snoozed === 'only' ? isSnoozed(deps, asOf) : sql`not ${isSnoozed(deps, asOf)}`;
};

export const filterOf = (
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

const countSnoozed = async (deps: Deps, query: WorklistQuery, asOf: number): Promise<number> => {
  const { reader, t } = deps;
  const [row] = await reader
    .select({ items: count() })
    .from(t.worklistItem)
    .where(and(filterOf(deps, query), isSnoozed(deps, asOf)));
  return Number(row?.items ?? 0);
};

const countsByLane = async (deps: Deps, { lane: _, ...query }: WorklistQuery, asOf: number) => {
  const { reader, t } = deps;
  const rows = await reader
    .select({ lane: t.worklistItem.lane, items: count() })
    .from(t.worklistItem)
    .where(and(filterOf(deps, query), snoozeFilter(deps, query.snoozed, asOf)))
    .groupBy(t.worklistItem.lane);
  const of = (lane: Lane) => Number(rows.find(r => r.lane === lane)?.items ?? 0);
  return { clinical: of('clinical'), 'no-data': of('no-data'), technical: of('technical') };
};

/** How many open items match a filter: in all, snoozed, by severity, and by lane whichever lane is asked for. */
export const countItems = async (deps: Deps, query: WorklistQuery, asOf: number) => {
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
  const [snoozed, byLane] = await Promise.all([
    countSnoozed(deps, query, asOf),
    countsByLane(deps, query, asOf),
  ]);
  return { bySeverity, byLane, total, snoozed };
};
