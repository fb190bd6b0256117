import type { Severity } from '../domain/alert.ts';
import { hourMs, localDay, minuteMs, startOfLocalDay } from '../domain/local-day.ts';

/** How soon a person should have looked, counted from when it was raised. Convention; a program may differ. */
export const slaMs: Readonly<Record<Severity, number>> = {
  critical: 15 * minuteMs,
  urgent: hourMs,
  warning: 24 * hourMs,
  info: 72 * hourMs,
};

/** When a person should have looked at what was raised then. */
export type DueAt = (severity: Severity, raisedAt: number) => number;

export const usualDueAt: DueAt = (severity, raisedAt) => raisedAt + slaMs[severity];

/** The midnight that ends a patient's day. */
export const dueByEndOfDay = (at: number, timeZone: string): number =>
  startOfLocalDay(localDay(at, timeZone) + 1, timeZone);
