import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dayMs,
  hourMs,
  isoDay,
  isoLocal,
  isTimeZone,
  localDay,
  minuteMs,
  offsetMs,
  spokenDay,
  startOfLocalDay,
} from '../../src/domain/local-day.ts';

const at = (text: string): number => Date.parse(text);
const dayOf = (text: string): number => at(`${text}T00:00:00Z`) / dayMs;
const utc = (instant: number): string => new Date(instant).toISOString().slice(0, 16);
const hoursOf = (text: string, zone: string): number =>
  (startOfLocalDay(dayOf(text) + 1, zone) - startOfLocalDay(dayOf(text), zone)) / hourMs;

/** What an independent formatter says the local calendar day is. */
const calendarDay = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instant,
  );

const zones = [
  'America/New_York',
  'America/Los_Angeles',
  'America/Phoenix',
  'America/Sao_Paulo',
  'America/Havana',
  'America/Asuncion',
  'America/St_Johns',
  'Atlantic/Azores',
  'Europe/London',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'UTC',
] as const;

describe('offset and day on both sides of a clock change', () => {
  test.each([
    ['America/New_York', '2026-03-08T06:59:59Z', -5],
    ['America/New_York', '2026-03-08T07:00:00Z', -4],
    ['America/New_York', '2026-11-01T05:59:59Z', -4],
    ['America/New_York', '2026-11-01T06:00:00Z', -5],
    ['Europe/London', '2026-03-29T00:59:59Z', 0],
    ['Europe/London', '2026-03-29T01:00:00Z', 1],
    ['Europe/London', '2026-10-25T00:59:59Z', 1],
    ['Europe/London', '2026-10-25T01:00:00Z', 0],
    ['Australia/Lord_Howe', '2026-04-04T14:59:59Z', 11],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', 10.5],
    ['Australia/Lord_Howe', '2026-10-03T15:29:59Z', 10.5],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', 11],
    ['America/Sao_Paulo', '2018-11-04T02:59:59Z', -3],
    ['America/Sao_Paulo', '2018-11-04T03:00:00Z', -2],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', 5.75],
    ['America/Phoenix', '2026-07-01T00:00:00Z', -7],
  ])('%s at %s is %d hours from UTC', (zone, text, hours) => {
    expect(offsetMs(at(text), zone)).toBe(hours * hourMs);
  });

  test.each([
    ['2026-11-23T04:59:59Z', 'America/New_York', '2026-11-22'],
    ['2026-11-23T05:00:00Z', 'America/New_York', '2026-11-23'],
    ['2026-06-30T23:00:00Z', 'Europe/London', '2026-07-01'],
    ['2026-01-01T10:00:00Z', 'Pacific/Kiritimati', '2026-01-02'],
    ['1969-12-31T23:59:59Z', 'UTC', '1969-12-31'],
  ])('%s in %s falls on %s', (text, zone, day) => {
    expect(isoDay(localDay(at(text), zone))).toBe(day);
  });
});

describe('the length of a local day', () => {
  test.each([
    ['2026-03-08', 'America/New_York', 23],
    ['2026-11-01', 'America/New_York', 25],
    ['2026-03-29', 'Europe/London', 23],
    ['2026-10-25', 'Europe/London', 25],
    ['2026-04-05', 'Australia/Lord_Howe', 24.5],
    ['2026-10-04', 'Australia/Lord_Howe', 23.5],
    ['2026-04-24', 'Africa/Cairo', 23],
    ['2026-10-29', 'Africa/Cairo', 25],
    ['2026-03-29', 'Asia/Beirut', 23],
    ['2018-11-04', 'America/Sao_Paulo', 23],
    ['2018-02-17', 'America/Sao_Paulo', 25],
    ['2026-11-23', 'America/New_York', 24],
  ])('%s in %s has %d hours', (day, zone, hours) => {
    expect(hoursOf(day, zone)).toBe(hours);
  });
});

