import { desc, inArray } from 'drizzle-orm';
import type { AwaitingProviderBody } from '../contract/worklist-line.ts';
import type { Store } from '../db/open.ts';
import type { ProviderRequestKind } from '../domain/provider-request.ts';
import type { ItemRow, Row } from './rows.ts';

export type RequestRow = Row<'providerRequest'>;

/** What providers were asked about items, and what they answered, latest first. */
export const requestsOf = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, RequestRow[]>> => {
  const { providerRequest } = t;
  const rows = await reader
    .select()
    .from(providerRequest)
    .where(inArray(providerRequest.itemId, [...itemIds]))
    .orderBy(desc(providerRequest.askedAt), desc(providerRequest.id));
  return Map.groupBy(rows, row => row.itemId);
};

/** What an item waits for; one that was asked before requests were kept has no time of its own. */
export const awaitingBody = (
  item: ItemRow,
  requests: readonly RequestRow[],
  now: number,
): AwaitingProviderBody | null => {
  const open = requests.find(request => request.answeredAt === null);
  if (item.awaitingProviderSince === null) return null;
  return {
    requestId: open?.id ?? null,
    version: open?.version ?? null,
    since: new Date(item.awaitingProviderSince).toISOString(),
    due: open ? new Date(open.dueAt).toISOString() : null,
    overdue: open !== undefined && open.dueAt <= now,
    kind: (open?.kind ?? 'advice') as ProviderRequestKind,
    for: item.awaitingProviderFor ?? '',
    provider: open?.provider ?? null,
  };
};
