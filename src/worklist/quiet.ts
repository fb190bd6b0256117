import type { ItemRow } from './rows.ts';

/** The columns of a line that is not quiet. */
export const awake = { snoozedUntil: null, snoozedBy: null } as const;

export const hasRunOut = ({ snoozedUntil }: ItemRow, now: number): boolean =>
  snoozedUntil !== null && snoozedUntil <= now;

/** A line whose snooze has run out is due since then: whoever made it quiet said she would look again. */
export const dueAtEndOfSnooze = (item: ItemRow, slaDueAt: number, now: number): number =>
  hasRunOut(item, now) ? Math.min(slaDueAt, item.snoozedUntil ?? now) : slaDueAt;
