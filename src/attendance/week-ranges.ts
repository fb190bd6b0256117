import { type Weekday, weekdays } from '../contract/coverage.ts';
import type { WallTime } from './who-is-on.ts';

const spoken: Readonly<Record<Weekday, string>> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
};

const quartersADay = 96;
const quarters = 7 * quartersADay;

type Span = { readonly start: number; readonly length: number };

const dayOf = (quarter: number): number => Math.floor(quarter / quartersADay) % 7;
const dayName = (day: number): string => spoken[weekdays[day % 7] ?? 'mon'];

const timeOf = (quarter: number): string => {
  const minute = (quarter % quartersADay) * 15;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
};

/** Stretches of the week in which something holds, quarter by quarter; one over the end of the week is one. */
const spansIn = (holds: (wall: WallTime) => boolean): Span[] => {
  const held = Array.from({ length: quarters }, (_, quarter) =>
    holds({ weekday: dayOf(quarter), minute: (quarter % quartersADay) * 15 }),
  );
  const holdsAt = (quarter: number) => held[(quarter + quarters) % quarters] === true;
  const starts = held.flatMap((is, quarter) => (is && !holdsAt(quarter - 1) ? [quarter] : []));
  return starts.map(start => {
    let length = 1;
    while (length < quarters && holdsAt(start + length)) length += 1;
    return { start, length };
  });
};

const daysText = (days: readonly number[]): string => {
  const [first = 0] = days;
  const last = days.at(-1) ?? first;
  if (days.length === 7) return 'every day';
  return days.length > 2 && last - first === days.length - 1
    ? `${dayName(first)} to ${dayName(last)}`
    : days.map(dayName).join(', ');
};

/** Spans of the same hours on several days are one. */
const textOf = (spans: readonly Span[]): string => {
  const [{ start, length }] = spans as [Span];
  const end = start + length;
  if (spans.length === 1)
    return `${dayName(dayOf(start))} ${timeOf(start)} to ${dayName(dayOf(end))} ${timeOf(end)}`;
  const next = dayOf(end) === dayOf(start) ? '' : ' the next day';
  return `${daysText(spans.map(span => dayOf(span.start)))} ${timeOf(start)} to ${timeOf(end)}${next}`;
};

/** Says when in the ordinary week something holds: "Mon to Thu 17:00 to 08:00 the next day". Pure. */
export const weekRanges = (holds: (wall: WallTime) => boolean): string[] => {
  const spans = spansIn(holds);
  if (spans.length === 0) {
    return holds({ weekday: 0, minute: 0 }) ? ['the whole week'] : [];
  }
  const alike = Map.groupBy(spans, ({ start, length }) =>
    length < quartersADay ? `${start % quartersADay} ${length}` : `${start}`,
  );
  return [...alike.values()].map(textOf);
};
