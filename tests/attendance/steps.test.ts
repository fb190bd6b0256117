import { describe, expect, test } from 'vitest';
import {
  armed,
  disarmed,
  type Earlier,
  hasAnother,
  nextStep,
  stepMs,
  type Waiting,
} from '../../src/attendance/paging.ts';
import type { Duty } from '../../src/contract/coverage.ts';
import { hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { planOf } from './plans.ts';

const now = 1_000_000_000_000;
const plan = planOf();
const waiting = (over: Partial<Waiting> = {}): Waiting => ({
  state: 'open',
  severity: 3,
  lane: 'clinical',
  changedAt: now,
  slaDueAt: now + 15 * minuteMs,
  snoozedUntil: null,
  pageStep: 0,
  nextPageAt: null,
  ...over,
});

describe('when the next person is told', () => {
  const graceEnd = now + 5 * minuteMs;
  const running = { pageStep: 2, nextPageAt: now + 40 * minuteMs };
  test.each([
    ['critical: after the grace', {}, { pageStep: 0, nextPageAt: graceEnd }],
    ['urgent: when it is due', { severity: 2 }, { pageStep: 0, nextPageAt: now + 15 * minuteMs }],
    ['a warning: never', { severity: 1 }, disarmed],
    ['acknowledged: never', { state: 'acknowledged', ...running }, disarmed],
    ['closed: never', { state: 'closed', ...running }, disarmed],
    ['technical: never', { lane: 'technical' }, disarmed],
    [
      'silence that is urgent: as anything urgent',
      { lane: 'no-data', severity: 2 },
      { pageStep: 0, nextPageAt: now + 15 * minuteMs },
    ],
    [
      'urgent and snoozed: not before the snooze ends',
      { severity: 2, snoozedUntil: now + hourMs, ...running },
      { pageStep: 0, nextPageAt: now + hourMs },
    ],
    ['a step that runs goes on', { changedAt: now - hourMs, ...running }, running],
    ['something critical and new brings a step forward', running, { pageStep: 2, nextPageAt: graceEnd }],
    ['something urgent and new does not', { severity: 2, ...running }, running],
    [
      'grown worse before anybody was told',
      { changedAt: now, nextPageAt: now + hourMs },
      { pageStep: 0, nextPageAt: graceEnd },
    ],
    [
      'measured again before anybody was told: the first person is not put off',
      { changedAt: now, nextPageAt: now + minuteMs },
      { pageStep: 0, nextPageAt: now + minuteMs },
    ],
  ] as const)('%s', (_, over, expected) => {
    expect(armed(waiting(over), plan, now)).toEqual(expected);
  });

  test.each([
    ['ten minutes after the last one, not at the end of the grace', now - 2 * minuteMs, now + 8 * minuteMs],
    ['at the end of the grace, when the last one was told long ago', now - hourMs, graceEnd],
  ])('found critical again while a long step runs: %s', (_, toldAt, expected) => {
    expect(armed(waiting(running), plan, now, toldAt)).toEqual({ pageStep: 2, nextPageAt: expected });
  });

  test('never in a program without a plan', () => {
    expect(armed(waiting(running), null, now)).toEqual(disarmed);
  });

  test.each([
    [1, 3, 10],
    [3, 3, 10],
    [4, 3, 20],
    [7, 3, 40],
    [10, 3, 60],
    [99, 3, 60],
    [2, 1, 20],
    [1, 0, 10],
  ])('after step %i of a round of %i people: %i minutes', (step, people, minutes) => {
    expect(stepMs(plan, step, people)).toBe(minutes * minuteMs);
  });

  test('a program whose steps are longer than an hour keeps them', () => {
    expect(stepMs(planOf({ paging: { stepMinutes: 90 } }), 9, 2)).toBe(90 * minuteMs);
  });
});

describe('who is told next', () => {
  const sent = (to: string): Earlier => ({ to, state: 'sent' });
  const on: Duty = { is: 'on', people: ['A', 'B'] };
  const unmonitored: Duty = { is: 'unmonitored', told: 'Nobody watches.' };
  const nobody: Duty = { is: 'nobody' };
  const noOne: Earlier = { to: null, state: 'nobody' };
  const held: Earlier = { to: null, state: 'held' };
  test.each([
    ['the first', on, 'L', [], { to: 'A', note: null }],
    ['the next', on, 'L', [sent('A')], { to: 'B', note: null }],
    ['the lead when all were', on, 'L', [sent('A'), sent('B')], { to: 'L', note: null }],
    ['again from the first', on, 'L', [sent('A'), sent('B'), sent('L')], { to: 'A', note: null }],
    [
      'a lead on duty is told once a round',
      { is: 'on', people: ['L', 'B'] } as Duty,
      'L',
      [sent('L'), sent('B')],
      { to: 'L', note: null },
    ],
    ['the first of a new shift', on, null, [sent('Z'), sent('Z')], { to: 'A', note: null }],
    [
      'who could not be told counts as tried',
      on,
      null,
      [{ to: 'A', state: 'nobody' } as Earlier],
      { to: 'B', note: null },
    ],
    ['nobody on: written down, and the lead', nobody, 'L', [], { to: 'L', note: 'nobody' }],
    ['nobody on is written down once', nobody, 'L', [noOne, sent('L')], { to: 'L', note: null }],
    ['nobody on and no lead', nobody, null, [], { to: null, note: 'nobody' }],
    ['nobody on and no lead, known', nobody, null, [noOne], { to: null, note: null }],
    ['unmonitored: held, also from the lead', unmonitored, 'L', [], { to: null, note: 'held' }],
    ['held is written down once', unmonitored, 'L', [held], { to: null, note: null }],
    [
      'held again after a shift that did not answer',
      unmonitored,
      null,
      [held, sent('A')],
      { to: null, note: 'held' },
    ],
  ] as const)('%s', (_, duty, lead, earlier, expected) => {
    expect(nextStep(duty, lead, earlier)).toEqual(expected);
  });

  test.each([
    ['somebody has not been told yet', ['A', 'B'], [sent('A')], true],
    ['all have been told as often', ['A', 'B'], [sent('A'), sent('B')], false],
    ['there is one person only', ['A'], [sent('A')], false],
    ['nobody was told', ['A'], [], false],
    ['nobody is there to be told', [], [sent('A')], false],
  ])('what was not delivered goes to another at once: %s', (_, order, earlier, expected) => {
    expect(hasAnother(order, earlier)).toBe(expected);
  });
});
