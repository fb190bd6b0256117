import type { Clock } from '../../clock.ts';
import type { Store } from '../../db/open.ts';
import type { Metrics } from '../../metrics.ts';
import { pagerWaitsMs } from './back-off.ts';
import type { Due, Receiver } from './due-deliveries.ts';
import { recordAttempt } from './record-attempt.ts';
import type { Send } from './send.ts';

export type LaneDeps = {
  readonly store: Pick<Store, 'db' | 't' | 'write'>;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'count'>;
  readonly send: Send;
  /** 0–1, for spreading retries */
  readonly random: () => number;
  /** after a delivery was given up */
  readonly onDead?: (() => void) | undefined;
};

/** Unique for an event and a receiver, and the same whenever it is sent again. */
export const messageId = (webhookId: string, eventId: number): string =>
  `msg_${webhookId.replace(/^hook_/, '')}_${eventId}`;

/** Sends these to one webhook, one after the other, until one fails, and others get their turn, or the webhook is removed. */
export const sendInLane = async (
  { store, clock, metrics, send, random, onDead }: LaneDeps,
  receiver: Receiver,
  batch: readonly Due[],
  signal: AbortSignal,
): Promise<void> => {
  const waits = receiver.kinds.length === 0 ? pagerWaitsMs : undefined;
  for (const due of batch) {
    if (signal.aborted) return;
    const timestamp = Math.floor(clock.now() / 1_000);
    const message = { id: messageId(due.webhookId, due.eventId), timestamp, body: due.body };
    const sent = await send(receiver, message, signal);
    // broken off: it is sent again after the next start, and this attempt does not count
    if (signal.aborted && !sent.delivered) return;
    const result = await recordAttempt(store, due, sent, clock.now(), random(), waits);
    metrics.count('vigil_webhook_attempts_total', result);
    if (result === 'dead') onDead?.();
    if (!sent.delivered || result === 'removed') return;
  }
};
