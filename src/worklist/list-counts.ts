import { and, count, type SQL, sql } from 'drizzle-orm';
import type { WorklistBody } from '../contract/worklist.ts';
import type { Store } from '../db/open.ts';
import { lanes, severities, severityRank } from '../domain/alert.ts';
import { type Asked, filterOf, isProviderOverdue, isSnoozed, openTo } from './list-filter.ts';

type Deps = Pick<Store, 'reader' | 't'>;

export type Counts = Pick<
  WorklistBody,
  'total' | 'snoozed' | 'byLane' | 'bySeverity' | 'open' | 'providerOverdue'
>;

type Group = {
  readonly lane: string;
  readonly severity: number;
  readonly snoozed: number;
  readonly items: number;
};

const sum = (groups: readonly Group[], keep: (group: Group) => boolean): number =>
  groups.reduce((total, group) => (keep(group) ? total + Number(group.items) : total), 0);

const groupsOf = async (deps: Deps, { query, ...asked }: Asked): Promise<Group[]> => {
  const { reader, t } = deps;
  const { lane: _, ...everyLane } = query;
  const snoozed = sql<number>`case when ${isSnoozed(deps, asked.asOf)} then 1 else 0 end`;
  return await reader
    .select({ lane: t.worklistItem.lane, severity: t.worklistItem.severity, snoozed, items: count() })
    .from(t.worklistItem)
    .where(filterOf(deps, { query: everyLane, ...asked }))
    // by position: the same expression with parameters is another one to the store
    .groupBy(sql`1, 2, 3`);
};

const countWhere = async ({ reader, t }: Deps, where: SQL | undefined): Promise<number> => {
  // of a column that no index holds, so that only open items are walked through
  const items = count(t.worklistItem.programId);
  const [row] = await reader.select({ items }).from(t.worklistItem).where(where);
  return Number(row?.items ?? 0);
};

const record = <K extends string>(keys: readonly K[], countOf: (key: K) => number): Record<K, number> =>
  Object.fromEntries(keys.map(key => [key, countOf(key)])) as Record<K, number>;

/**
 * How many open items match a filter: in all, snoozed, by severity, and by lane whichever lane is asked for; and how
 * many there are whatever the filter, so that nobody takes a part for the whole.
 */
export const countItems = async (deps: Deps, asked: Asked): Promise<Counts> => {
  const { query, viewer, asOf } = asked;
  const groups = await groupsOf(deps, asked);
  const isShown = (group: Group) =>
    query.snoozed === 'shown' || (query.snoozed === 'only') === (Number(group.snoozed) === 1);
  const inLane = (group: Group) => query.lane === undefined || group.lane === query.lane;
  return {
    total: sum(groups, group => inLane(group) && isShown(group)),
    snoozed: sum(groups, group => inLane(group) && Number(group.snoozed) === 1),
    byLane: record(lanes, lane => sum(groups, group => group.lane === lane && isShown(group))),
    bySeverity: record(severities, severity =>
      sum(groups, group => inLane(group) && isShown(group) && group.severity === severityRank[severity]),
    ),
    open: await countWhere(deps, openTo(deps, viewer)),
    providerOverdue: await countWhere(deps, and(filterOf(deps, asked), isProviderOverdue(deps, asOf))),
  };
};
