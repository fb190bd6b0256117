import { describe, expect, test } from 'vitest';
import { isStaffedFor, nextOnAt, whoIsOn } from '../../src/attendance/who-is-on.ts';
import { hourMs } from '../../src/domain/local-day.ts';
import { everyDay, planOf, roundTheClock, weekdays } from './plans.ts';

const at = (iso: string): number => Date.parse(iso);
const on = (...people: string[]) => ({ is: 'on', people });

describe('who is on, by the wall clock of the program', () => {
  test.each([
    [
      '03:00 on a Sunday: the shift that began on Saturday',
      '2026-11-29T03:00:00-05:00',
      on('Nia Night', 'Otto Second'),
    ],
    ['the last instant of a night', '2026-11-30T07:59:59-05:00', on('Nia Night', 'Otto Second')],
    ['the first instant of a day', '2026-11-30T08:00:00-05:00', on('Ana Ruiz', 'Ben Okafor')],
    ['Saturday by day', '2026-11-28T12:00:00-05:00', on('Wendy Weekend')],
    ['Sunday night into Monday', '2026-11-29T23:30:00-05:00', on('Nia Night', 'Otto Second')],
    ['another zone is asked at its own wall time', '2026-11-30T13:00:00Z', on('Ana Ruiz', 'Ben Okafor')],
  ])('%s', (_, iso, expected) => {
    expect(whoIsOn(roundTheClock, at(iso))).toEqual(expected);
  });

  const early = planOf({
    shifts: [
      { days: ['sun'], from: '00:00', to: '02:30', people: ['First'] },
      { days: ['sun'], from: '02:30', to: '24:00', people: ['Second'] },
    ],
  });
  test.each([
    ['clocks go forward over 02:30: before', '2026-03-08T01:59:00-05:00', on('First')],
    ['clocks go forward over 02:30: after', '2026-03-08T03:00:00-04:00', on('Second')],
    ['clocks go back: 01:30 the first time', '2026-11-01T01:30:00-04:00', on('First')],
    ['clocks go back: 01:30 the second time', '2026-11-01T01:30:00-05:00', on('First')],
    ['clocks go back: 02:30', '2026-11-01T02:30:00-05:00', on('Second')],
    ['the day ends at midnight', '2026-11-02T00:00:00-05:00', { is: 'nobody' }],
  ])('%s', (_, iso, expected) => {
    expect(whoIsOn(early, at(iso))).toEqual(expected);
  });

  test('people of shifts that overlap are told in the order of the shifts, once each', () => {
    const plan = planOf({
      shifts: [
        { days: ['mon'], from: '08:00', to: '12:00', people: ['A', 'B'] },
        { days: ['mon'], from: '10:00', to: '14:00', people: ['B', 'C'] },
      ],
    });
    expect(whoIsOn(plan, at('2026-11-30T11:00:00-05:00'))).toEqual(on('A', 'B', 'C'));
  });

  const told = 'Nobody watches at night: call 911 in an emergency.';
  const byDay = {
    shifts: [{ days: weekdays, from: '08:00', to: '17:00', people: ['Ana Ruiz'] }],
    unmonitored: [{ days: everyDay, from: '17:00', to: '08:00', told }],
  };
  test.each([
    ['stated unmonitored', '2026-11-30T03:00:00-05:00', { is: 'unmonitored', told }],
    ['a hole is nobody, not unmonitored', '2026-11-29T12:00:00-05:00', { is: 'nobody' }],
    ['a shift stands before what is unmonitored', '2026-11-30T08:00:00-05:00', on('Ana Ruiz')],
  ])('%s', (_, iso, expected) => {
    expect(whoIsOn(planOf(byDay), at(iso))).toEqual(expected);
  });

  const holidays = planOf({
    ...byDay,
    exceptions: [
      { from: '2026-12-25T00:00', to: '2026-12-26T00:00', told: 'Closed on Christmas Day.' },
      { from: '2026-12-25T10:00', to: '2026-12-25T12:00', people: ['Swap'] },
    ],
  });
  test.each([
    ['before a holiday', '2026-12-24T23:59:00-05:00', { is: 'unmonitored', told }],
    [
      'a holiday stands before the shift',
      '2026-12-25T09:00:00-05:00',
      { is: 'unmonitored', told: 'Closed on Christmas Day.' },
    ],
    ['a swap listed later stands before the holiday', '2026-12-25T10:00:00-05:00', on('Swap')],
    ['after the swap', '2026-12-25T12:00:00-05:00', { is: 'unmonitored', told: 'Closed on Christmas Day.' }],
    ['after the holiday, a weekend', '2026-12-26T09:00:00-05:00', { is: 'nobody' }],
  ])('%s', (_, iso, expected) => {
    expect(whoIsOn(holidays, at(iso))).toEqual(expected);
  });
});

describe('when somebody is on next', () => {
  const byDay = planOf({ shifts: [{ days: weekdays, from: '08:00', to: '17:00', people: ['Ana Ruiz'] }] });
  test.each([
    ['over a weekend', '2026-11-27T18:00:00-05:00', '2026-11-30T08:00:00-05:00'],
    ['over the night in which clocks go back', '2026-10-30T18:00:00-04:00', '2026-11-02T08:00:00-05:00'],
    ['over the night in which clocks go forward', '2026-03-06T18:00:00-05:00', '2026-03-09T08:00:00-04:00'],
  ])('%s', (_, from, expected) => {
    expect(nextOnAt(byDay, at(from))).toBe(at(expected));
  });

  test('nobody within two weeks', () => {
    expect(nextOnAt(planOf(), at('2026-11-27T18:00:00-05:00'))).toBeNull();
  });

  test('staffed for so long only without a break', () => {
    const morning = at('2026-11-30T08:30:00-05:00');
    expect(isStaffedFor(byDay, morning, hourMs / 2)).toBe(true);
    expect(isStaffedFor(byDay, morning, hourMs)).toBe(false);
    expect(isStaffedFor({ ...roundTheClock, workingHours: [] }, morning, hourMs)).toBe(true);
    expect(isStaffedFor(roundTheClock, morning, hourMs), 'a night on call is no working time').toBe(false);
  });
});
