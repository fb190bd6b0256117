export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

const quarterHourMs = 15 * minuteMs;
const maxCachedOffsets = 20_000;

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
};

export const isTimeZone = (timeZone: string): boolean => {
  try {
    formatterOf(timeZone);
    return timeZone !== '';
  } catch {
    return false;
  }
};

const computeOffsetMs = (at: number, timeZone: string): number => {
  const part: Record<string, number> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return local - Math.floor(at / 1000) * 1000;
};

/** Offset from UTC in ms; offsets change on quarter hours only, so one look-up serves a quarter hour. */
export const offsetMs = (at: number, timeZone: string): number => {
  let known = offsets.get(timeZone);
  if (!known) {
    known = new Map();
    offsets.set(timeZone, known);
  }
  const quarter = Math.floor(at / quarterHourMs);
  let offset = known.get(quarter);
  if (offset === undefined) {
    offset = computeOffsetMs(quarter * quarterHourMs, timeZone);
    if (known.size >= maxCachedOffsets) known.clear();
    known.set(quarter, offset);
  }
  return offset;
};

/** The patient's calendar day as a count of days since 1970-01-01 (local). Consecutive days differ by 1. */
export const localDay = (at: number, timeZone: string): number =>
  Math.floor((at + offsetMs(at, timeZone)) / dayMs);

/**
 * The instant at which a local day starts: the first of two midnights where clocks go back over it, and the first
 * instant after a midnight that clocks skip.
 */
export const startOfLocalDay = (day: number, timeZone: string): number => {
  const midnight = day * dayMs;
  const before = midnight - offsetMs(midnight - dayMs, timeZone);
  const after = midnight - offsetMs(midnight + dayMs, timeZone);
  const first = Math.min(before, after);
  if (localDay(first, timeZone) === day && localDay(first - 1, timeZone) < day) return first;
  return Math.max(before, after);
};

/** `2026-11-23` for a local day. */
export const isoDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `Mon 23 Nov` for a local day, as because-sentences write it. */
export const spokenDay = (day: number): string => {
  const date = new Date(day * dayMs);
  return `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
};

/** `2026-11-23T07:00:00-05:00` in the patient's own zone. */
export const isoLocal = (at: number, timeZone: string): string => {
  const offset = offsetMs(at, timeZone);
  const minutes = Math.abs(offset) / minuteMs;
  const two = (n: number) => String(n).padStart(2, '0');
  const sign = offset < 0 ? '-' : '+';
  const local = new Date(at + offset).toISOString().slice(0, 19);
  return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(Math.floor(minutes % 60))}`;
};
