import { describe, expect, test } from 'vitest';
import {
  asleepMs,
  countedMs,
  idleMs,
  look,
  type Moment,
  mostMs,
  pausedAt,
  resumedAt,
  type Timer,
} from '../../../src/web/call/timer.ts';

const start = 1_000_000;

const timer = (change: Partial<Timer> = {}): Timer => ({
  id: 'min_1',
  patientId: 'P1',
  patientName: 'Okafor, Ada',
  activity: 'review',
  countedMs: 0,
  since: start,
  seenAt: start,
  paused: null,
  ...change,
});

const moment = (change: Partial<Moment> = {}): Moment => ({
  now: start + 1_000,
  lastInputAt: start,
  isHidden: false,
  openPatientId: 'P1',
  ...change,
});

/** Looked at each second until then, as the page does. */
const looked = (from: Timer, ms: number, change: Partial<Moment> = {}): Timer => {
  let at = from;
  for (let now = from.seenAt + 1_000; now <= from.seenAt + ms; now += 1_000)
    at = look(at, moment({ now, ...change }));
  return at;
};

describe('what a timer counts', () => {
  test('while somebody is there each second counts', () => {
    expect(countedMs(look(timer(), moment({ now: start + 30_000 })), start + 30_000)).toBe(30_000);
  });

  test.each([
    ['without input for a minute', { now: start + idleMs }, 'idle', idleMs],
    ['when the page is hidden', { now: start + 5_000, isHidden: true }, 'hidden', 5_000],
    ['when another patient is open', { now: start + 5_000, openPatientId: 'P2' }, 'elsewhere', 5_000],
    ['when no patient is open', { now: start + 5_000, openPatientId: null }, 'elsewhere', 5_000],
    ['from the last look on, when the computer slept', { now: start + asleepMs + 1 }, 'asleep', 0],
  ] as const)('a review pauses %s', (_, change, why, counted) => {
    const next = look(timer(), moment(change));
    expect(next).toMatchObject({ since: null, paused: why });
    expect(countedMs(next, start + 10 * idleMs)).toBe(counted);
  });

  test.each([
    ['without input', {}],
    ['on a hidden page', { isHidden: true }],
    ['beside another patient', { openPatientId: 'P2' }],
  ])('a call goes on %s', (_, change) => {
    const next = looked(timer({ activity: 'call' }), 5 * idleMs, change);
    expect(countedMs(next, start + 5 * idleMs)).toBe(5 * idleMs);
  });

  test('a call does not count the time for which the computer slept', () => {
    const next = look(timer({ activity: 'call' }), moment({ now: start + 2 * asleepMs }));
    expect(next).toMatchObject({ since: null, paused: 'asleep', countedMs: 0 });
  });

  test('no more than four hours are counted in one entry', () => {
    const next = look(timer({ activity: 'call', countedMs: mostMs - 500 }), moment());
    expect(next).toMatchObject({ since: null, paused: 'full', countedMs: mostMs });
  });

  test('input keeps a review going', () => {
    const next = look(timer(), moment({ now: start + idleMs, lastInputAt: start + 1 }));
    expect(next.paused).toBeNull();
  });
});

describe('what ends a pause', () => {
  const at = start + 10_000;
  const back = { now: at + 2_000, lastInputAt: at + 1_000 };

  test.each(['idle', 'hidden', 'elsewhere'] as const)('the next input after: %s', why => {
    expect(look(pausedAt(timer(), at, why), moment(back))).toMatchObject({
      since: at + 2_000,
      countedMs: 10_000,
    });
  });

  test.each([
    ['input before the pause', { lastInputAt: at - 1 }],
    ['input on another patient', { ...back, openPatientId: 'P2' }],
    ['input while the page is hidden', { ...back, isHidden: true }],
  ])('not %s', (_, change) => {
    const paused = pausedAt(timer(), at, 'idle');
    expect(look(paused, moment({ now: at + 2_000, ...change }))).toBe(paused);
  });

  test.each(['hand', 'asleep', 'reload', 'full'] as const)('only a person after: %s', why => {
    const paused = pausedAt(timer(), at, why);
    expect(look(paused, moment(back))).toBe(paused);
    expect(resumedAt(paused, at + 5_000)).toMatchObject({ since: at + 5_000, paused: null });
  });
});
