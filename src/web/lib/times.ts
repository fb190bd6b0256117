import { dayMs, hourMs, isoDay, isTimeZone, localDay, minuteMs } from '../../domain/local-day.ts';
import { locale } from '../strings.ts';

export type Instant = string | number;

const at = (instant: Instant): number => (typeof instant === 'number' ? instant : Date.parse(instant));

const styles = {
  clock: { hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  dayTime: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  full: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** An unknown zone reads as UTC, so that one bad roster line cannot blank the screen. */
export const safeZone = (timeZone: string): string => (isTimeZone(timeZone) ? timeZone : 'UTC');

const formatterOf = (style: keyof typeof styles, timeZone: string | undefined): Intl.DateTimeFormat => {
  const key = `${style} ${timeZone ?? ''}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, {
      ...styles[style],
      hourCycle: 'h23',
      ...(timeZone === undefined ? {} : { timeZone: safeZone(timeZone) }),
    });
    formatters.set(key, formatter);
  }
  return formatter;
};

/** Without a zone: the zone of whoever looks. */
export const formatTime = (instant: Instant, style: keyof typeof styles, timeZone?: string): string => {
  const value = at(instant);
  return Number.isFinite(value) ? formatterOf(style, timeZone).format(value) : '–';
};

/** `4 min`, `2 h 5 min`, `7 h`, `3 d`: never negative. */
export const duration = (ms: number): string => {
  const minutes = Math.max(0, Math.floor(ms / minuteMs));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 3) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return ms < 2 * dayMs ? `${hours} h` : `${Math.floor(ms / dayMs)} d`;
};

export const sinceMs = (instant: Instant, now: number): number => now - at(instant);

export const ageYears = (birthDate: string, now: number, timeZone: string): number => {
  const today = isoDay(localDay(now, safeZone(timeZone)));
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
};

export { dayMs, hourMs, minuteMs };
