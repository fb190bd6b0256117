import { and, asc, count, desc, eq, inArray, lt, ne } from 'drizzle-orm';
import { z } from 'zod';
import type { DeliveryBody, WebhookBody } from '../../contract/webhooks.ts';
import { decodeCursor, encodeCursor } from '../../cursor.ts';
import type { Store } from '../../db/open.ts';
import type { DeliveryState } from '../../db/tables/worklist.ts';
import { AppError } from '../../errors.ts';

type Deps = Pick<Store, 'reader' | 't'>;
type Page<T> = { items: T[]; next: string | null };

const iso = (at: number): string => new Date(at).toISOString();

/** How many deliveries of each webhook wait, and how many were given up. */
export const deliveryCounts = async ({ reader, t }: Deps, ids: readonly string[]) => {
  const { webhookId, state } = t.webhookDelivery;
  const rows = await reader
    .select({ webhookId, state, count: count() })
    .from(t.webhookDelivery)
    .where(and(inArray(webhookId, [...ids]), ne(state, 'delivered')))
    .groupBy(webhookId, state);
  return (id: string, of: DeliveryState): number =>
    rows.find(row => row.webhookId === id && row.state === of)?.count ?? 0;
};

const bodiesOf = async (deps: Deps, hooks: readonly Deps['t']['webhook']['$inferSelect'][]) => {
  const counted = await deliveryCounts(
    deps,
    hooks.map(hook => hook.id),
  );
  return hooks.map(
    ({ id, url, kinds, createdBy, createdAt }): WebhookBody => ({
      id,
      url,
      kinds: [...kinds],
      createdBy,
      createdAt: iso(createdAt),
      waiting: counted(id, 'waiting'),
      dead: counted(id, 'dead'),
    }),
  );
};

/** All webhooks, oldest first; never their secrets. */
export const listWebhooks = async (deps: Deps): Promise<Page<WebhookBody>> => {
  const { reader, t } = deps;
  const hooks = await reader.select().from(t.webhook).orderBy(asc(t.webhook.createdAt), asc(t.webhook.id));
  return { items: await bodiesOf(deps, hooks), next: null };
};

export const noSuchWebhook = (): AppError =>
  new AppError('not-found', 'there is no such webhook', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/webhooks',
  });

/** @throws AppError not-found */
export const readWebhook = async (deps: Deps, id: string): Promise<WebhookBody> => {
  const { reader, t } = deps;
  const hooks = await reader.select().from(t.webhook).where(eq(t.webhook.id, id));
  const [body] = await bodiesOf(deps, hooks);
  if (!body) throw noSuchWebhook();
  return body;
};

export const deliveryBody = ({
  body: _,
  ...row
}: Deps['t']['webhookDelivery']['$inferSelect']): DeliveryBody => ({
  ...row,
  nextAt: row.nextAt === null ? null : iso(row.nextAt),
  createdAt: iso(row.createdAt),
  deliveredAt: row.deliveredAt === null ? null : iso(row.deliveredAt),
});

const cursorSchema = z.strictObject({ before: z.number().int() });

export type DeliveriesQuery = {
  readonly state?: DeliveryState | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/** Deliveries of one webhook, latest event first. @throws AppError not-found */
export const listDeliveries = async (
  deps: Deps,
  webhookId: string,
  { state, limit, cursor }: DeliveriesQuery,
): Promise<Page<DeliveryBody>> => {
  const { reader, t } = deps;
  await readWebhook(deps, webhookId);
  const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : decodeCursor(cursor, cursorSchema).before;
  const rows = await reader
    .select()
    .from(t.webhookDelivery)
    .where(
      and(
        eq(t.webhookDelivery.webhookId, webhookId),
        lt(t.webhookDelivery.eventId, before),
        state === undefined ? undefined : eq(t.webhookDelivery.state, state),
      ),
    )
    .orderBy(desc(t.webhookDelivery.eventId))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(deliveryBody);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? encodeCursor({ before: last.eventId }) : null };
};