describe('the start of a local day', () => {
  test.each([
    ['2026-11-23', 'America/New_York', '2026-11-23T05:00'],
    ['2026-07-01', 'America/New_York', '2026-07-01T04:00'],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00'],
    ['2026-10-04', 'Australia/Lord_Howe', '2026-10-03T13:30'],
    ['2026-10-05', 'Australia/Lord_Howe', '2026-10-04T13:00'],
    ['2026-01-02', 'Pacific/Kiritimati', '2026-01-01T10:00'],
  ])('%s in %s is local midnight', (day, zone, expected) => {
    expect(utc(startOfLocalDay(dayOf(day), zone))).toBe(expected);
  });

  test.each([
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00', '2026-04-24T01:00:00+03:00'],
    ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00', '2026-03-29T01:00:00+03:00'],
    ['2026-03-08', 'America/Havana', '2026-03-08T05:00', '2026-03-08T01:00:00-04:00'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00', '2018-11-04T01:00:00-02:00'],
    ['2026-03-29', 'Atlantic/Azores', '2026-03-29T01:00', '2026-03-29T01:00:00+00:00'],
  ])('%s in %s, whose midnight is skipped, is the first instant after', (day, zone, expected, local) => {
    const start = startOfLocalDay(dayOf(day), zone);
    expect(utc(start)).toBe(expected);
    expect(isoLocal(start, zone)).toBe(local);
  });

  test.each([
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00'],
    ['2026-10-25', 'Atlantic/Azores', '2026-10-25T00:00'],
    ['2021-10-29', 'Asia/Amman', '2021-10-28T21:00'],
  ])('%s in %s, where midnight comes twice, is the first of the two', (day, zone, expected) => {
    expect(utc(startOfLocalDay(dayOf(day), zone))).toBe(expected);
  });
});

const instant = fc.integer({ min: at('2015-01-01T00:00:00Z'), max: at('2036-12-31T00:00:00Z') });
const zone = fc.constantFrom(...zones);

test('property: localDay is the day that the calendar of the zone shows', () => {
  fc.assert(
    fc.property(instant, zone, (t, z) => {
      expect(isoDay(localDay(t, z))).toBe(calendarDay(t, z));
    }),
    { numRuns: 500 },
  );
});

test('property: every instant lies within its local day, and a day starts where the one before ends', () => {
  fc.assert(
    fc.property(instant, zone, (t, z) => {
      const day = localDay(t, z);
      const start = startOfLocalDay(day, z);
      expect(start).toBeLessThanOrEqual(t);
      expect(startOfLocalDay(day + 1, z)).toBeGreaterThan(t);
      expect(localDay(start, z)).toBe(day);
      expect(localDay(start - 1, z)).toBe(day - 1);
    }),
    { numRuns: 1_000 },
  );
});

test('property: consecutive days in every zone and year start 23 to 25 hours apart', () => {
  fc.assert(
    fc.property(instant, zone, (t, z) => {
      const day = localDay(t, z);
      const length = startOfLocalDay(day + 1, z) - startOfLocalDay(day, z);
      expect(length).toBeGreaterThanOrEqual(23 * hourMs);
      expect(length).toBeLessThanOrEqual(25 * hourMs);
    }),
    { numRuns: 500 },
  );
});

describe('the instant written in the zone', () => {
  test.each([
    ['2026-11-23T12:00:00.999Z', 'America/New_York', '2026-11-23T07:00:00-05:00'],
    ['2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01T01:30:00-04:00'],
    ['2026-11-01T06:30:00Z', 'America/New_York', '2026-11-01T01:30:00-05:00'],
    ['2026-04-04T15:10:00Z', 'Australia/Lord_Howe', '2026-04-05T01:40:00+10:30'],
    ['2026-01-01T00:00:00Z', 'Asia/Kathmandu', '2026-01-01T05:45:00+05:45'],
    ['2026-07-01T12:00:00Z', 'America/St_Johns', '2026-07-01T09:30:00-02:30'],
    ['2026-01-01T00:00:00Z', 'UTC', '2026-01-01T00:00:00+00:00'],
  ])('%s in %s reads %s', (text, z, expected) => {
    expect(isoLocal(at(text), z)).toBe(expected);
  });

  test('property: it parses back to the same second', () => {
    fc.assert(
      fc.property(instant, zone, (t, z) => {
        expect(at(isoLocal(t, z))).toBe(Math.floor(t / 1000) * 1000);
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['2026-11-23', 'Mon 23 Nov'],
  ['2026-02-01', 'Sun 1 Feb'],
  ['1969-12-31', 'Wed 31 Dec'],
])('%s is spoken %s', (day, spoken) => {
  expect(spokenDay(dayOf(day))).toBe(spoken);
  expect(isoDay(dayOf(day))).toBe(day);
});

test.each([
  ['America/New_York', true],
  ['Asia/Kathmandu', true],
  ['UTC', true],
  ['America/Nowhere', false],
  ['Eastern Time', false],
  ['', false],
])('time zone "%s" is known: %s', (name, known) => {
  expect(isTimeZone(name)).toBe(known);
});

test('an offset is right however many were asked for before: the cache forgets, it never errs', () => {
  const start = at('2026-01-01T00:00:00Z');
  for (let quarter = 0; quarter < 20_500; quarter += 1)
    offsetMs(start + quarter * 15 * minuteMs, 'Asia/Tokyo');
  expect(offsetMs(start, 'Asia/Tokyo')).toBe(9 * hourMs);
  expect(offsetMs(start + 14 * minuteMs, 'Asia/Tokyo')).toBe(9 * hourMs);
});
