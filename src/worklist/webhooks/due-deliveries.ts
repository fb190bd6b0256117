import { and, asc, eq, gt, lte, min } from 'drizzle-orm';
import type { Store } from '../../db/open.ts';
import type { EventKind } from '../../domain/event.ts';

type Deps = Pick<Store, 'reader' | 't'>;

export type Receiver = {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  /** of events; none: it reaches a person, and takes only what is addressed to it */
  readonly kinds: readonly EventKind[];
};

export type Due = {
  readonly id: number;
  readonly webhookId: string;
  readonly eventId: number;
  readonly body: string;
  readonly attempts: number;
};

export const receivers = ({ reader, t }: Deps): Promise<Receiver[]> =>
  reader
    .select({ id: t.webhook.id, url: t.webhook.url, secret: t.webhook.secret, kinds: t.webhook.kinds })
    .from(t.webhook)
    .orderBy(asc(t.webhook.createdAt), asc(t.webhook.id));

/** What is due for one webhook: events in their order, retries where their time falls. */
export const dueDeliveries = (
  { reader, t }: Deps,
  webhookId: string,
  at: number,
  most: number,
): Promise<Due[]> =>
  reader
    .select({
      id: t.webhookDelivery.id,
      webhookId: t.webhookDelivery.webhookId,
      eventId: t.webhookDelivery.eventId,
      body: t.webhookDelivery.body,
      attempts: t.webhookDelivery.attempts,
    })
    .from(t.webhookDelivery)
    .where(
      and(
        eq(t.webhookDelivery.state, 'waiting'),
        lte(t.webhookDelivery.nextAt, at),
        eq(t.webhookDelivery.webhookId, webhookId),
      ),
    )
    .orderBy(asc(t.webhookDelivery.nextAt), asc(t.webhookDelivery.id))
    .limit(most);

/** When the next delivery falls due that is not due yet; null when none waits. */
export const nextDueAt = async ({ reader, t }: Deps, after: number): Promise<number | null> => {
  const [next] = await reader
    .select({ at: min(t.webhookDelivery.nextAt) })
    .from(t.webhookDelivery)
    .where(and(eq(t.webhookDelivery.state, 'waiting'), gt(t.webhookDelivery.nextAt, after)));
  return next?.at ?? null;
};
