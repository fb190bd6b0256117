import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import type { MonitoringChange } from '../../src/domain/monitoring.ts';
import type { InForce, LimitsTimeline } from '../../src/domain/rule-set.ts';
import { noStoredDays } from '../../src/evaluation/days.ts';
import { fold, type Unjudged } from '../../src/evaluation/fold.ts';
import { missedWeight } from '../../src/rules/missed-weight.ts';
import { start, weight } from '../rules/build.ts';
import { arrive, facts, foldInBatches, patient, timeline } from './drive.ts';

const [shipped] = timeline as readonly [InForce];
const off = { [missedWeight.id]: { enabled: false } };
const offBetween = (fromAt: number, untilAt: number): LimitsTimeline => [
  shipped,
  { ...shipped, fromAt, rules: off },
  { ...shipped, fromAt: untilAt },
];

const status = (over: Partial<MonitoringChange>): MonitoringChange => ({
  status: 'in-hospital',
  fromAt: start - dayMs,
  resumesAt: null,
  reviewAt: null,
  ...over,
});

const now = start + hourMs;

const unjudged = (over: Partial<Unjudged>, monitoring: readonly MonitoringChange[] = []): Unjudged => ({
  patient: { ...patient, monitoring },
  timeline,
  fromAt: start,
  storedDays: noStoredDays,
  before: [],
  unownedBefore: [],
  arrivals: [],
  episodes: new Map(),
  timers: {},
  setbacks: {},
  judgedArrival: 0,
  ...over,
});

const nextLook = (over: Partial<Unjudged>, monitoring: readonly MonitoringChange[] = []) =>
  fold(unjudged(over, monitoring), [missedWeight], now).timers[missedWeight.id]?.wallAt ?? null;

const rung = { [missedWeight.id]: { at: now, wallAt: now } };
const discharge = start + 3 * dayMs;

describe('a rule on silence', () => {
  test('soon looks at a patient it has never looked at', () => {
    expect(nextLook({})).toBe(now + 15 * minuteMs);
  });

  test.each([
    ['in hospital', [status({})], null],
    [
      'in hospital until a planned return',
      [status({}), status({ status: 'active', fromAt: discharge })],
      discharge,
    ],
    ['away until a date', [status({ status: 'away', resumesAt: discharge })], discharge],
    ['away without a date', [status({ status: 'away' })], null],
    ['ended', [status({ status: 'ended' })], null],
  ])('asks for no look at a patient who is %s before that turns', (_, monitoring, expected) => {
    expect(nextLook({}, monitoring)).toBe(expected);
    expect(nextLook({ timers: rung }, monitoring)).toBe(expected);
    expect(nextLook({ arrivals: arrive([weight(start, 80)]) }, monitoring)).toBe(expected);
  });

  test('that a setting switches off for some time looks when the setting runs out, also after a reading meanwhile', () => {
    const untilAt = start + 5 * dayMs;
    const its = offBetween(start - dayMs, untilAt);
    expect(nextLook({ timeline: its })).toBe(untilAt);
    expect(nextLook({ timeline: its, timers: rung })).toBe(untilAt);
    expect(nextLook({ timeline: its, arrivals: arrive([weight(start, 80)]) })).toBe(untilAt);
  });

  test('that a setting has switched off for some time tells of the silence after it, in whatever batches', () => {
    const span = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(fc.array(span, { maxLength: 6 }), span, span, (gaps, offDay, offDays) => {
        let at = start;
        const readings = gaps.map(gap => {
          at += gap * dayMs;
          return weight(at, 80);
        });
        const arrivals = arrive([weight(start, 80), ...readings]);
        const fromAt = start + offDay * dayMs;
        const pace = { judgedBy: offBetween(fromAt, fromAt + offDays * dayMs) };
        const endAt = Math.max(at, fromAt + offDays * dayMs) + 5 * dayMs;
        const whole = foldInBatches(arrivals, [], [missedWeight], endAt, pace);
        const each = arrivals.map((_, i) => i);
        const awake = { ...pace, awake: true };
        expect(facts(foldInBatches(arrivals, each, [missedWeight], endAt, awake))).toEqual(facts(whole));
        expect(whole.filter(({ episode }) => episode.endedAt === null)).toHaveLength(1);
      }),
      { numRuns: 100 },
    );
  });
});
