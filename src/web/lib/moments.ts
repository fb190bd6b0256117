import { hourMs } from '../../domain/local-day.ts';

const atClock = (now: number, daysOn: number, hour: number): number => {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysOn, hour).getTime();
};

const afternoonHour = 15;

/** Moments a person chooses by name, in the clock of whoever looks; null when it is too late for it today. */
export const moments = {
  'in-1-hour': (now: number) => now + hourMs,
  'in-4-hours': (now: number) => now + 4 * hourMs,
  'this-afternoon': (now: number) => {
    const at = atClock(now, 0, afternoonHour);
    return now < at - hourMs / 2 ? at : null;
  },
  'tomorrow-morning': (now: number) => atClock(now, 1, 8),
  'in-3-days': (now: number) => atClock(now, 3, 8),
} satisfies Record<string, (now: number) => number | null>;

export type MomentName = keyof typeof moments;

const pad = (value: number): string => String(value).padStart(2, '0');

/** An instant as a `datetime-local` field writes it. */
export const asLocalField = (at: number): string => {
  const d = new Date(at);
  const day = `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`;
  return `${day}T${pad(d.getHours())}:${pad(d.getMinutes())}`;
};

/** The instant that a `datetime-local` field names; null while it is empty. */
export const fromLocalField = (value: string): number | null => {
  const at = Date.parse(value);
  return Number.isFinite(at) ? at : null;
};
