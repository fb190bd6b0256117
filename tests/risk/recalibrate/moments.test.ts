import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../../src/domain/local-day.ts';
import type { MonitoringChange } from '../../../src/domain/monitoring.ts';
import { momentsOf, targets } from '../../../src/risk/recalibrate/moments.ts';
import { stay, visit } from '../inputs.ts';

const day = (text: string): number => Date.parse(`${text}T15:00:00Z`);
const range = { fromAt: day('2026-01-01'), toAt: day('2026-11-23'), knownTo: day('2026-11-23') };
const changed = (status: MonitoringChange['status'], on: string): MonitoringChange => ({
  status,
  fromAt: day(on),
  resumesAt: null,
  reviewAt: null,
});

describe('discharges', () => {
  const told = (
    encounters: Parameters<typeof momentsOf>[1]['encounters'],
    changes: readonly MonitoringChange[] = [],
  ) =>
    momentsOf(targets['readmission-30d'], { enrolledAt: 0, encounters, changes }, range).map(m => [
      new Date(m.at).toISOString().slice(5, 10),
      'leftOut' in m ? m.leftOut : m.event === null ? 'none' : new Date(m.event).toISOString().slice(5, 10),
    ]);
  const first = stay('2026-03-01', '2026-03-05');

  test.each([
    ['nobody who came back', [first], [['03-05', 'none']]],
    ['a return on the 30th day', [first, stay('2026-04-04')], [['03-05', '04-04']]],
    ['a return on the 31st day is none', [first, stay('2026-04-05')], [['03-05', 'none']]],
    [
      'a planned return, as in the training data',
      [first, stay('2026-03-20', null, false)],
      [['03-05', '03-20']],
    ],
    ['an emergency visit is no return', [first, visit('2026-03-20')], [['03-05', 'none']]],
    [
      'a return is the next discharge, with its own return',
      [first, stay('2026-03-10', '2026-03-12'), stay('2026-03-30', '2026-04-02')],
      [
        ['03-05', '03-10'],
        ['03-12', '03-30'],
        ['04-02', 'none'],
      ],
    ],
    ['moved to another bed at once: not discharged', [first, stay('2026-03-05')], [['03-05', 'inHospital']]],
    ['the month is not over', [stay('2026-10-20', '2026-10-25')], [['10-25', 'tooRecent']]],
    ['the month is over today', [stay('2026-10-20', '2026-10-24')], [['10-24', 'none']]],
    ['before the range', [stay('2025-12-01', '2025-12-31')], []],
    ['goes on still', [stay('2026-03-01')], []],
  ])('%s', (_, encounters, expected) => {
    expect(told(encounters)).toEqual(expected);
  });

  test.each([
    ['ended before anything came: nobody knows', [changed('ended', '2026-03-20')], [], 'watchEnded'],
    ['ended before the discharge', [changed('ended', '2026-03-02')], [], 'watchEnded'],
    ['ended after the return', [changed('ended', '2026-03-20')], [stay('2026-03-10')], '03-10'],
    ['ended, and a stay after it', [changed('ended', '2026-03-08')], [stay('2026-03-10')], 'watchEnded'],
    ['ended later than 30 days', [changed('ended', '2026-04-05')], [], 'none'],
    [
      'ended and taken up again before',
      [changed('ended', '2026-01-02'), changed('active', '2026-02-01')],
      [],
      'none',
    ],
    ['away is watched still', [changed('away', '2026-03-10')], [], 'none'],
  ])('watching %s', (_, changes, more, expected) => {
    expect(told([first, ...more], changes)[0]).toEqual(['03-05', expected]);
  });

  test('stays are followed no further than they are known', () => {
    const followed = { enrolledAt: 0, encounters: [first], changes: [] };
    const known = { ...range, knownTo: day('2026-04-03') };
    expect(momentsOf(targets['readmission-30d'], followed, known)).toEqual([
      { at: day('2026-03-05'), leftOut: 'tooRecent' },
    ]);
  });
});

describe('patient-weeks', () => {
  const told = (encounters: Parameters<typeof momentsOf>[1]['encounters'], enrolledAt = day('2026-09-01')) =>
    momentsOf(targets.deterioration, { enrolledAt, encounters, changes: [] }, range);

  test('are a week apart at the same hour, from four weeks after enrolment until two weeks ago', () => {
    const weeks = told([]).map(m => m.at);
    expect(weeks.map(at => new Date(at).toISOString())).toEqual([
      '2026-10-01T09:00:00.000Z',
      '2026-10-08T09:00:00.000Z',
      '2026-10-15T09:00:00.000Z',
      '2026-10-22T09:00:00.000Z',
      '2026-10-29T09:00:00.000Z',
      '2026-11-05T09:00:00.000Z',
    ]);
  });

  test('are the same instants for everybody', () => {
    const all = new Set(told([], day('2026-02-11')).map(m => m.at));
    for (const { at } of told([], day('2026-06-13') + 3 * hourMs)) expect(all).toContain(at);
  });

  test('look 14 days ahead to an unplanned stay, and learn nothing while it lasts', () => {
    const weeks = told([stay('2026-10-20', '2026-10-23')]);
    const event = day('2026-10-20');
    expect(weeks.map(m => ('leftOut' in m ? m.leftOut : m.event))).toEqual([
      null,
      event,
      event,
      'inHospital',
      null,
      null,
    ]);
    expect(told([stay('2026-10-20', '2026-10-21', false)]).filter(m => 'event' in m && m.event)).toEqual([]);
  });

  test('are none where nothing is known', () => {
    expect(
      momentsOf(
        targets.deterioration,
        { enrolledAt: 0, encounters: [], changes: [] },
        { ...range, knownTo: 0 },
      ),
    ).toEqual([]);
    expect(told([], day('2026-11-23') - 40 * dayMs)).toEqual([]);
  });
});
