import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs, minuteMs } from '../../src/domain/local-day.ts';
import { placeInTime } from '../../src/ingest/place-in-time.ts';

const received = Date.parse('2026-11-23T12:00:00Z');
const year2000 = Date.UTC(2000, 0, 1);

test.each([
  ['absent', null, received, ['no-time'], true],
  ['just now', received, received, [], false],
  ['a minute ago', received - minuteMs, received - minuteMs, [], false],
  ['40 days late', received - 40 * dayMs, received - 40 * dayMs, [], false],
  ['9 minutes ahead', received + 9 * minuteMs, received + 9 * minuteMs, [], false],
  ['exactly 10 minutes ahead', received + 10 * minuteMs, received + 10 * minuteMs, [], false],
  ['a millisecond beyond 10 minutes ahead', received + 10 * minuteMs + 1, received, ['clock'], false],
  ['in 2028', Date.UTC(2028, 0, 1), received, ['clock'], false],
  ['at the beginning of 2000, where a clock was reset to', year2000, received, ['clock'], true],
  ['400 days ago', received - 400 * 24 * 60 * minuteMs, received - 400 * 24 * 60 * minuteMs, [], false],
  ['longer ago than that', received - 400 * 24 * 60 * minuteMs - 1, received, ['clock'], true],
  ['the millisecond before 2000', year2000 - 1, received, ['clock'], true],
  ['1970', 0, received, ['clock'], true],
  ['before 1970', -1, received, ['clock'], true],
])('a claimed time that is %s is filed at %d → %d', (_, claimedAt, measuredAt, flags, timeless) => {
  expect(placeInTime(claimedAt, received)).toEqual({ measuredAt, flags, timeless });
});

test('a replay of the past takes times before 2000 as they are', () => {
  const replayed = Date.parse('1991-04-21T14:09:00Z');
  expect(placeInTime(replayed - minuteMs, replayed)).toEqual({
    measuredAt: replayed - minuteMs,
    flags: [],
    timeless: false,
  });
});

test('property: nothing is filed more than 10 minutes ahead of its arrival, and only unflagged readings at their own time', () => {
  const claim = fc.option(fc.integer({ min: -1e13, max: 1e13 }));
  fc.assert(
    fc.property(claim, fc.integer({ min: 0, max: 4e12 }), (claimedAt, receivedAt) => {
      const { measuredAt, flags } = placeInTime(claimedAt, receivedAt);
      expect(measuredAt).toBeLessThanOrEqual(receivedAt + 10 * minuteMs);
      expect(measuredAt).toBe(flags.length === 0 ? claimedAt : receivedAt);
    }),
  );
});

test('history keeps its old times: only a live reading from 2015 speaks of a clock that was reset', () => {
  const claimed = Date.UTC(2015, 0, 1);
  expect(placeInTime(claimed, received, 'history')).toEqual({
    measuredAt: claimed,
    flags: [],
    timeless: false,
  });
  expect(placeInTime(claimed, received, 'live')).toMatchObject({ measuredAt: received, flags: ['clock'] });
});
