import type { ItemRow } from './rows.ts';

type Snoozable = Pick<ItemRow, 'snoozedUntil'>;

/** The columns of a line that is not quiet. */
export const awake = { snoozedUntil: null, snoozedBy: null } as const;

export const hasRunOut = ({ snoozedUntil }: Snoozable, now: number): boolean =>
  snoozedUntil !== null && snoozedUntil <= now;

/** A line whose snooze has run out is due since then: whoever made it quiet said she would look again. */
export const dueAtEndOfSnooze = ({ snoozedUntil }: Snoozable, slaDueAt: number, now: number): number =>
  snoozedUntil !== null && snoozedUntil <= now ? Math.min(slaDueAt, snoozedUntil) : slaDueAt;
