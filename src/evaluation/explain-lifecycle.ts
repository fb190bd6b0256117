import { and, eq, gte } from 'drizzle-orm';
import type { ExplanationBody } from '../contract/explanations.ts';
import type { Store } from '../db/open.ts';

type Deps = Pick<Store, 'reader' | 't'>;
export type AlertRow = Store['t']['alert']['$inferSelect'];

const iso = (at: number): string => new Date(at).toISOString();

type Event = ExplanationBody['lifecycle'][number] & { readonly order: number };

/** When it was found, told, ended, and what people did of it, in order of time. */
export const lifecycleOf = async (
  { reader, t }: Deps,
  alert: AlertRow,
): Promise<ExplanationBody['lifecycle']> => {
  const [reviews, pages] = await Promise.all([
    reader.select().from(t.alertReview).where(eq(t.alertReview.alertId, alert.id)),
    alert.itemId === null
      ? []
      : reader
          .select()
          .from(t.page)
          .where(and(eq(t.page.itemId, alert.itemId), gte(t.page.at, alert.startedAt))),
  ]);
  const event = (at: number | null, order: number, what: string, by: string | null = null): Event[] =>
    at === null ? [] : [{ at: iso(at), order, what, by }];
  const waits = alert.state === 'pending' ? `waits for a repeat until ${iso(alert.pendingUntil ?? 0)}` : '';
  return [
    ...event(alert.startedAt, 0, waits === '' ? 'started' : `started; ${waits}`),
    ...event(alert.firedAt, 1, 'fired'),
    ...event(alert.raisedAt, 2, 'last raised to people: fired anew, grew worse or spoke up'),
    ...(alert.lastAt > alert.startedAt ? event(alert.lastAt, 3, 'last found') : []),
    ...event(alert.endedAt, 4, `ended: ${alert.endReason}`),
    ...reviews.flatMap(r => event(r.at, 5, `reviewed: ${r.verdict}; ${r.action}`, r.by)),
    ...pages.flatMap(p => event(p.at, 6, p.to === null ? 'nobody could be told' : `told ${p.to}`)),
  ]
    .sort((a, b) => a.at.localeCompare(b.at) || a.order - b.order)
    .map(({ order: _, ...told }) => told);
};
