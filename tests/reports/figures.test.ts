import { describe, expect, test } from 'vitest';
import { type CoveragePlan, coveragePlanSchema } from '../../src/contract/coverage.ts';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { absentToday } from '../../src/reports/absent-today.ts';
import { countsOf, type Fired, isOvernight } from '../../src/reports/alert-load-counts.ts';
import { isSilent } from '../../src/reports/device-health.ts';
import { weeksOf } from '../../src/reports/patient-weeks.ts';
import { type Answered, responseFigures } from '../../src/reports/response-figures.ts';
import { rankThen } from '../../src/reports/risk-movement.ts';
import { spanOf } from '../../src/reports/span.ts';
import { type OpenItem, workloadOf } from '../../src/reports/workload.ts';

/** Monday 23 November 2026, 07:00 in New York. */
const now = Date.parse('2026-11-23T12:00:00Z');
const zone = 'America/New_York';

describe('the span of a report', () => {
  test('is four weeks up to now unless said otherwise, and never reaches into the future', () => {
    expect(spanOf({}, now)).toEqual({ from: now - 28 * dayMs, to: now });
    expect(spanOf({ to: '2027-01-01T00:00:00Z' }, now).to).toBe(now);
  });

  test.each([
    ['backwards', { from: '2026-11-02T00:00:00Z', to: '2026-11-01T00:00:00Z' }],
    ['longer than 92 days', { from: '2026-08-01T00:00:00Z' }],
    ['in the future', { from: '2026-12-01T00:00:00Z' }],
  ])('%s is refused, naming the field', (_, query) => {
    expect(() => spanOf(query, now)).toThrow(/^from: /);
  });
});

describe('overnight is from 22:00 to 07:00 on the patient’s clock', () => {
  test.each([
    ['2026-11-23T02:59:00Z', false],
    ['2026-11-23T03:00:00Z', true],
    ['2026-11-23T11:59:00Z', true],
    ['2026-11-23T12:00:00Z', false],
  ])('%s in New York: %s', (at, is) => expect(isOvernight(Date.parse(at), zone)).toBe(is));
});

describe('alert load', () => {
  const fired = (over: Partial<Fired> = {}): Fired => ({
    ...{ ruleId: 'bp-low', at: now, timeZone: zone, quietBy: null },
    ...over,
  });

  test('counts per week what spoke; what is quiet is told by its reason', () => {
    const all = [fired(), fired({ at: now - 4 * hourMs }), fired({ quietBy: 'merged' })];
    expect(countsOf(all, 4)).toEqual({
      alerts: 3,
      spoke: 2,
      alertsPerPatientWeek: 0.5,
      overnightShare: 0.5,
      suppressed: { 'cool-down': 0, merged: 1, inhibited: 0, gateway: 0 },
    });
  });

  test('without patients or alerts no rate and no share is told', () => {
    expect(countsOf([], 0)).toMatchObject({ alertsPerPatientWeek: null, overnightShare: null });
  });
});

describe('weeks of a patient', () => {
  const span = { from: now - 28 * dayMs, to: now };
  const ended = { status: 'ended' as const, fromAt: now - 14 * dayMs, resumesAt: null, reviewAt: null };
  test.each([
    ['enrolled before', { enrolledAt: 0, changes: [] }, 4],
    ['enrolled within', { enrolledAt: now - 7 * dayMs, changes: [] }, 1],
    ['enrolled after', { enrolledAt: now + dayMs, changes: [] }, 0],
    ['ended within', { enrolledAt: 0, changes: [ended] }, 2],
    ['ended before it was enrolled anew', { enrolledAt: now - 7 * dayMs, changes: [ended] }, 0],
    [
      'ended and taken up again',
      { enrolledAt: 0, changes: [ended, { ...ended, status: 'active', fromAt: now - dayMs }] },
      15 / 7,
    ],
  ] as const)('%s', (_, member, weeks) => expect(weeksOf(member, span)).toBeCloseTo(weeks, 9));
});

