import { z } from 'zod';
import { actorName } from '../domain/actor.ts';
import { minuteMs } from '../domain/local-day.ts';
import { AppError } from '../errors.ts';
import { instantAhead, isoTime } from './ahead.ts';
import { onOpenItem, seenVersion } from './deed.ts';
import { addNotes } from './note-row.ts';
import { alertsToReview } from './reviews.ts';
import type { ItemRow } from './rows.ts';
import type { VerbDeps } from './verb.ts';
import { wakeAt } from './wake.ts';

const shortestMs = 15 * minuteMs;

export const snoozeInput = z.strictObject({
  until: isoTime,
  reason: z.string().trim().max(1_000).optional(),
  version: seenVersion,
});
export type SnoozeInput = z.infer<typeof snoozeInput>;

const refuseCritical = async (deps: VerbDeps, item: ItemRow): Promise<void> => {
  const { demanding } = await alertsToReview(deps, item);
  if (demanding.every(a => a.severity !== 'critical')) return;
  throw new AppError(
    'not-allowed-now',
    'a critical alert on this item waits for a person: it cannot be quiet',
    {
      field: 'until',
      remedy: 'review the critical alert and close the item, or escalate it',
    },
  );
};

/**
 * Makes an open item quiet until an instant, 15 minutes to 14 days ahead. It covers what fires now: anything new,
 * worse or critical ends it at once. When it runs out the line comes back by itself and is due.
 * @throws AppError not-found, conflict, bad-request, not-allowed-now
 */
export const snooze = (
  deps: VerbDeps,
  itemId: string,
  { until, reason, version }: SnoozeInput,
): Promise<void> =>
  onOpenItem(deps, itemId, version, async item => {
    const snoozedUntil = instantAhead('until', until, deps.at, shortestMs);
    await refuseCritical(deps, item);
    await wakeAt(deps.store, item.patientId, snoozedUntil);
    return {
      verb: 'snooze',
      fields: { snoozedUntil, snoozedBy: actorName(deps.actor) },
      made: await addNotes(deps, item, 'Snoozed', reason),
      detail: { until: new Date(snoozedUntil).toISOString() },
    };
  });
