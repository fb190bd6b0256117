import type { CoveragePlan, Duty } from '../contract/coverage.ts';
import { severityRank } from '../domain/alert.ts';
import { hourMs, minuteMs } from '../domain/local-day.ts';
import type { ItemRow } from '../worklist/rows.ts';

export type Waiting = Pick<
  ItemRow,
  'state' | 'severity' | 'lane' | 'slaDueAt' | 'changedAt' | 'snoozedUntil' | 'pageStep' | 'nextPageAt'
>;

export type Armed = Pick<ItemRow, 'pageStep' | 'nextPageAt'>;

/** Nobody is told any more; what comes next starts with the first person. */
export const disarmed: Armed = { pageStep: 0, nextPageAt: null };

type Paging = Pick<CoveragePlan, 'paging'>;

/** Whether an item is one that somebody must be told of while nobody takes it up. */
export const asksForPerson = ({ state, severity, lane }: Waiting): boolean =>
  state === 'open' && severity >= severityRank.urgent && lane !== 'technical';

export const isSnoozed = ({ snoozedUntil }: Pick<Waiting, 'snoozedUntil'>, now: number): boolean =>
  snoozedUntil !== null && snoozedUntil > now;

/** When the first person is told: of a critical alert after the grace, of an urgent one when it is overdue. */
const firstAt = (item: Waiting, { paging }: Paging): number => {
  const dueAt =
    item.severity >= severityRank.critical ? item.changedAt + paging.graceMinutes * minuteMs : item.slaDueAt;
  return Math.max(dueAt, item.snoozedUntil ?? dueAt);
};

/**
 * Brings forward what waits for a step that was set before the item grew worse; who was told before has a step's time
 * all the same, also when the alert is measured again and again.
 */
const sooner = (
  item: Waiting,
  nextPageAt: number,
  { paging }: Paging,
  toldAt: number | null,
  now: number,
): number => {
  const graceEnd = item.changedAt + paging.graceMinutes * minuteMs;
  if (item.severity < severityRank.critical || graceEnd <= now) return nextPageAt;
  const stepEnd = toldAt === null ? graceEnd : toldAt + paging.stepMinutes * minuteMs;
  return Math.min(nextPageAt, Math.max(graceEnd, stepEnd));
};

/**
 * When the next person is told of an item as it now is. Pure.
 * @param plan null: the program tells nobody
 * @param toldAt when the last person was told of it
 */
export const armed = (
  item: Waiting,
  plan: Paging | null,
  now: number,
  toldAt: number | null = null,
): Armed => {
  if (plan === null || !asksForPerson(item)) return disarmed;
  if (item.nextPageAt === null || isSnoozed(item, now)) {
    return { pageStep: 0, nextPageAt: firstAt(item, plan) };
  }
  // an alert that is measured again and again must not put off the first person for ever
  if (item.pageStep === 0) {
    return { pageStep: 0, nextPageAt: Math.min(item.nextPageAt, firstAt(item, plan)) };
  }
  return { pageStep: item.pageStep, nextPageAt: sooner(item, item.nextPageAt, plan, toldAt, now) };
};

const longestStepMs = hourMs;

/** How long a person who was told has, before the next one is: longer with each round in which nobody answered. */
export const stepMs = ({ paging }: Paging, step: number, people: number): number => {
  const round = Math.floor((step - 1) / Math.max(1, people));
  const usual = paging.stepMinutes * minuteMs;
  return Math.max(usual, Math.min(usual * 2 ** round, longestStepMs));
};

/** In which order people are told: those on duty, then the lead, then again. Pure. */
export const toTell = (people: readonly string[], lead: string | null): string[] => [
  ...new Set([...people, ...(lead === null ? [] : [lead])]),
];

/** Somebody who was told of an item, or should have been, since somebody last dealt with it. */
export type Earlier = { readonly to: string | null; readonly state: 'sent' | 'nobody' | 'held' };

const timesTold = (earlier: readonly Earlier[], name: string): number =>
  earlier.filter(({ to }) => to === name).length;

/** Who is told next: of those told least often the first in the order. */
const leastTold = (order: readonly string[], earlier: readonly Earlier[]): string | null =>
  order.reduce<string | null>(
    (best, name) => (best === null || timesTold(earlier, name) < timesTold(earlier, best) ? name : best),
    null,
  );

/** Whether somebody in the order has not been told as often as the person whom the last message did not reach. */
export const hasAnother = (order: readonly string[], earlier: readonly Earlier[]): boolean => {
  const last = earlier.at(-1)?.to ?? null;
  const next = leastTold(order, earlier);
  return last !== null && next !== null && timesTold(earlier, next) < timesTold(earlier, last);
};

export type Step = {
  /** whom to tell; null: nobody yet */
  readonly to: string | null;
  /** what has not been written down yet: it waits for the next shift, or nobody is on */
  readonly note: 'held' | 'nobody' | null;
};

/** The next step for something that nobody has taken up. Pure. @param earlier oldest first */
export const nextStep = (duty: Duty, lead: string | null, earlier: readonly Earlier[]): Step => {
  if (duty.is === 'unmonitored') return { to: null, note: earlier.at(-1)?.state === 'held' ? null : 'held' };
  const to = leastTold(toTell(duty.is === 'on' ? duty.people : [], lead), earlier);
  const isKnown = duty.is === 'on' || earlier.some(e => e.to === null && e.state === 'nobody');
  return { to, note: isKnown ? null : 'nobody' };
};