describe('response times', () => {
  const item = (over: Partial<Answered> = {}): Answered => ({
    ...{ openedAt: 0, slaDueAt: 60 * minuteMs, takenAt: null, closedAt: null, isGone: false },
    ...over,
  });
  const at = 120 * minuteMs;

  test('p50 and p90 are of those answered; in time is of those taken up, or overdue and not', () => {
    const taken = [10, 20, 30, 90].map(n => item({ takenAt: n * minuteMs, closedAt: (n + 5) * minuteMs }));
    const figures = responseFigures([...taken, item(), item({ slaDueAt: 3 * hourMs })], at);
    expect(figures).toMatchObject({
      items: 6,
      acknowledged: 4,
      acknowledgeMinutes: { p50: 20, p90: 90 },
      closeMinutes: { p50: 25, p90: 95 },
      withinSla: 0.6,
      overdueNow: 1,
    });
  });

  test('what went by itself before anybody looked counts nowhere else', () => {
    const figures = responseFigures([item({ isGone: true }), item({ isGone: true, takenAt: minuteMs })], at);
    expect(figures).toMatchObject({ items: 1, acknowledged: 1, closed: 0, wentByThemselves: 1 });
  });

  test('without items nothing is told', () => {
    const nothing = { acknowledgeMinutes: null, closeMinutes: null, withinSla: null };
    expect(responseFigures([], at)).toMatchObject(nothing);
  });
});

test('workload is the sum of the weights of open items, and more for the highest tier', () => {
  const item = (severity: number, over: Partial<OpenItem> = {}): OpenItem => ({
    ...{ owner: 'Ana Ruiz', severity, isHighestTier: false, isOverdue: false, isSnoozed: false },
    ...{ isAwaiting: false, ...over },
  });
  const items = [
    item(3, { isHighestTier: true, isOverdue: true }),
    item(2),
    item(1, { isSnoozed: true }),
    item(0),
  ];
  expect(workloadOf(items)).toEqual({
    items: 4,
    bySeverity: { critical: 1, urgent: 1, warning: 1, info: 1 },
    ...{ highestTier: 1, overdue: 1, snoozed: 1, awaitingProvider: 0 },
    workload: 8 + 4 + 2 + 1 + 2,
  });
});

test('absent today is who is on a plan and on at no hour of today; a swap makes her present', () => {
  const plan = (exceptions: CoveragePlan['exceptions']): CoveragePlan =>
    coveragePlanSchema.parse({
      timeZone: zone,
      shifts: [
        { days: ['mon'], from: '08:00', to: '17:00', people: ['Ana Ruiz'] },
        { days: ['tue'], from: '08:00', to: '17:00', people: ['Bo Chen'] },
      ],
      exceptions,
      lead: 'Lea Orr',
    });
  const everybody = { 'Ana Ruiz': false, 'Bo Chen': true, 'Lea Orr': true };
  expect(Object.fromEntries(absentToday([plan([])], now))).toEqual(everybody);
  const swap = { from: '2026-11-23T00:00', to: '2026-11-24T00:00', people: ['Bo Chen'] };
  expect(Object.fromEntries(absentToday([plan([swap])], now))).toEqual({
    ...{ 'Ana Ruiz': true, 'Bo Chen': false, 'Lea Orr': true },
  });
});

describe('a device is silent', () => {
  const device = (perWeek: number, lastHeardAt: number | null, heldSince = 0) => ({
    ...{ programId: 'diabetes', deviceId: 'd', kind: 'weight' as const, patientId: 'p', gateway: null },
    ...{ batteryPercent: null, perWeek, lastHeardAt, heldSince, isClockWrong: false },
  });
  test.each([
    ['daily, heard 3 days ago', device(7, now - 3 * dayMs), false],
    ['daily, heard longer ago', device(7, now - 3 * dayMs - 1), true],
    ['weekly, heard 20 days ago', device(1, now - 20 * dayMs), false],
    ['weekly, heard 22 days ago', device(1, now - 22 * dayMs), true],
    ['many a day, heard yesterday', device(28, now - dayMs), false],
    ['never heard', device(7, null), true],
    ['never heard, and given yesterday', device(7, null, now - dayMs), false],
  ])('%s: %s', (_, held, is) => expect(isSilent(held, now)).toBe(is));
});

describe('the rank of 7 days ago', () => {
  test.each([
    [{ percentile: 99, rise: 9, outOf: 100 }, 10],
    [{ percentile: 99, rise: 0, outOf: 100 }, 1],
    [{ percentile: 0, rise: 5, outOf: 100 }, 100],
    [{ percentile: null, rise: null, outOf: 100 }, null],
    [{ percentile: 99, rise: null, outOf: 100 }, null],
  ])('of %j is %s', (place, rank) => expect(rankThen(place)).toBe(rank));
});
