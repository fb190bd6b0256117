import { describe, expect, test } from 'vitest';
import {
  type HeardDevice,
  isOutageOver,
  listeningSinceOf,
  outageOf,
  stillSilent,
} from '../../src/attendance/outage.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';

const now = Date.parse('2026-11-22T20:00:00Z');

/** A device heard daily for a week, last so long ago. */
const daily = (n: number, lastMs: number, over: Partial<HeardDevice> = {}): HeardDevice => ({
  deviceId: `dev-${n}`,
  patientIds: [`pat_${n}`],
  perWeek: 7,
  heardAt: Array.from({ length: 7 }, (_, i) => now - lastMs - (6 - i) * dayMs),
  ...over,
});

const devices = (count: number, lastMs: number, from = 0): HeardDevice[] =>
  Array.from({ length: count }, (_, i) => daily(from + i, lastMs + i * 60_000));

const recent = 6 * hourMs;
const missed = 32 * hourMs;

describe('an outage', () => {
  test('of 14 of 60 devices, since the last of them was heard', () => {
    const outage = outageOf([...devices(14, missed), ...devices(46, recent, 14)], now);
    expect(outage?.silent).toHaveLength(14);
    expect(outage).toMatchObject({ sinceAt: now - missed, of: 60 });
  });

  test.each([
    ['a fifth is not more than a fifth', [...devices(12, missed), ...devices(48, recent, 12)]],
    ['two devices', devices(2, missed)],
    ['three devices of one patient', devices(3, missed).map(d => ({ ...d, patientIds: ['pat_1'] }))],
    ['nobody beyond what is usual', devices(20, 28 * hourMs)],
    [
      'devices that are often silent for so long',
      devices(20, missed).map((d, i) => ({
        ...d,
        heardAt: d.heardAt.filter((_, k) => k !== 3 && k !== 4 - (i % 2)),
      })),
    ],
    ['devices that fell silent days apart', [0, 1, 2, 3].map(i => daily(i, missed + i * 1.5 * dayMs))],
    ['devices not heard for a week', devices(20, 8 * dayMs)],
    ['no devices', []],
  ])('not: %s', (_, heard) => {
    expect(outageOf(heard, now)).toBeNull();
  });

  test('what Vigil could not hear because it was off is nobody’s silence', () => {
    expect(outageOf(devices(20, missed), now, now - hourMs)).toBeNull();
    expect(outageOf(devices(20, missed), now, now - 31 * hourMs)).not.toBeNull();
  });

  const heard = (hoursAgo: readonly number[]) => [
    { ...daily(1, 0), heardAt: hoursAgo.map(hours => now - hours * hourMs) },
  ];
  const always = Array.from({ length: 8 * 24 }, (_, i) => 8 * 24 - i - 0.5);
  test.each([
    ['something was always heard', always, Number.NEGATIVE_INFINITY],
    ['nothing was heard until now', always.filter(hours => hours > 10), now],
    ['nothing was heard for a while, a while ago', always.filter(h => h < 5 || h > 20), now - 4.5 * hourMs],
    [
      'it was off twice: the last time',
      always.filter(h => h < 5 || (h > 9 && h < 40) || h > 60),
      now - 4.5 * hourMs,
    ],
    ['nothing was ever heard', [], now],
  ])('since when Vigil was there to hear: %s', (_, hoursAgo, expected) => {
    expect(listeningSinceOf(heard(hoursAgo), now)).toBe(expected);
  });

  test('a device heard hardly ever is held to what is expected of it', () => {
    const weekly = devices(5, 60 * hourMs).map(d => ({ ...d, perWeek: 2, heardAt: d.heardAt.slice(-1) }));
    expect(outageOf(weekly, now)).toBeNull();
    const later = now + 2 * dayMs;
    expect(outageOf(weekly, later)?.silent).toHaveLength(5);
  });

  test('devices heard since, or moved to another gateway, are silent no more', () => {
    const since = now - missed;
    const left = [...devices(3, missed), daily(3, recent)];
    expect(stillSilent(left, ['dev-0', 'dev-1', 'dev-3', 'dev-99'], since).map(d => d.deviceId)).toEqual([
      'dev-0',
      'dev-1',
    ]);
  });

  test.each([
    [14, 14, false],
    [14, 4, false],
    [14, 3, true],
    [4, 2, true],
    [100, 25, true],
    [100, 26, false],
  ])('of %i that were silent, %i still are: over %s', (most, still, over) => {
    expect(isOutageOver(most, still)).toBe(over);
  });
});
