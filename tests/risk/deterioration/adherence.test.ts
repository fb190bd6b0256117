import { expect, test } from 'vitest';
import type { MonitoringChange } from '../../../src/domain/monitoring.ts';
import { adherenceOf } from '../../../src/risk/deterioration/adherence.ts';
import { daily, day, daysAgo, telemetryOf, today } from './build.ts';

const told = (...args: Parameters<typeof telemetryOf>) => adherenceOf(telemetryOf(...args), today);
const every = daily(35, () => 80);
const change = (status: MonitoringChange['status'], days: number): MonitoringChange => ({
  status,
  fromAt: daysAgo(days),
  resumesAt: null,
  reviewAt: null,
});

test('who measures as expected misses nothing', () => {
  expect(told({ weight: every })).toEqual({
    missed7Days: 0,
    missed14Days: 0,
    missedChange: 0,
    silentDays: 0,
  });
});

test('today, which goes on, counts as missed for nobody and as heard for who measured', () => {
  expect(told({ weight: every.slice(0, -1) })).toMatchObject({
    missed7Days: expect.closeTo(1 / 7, 9),
    silentDays: 1,
  });
  expect(told({ weight: [...every.slice(0, -1), day(0, 80)] })).toMatchObject({ silentDays: 0 });
});

test('silence reads in days and against the own habit', () => {
  expect(told({ weight: every.slice(0, -5) })).toEqual({
    missed7Days: expect.closeTo(5 / 7, 9),
    missed14Days: expect.closeTo(5 / 14, 9),
    missedChange: expect.closeTo(5 / 7, 9),
    silentDays: 5,
  });
  const halfOfThem = every.filter(d => d.day % 2 === 0);
  expect(Math.abs(told({ weight: halfOfThem }).missedChange ?? 1)).toBeLessThan(1 / 7);
});

test('many readings of one day do not make up for the days without', () => {
  const days = [day(1, 80, { readings: 7 })];
  expect(told({ weight: days }).missed7Days).toBeCloseTo(6 / 7, 9);
});

test('kinds count alike, whatever is expected of each', () => {
  const patient = { expectedPerWeek: { weight: 7, 'blood-pressure': 14 } };
  expect(told({ weight: every }, patient)).toMatchObject({ missed7Days: 0.5, silentDays: 0 });
});

test('nothing is missed before a device is there', () => {
  const patient = { expectedSince: { weight: daysAgo(5) } };
  expect(told({ weight: every.slice(-4) }, patient)).toMatchObject({ missed7Days: 0, missed14Days: null });
  expect(told({}, { enrolledAt: daysAgo(2) })).toMatchObject({ missed7Days: null, silentDays: 1 });
});

test('readings from before the enrolment count: they were sent', () => {
  expect(told({ weight: every }, { enrolledAt: daysAgo(1) })).toMatchObject({ missed7Days: 0 });
});

test.each(['away', 'in-hospital', 'ended'] as const)('nothing is expected of who is %s', status => {
  const nothing = { missed7Days: null, missed14Days: null, missedChange: null, silentDays: null };
  expect(told({ weight: every.slice(0, -5) }, { monitoring: [change(status, 5)] })).toEqual(nothing);
});

test('days in hospital count as missed for nobody', () => {
  const stay = every.filter(d => d.day < today - 12 || d.day >= today - 5);
  const monitoring = [change('in-hospital', 12), change('active', 6)];
  expect(told({ weight: stay }, { monitoring })).toMatchObject({ missed7Days: 0, silentDays: 0 });
});

test('nothing is told of who has no device', () => {
  expect(told({}, { expectedPerWeek: {} })).toMatchObject({ missed7Days: null, silentDays: null });
});
