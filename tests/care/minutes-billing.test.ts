import { describe, expect, test } from 'vitest';
import { monthSpan } from '../../src/care/minutes.ts';
import { billingOf } from '../../src/care/minutes-billing.ts';
import { countedSeconds } from '../../src/care/minutes-rows.ts';

const minutes = (n: number): number => n * 60;

describe("what a month's approved time reaches", () => {
  test.each([
    [0, true, [], '99457', 20],
    [9, true, [], '99457', 11],
    [10, true, ['99470 1'], '99457', 10],
    [19, true, ['99470 1'], '99457', 1],
    [20, true, ['99457 1'], '99458', 20],
    [39, true, ['99457 1'], '99458', 1],
    [40, true, ['99457 1', '99458 1'], '99458', 20],
    [65, true, ['99457 1', '99458 2'], '99458', 15],
  ] as const)('%i minutes, interactive: %s', (n, isInteractive, earned, code, left) => {
    const billing = billingOf(minutes(n), isInteractive);
    expect(billing.earned.map(({ code, units }) => `${code} ${units}`)).toEqual(earned);
    expect(billing.toNext).toEqual({ code, seconds: minutes(left), needsInteractive: false });
  });

  test.each([0, 15, 60])('%i minutes without a live interaction reach nothing', n => {
    const { earned, toNext } = billingOf(minutes(n), false);
    expect(earned).toEqual([]);
    expect(toNext).toEqual({ code: '99457', seconds: Math.max(0, minutes(20 - n)), needsInteractive: true });
  });
});

describe("a calendar month starts and ends by the patient's clock", () => {
  test.each([
    ['2026-11', 'America/New_York', '2026-11-01T04:00:00Z', '2026-12-01T05:00:00Z'],
    ['2026-12', 'Asia/Tokyo', '2026-11-30T15:00:00Z', '2026-12-31T15:00:00Z'],
  ])('%s in %s', (month, timeZone, from, to) => {
    expect(monthSpan(month, timeZone)).toEqual({ from: Date.parse(from), to: Date.parse(to) });
  });
});

describe('a timer counts no more than', () => {
  test.each([
    ['was told', 90, 600, 90],
    ['has passed since its start', 900, 600, 600],
    ['one entry holds', 20_000, 30_000, 4 * 3_600],
  ])('%s', (_, told, passed, counted) => {
    expect(countedSeconds(told, 0, passed * 1_000)).toBe(counted);
  });
});
