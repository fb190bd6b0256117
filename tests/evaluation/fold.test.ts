import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourMs, minuteMs } from '../../src/domain/local-day.ts';
import type { Reading } from '../../src/domain/reading.ts';
import type { Rule } from '../../src/domain/rule.ts';
import type { InForce, RuleSettings } from '../../src/domain/rule-set.ts';
import { noStoredDays } from '../../src/evaluation/days.ts';
import { type Arrival, fold } from '../../src/evaluation/fold.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { bp, glucose, start, weight } from '../rules/build.ts';
import { arrive, facts, foldInBatches, patient, timeline } from './drive.ts';

const minutesMs = (n: number) => n * minuteMs;

type Step = {
  readonly gapMin: number;
  readonly lateMin: number;
  readonly kind: 0 | 1 | 2;
  readonly level: number;
  readonly how: 'live' | 'history' | 'suspect' | 'unowned' | 'clock' | 'no-time';
};

const step: fc.Arbitrary<Step> = fc.record({
  gapMin: fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 30 }),
    fc.integer({ min: 30, max: 2_000 }),
    fc.integer({ min: 5_000, max: 30_000 }),
  ),
  lateMin: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    fc.integer({ min: 1, max: 3_000 }),
    fc.integer({ min: 3_000, max: 60_000 }),
  ),
  kind: fc.constantFrom(0, 1, 2),
  level: fc.integer({ min: 0, max: 9 }),
  how: fc.oneof(
    { weight: 6, arbitrary: fc.constant('live' as const) },
    fc.constantFrom(
      'history' as const,
      'suspect' as const,
      'unowned' as const,
      'clock' as const,
      'no-time' as const,
    ),
  ),
});

const pressures = [118, 125, 131, 138, 149, 86, 78, 181, 192, 204];
const pulses = [70, 104, 72, 101, 118, 45, 38, null, 96, 54];
const sugars = [110, 130, 95, 175, 52, 62, 68, 260, 310, 140] as const;
const weights = [80, 80.2, 79.8, 80.4, 81.5, 82.1, 82.6, 80, 79.9, 84];

const readingOf = ({ kind, level, how }: Step, at: number, receivedAt: number): Reading => {
  const measuredAt = how === 'clock' ? receivedAt : at;
  const over = {
    receivedAt,
    mode: how === 'history' ? ('history' as const) : ('live' as const),
    suspect: how === 'suspect' ? 'odd' : null,
    flags: how === 'clock' || how === 'no-time' ? [how] : [],
  };
  if (kind === 0) {
    return { ...bp(measuredAt, pressures[level] ?? 120, 75, over), pulsePerMin: pulses[level] ?? null };
  }
  if (kind === 1) return glucose(measuredAt, sugars[level] ?? 120, 'mg/dL', over);
  return weight(measuredAt, weights[level] ?? 80, over);
};

/** A stream in order of arrival, some of it late and so out of measured order. */
const stream = (steps: readonly Step[]): Arrival[] => {
  let at = start;
  return steps
    .map(s => {
      at += minutesMs(s.gapMin);
      return { reading: readingOf(s, at, at + minutesMs(s.lateMin) + 1_000), owned: s.how !== 'unowned' };
    })
    .sort((a, b) => a.reading.receivedAt - b.reading.receivedAt)
    .map((a, index) => ({ ...a, reading: { ...a.reading, arrival: index + 1 } }));
};

describe('the fold', () => {
  test.each([1, 3, 7, 21])(
    'batches never change the alerts, whatever the order of arrival and however awake the evaluator: %i a week',
    perWeek => {
      fc.assert(
        fc.property(
          fc.array(step, { minLength: 1, maxLength: 30 }),
          fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 8 }),
          (steps, cuts) => {
            const arrivals = stream(steps);
            const endAt = (arrivals.at(-1)?.reading.receivedAt ?? start) + 5 * hourMs;
            const each = arrivals.map((_, i) => i);
            const whole = facts(foldInBatches(arrivals, [], rules, endAt, { perWeek }));
            expect(facts(foldInBatches(arrivals, each, rules, endAt, { perWeek, awake: true }))).toEqual(
              whole,
            );
            expect(facts(foldInBatches(arrivals, cuts, rules, endAt, { perWeek }))).toEqual(whole);
          },
        ),
        { numRuns: 200 },
      );
    },
    60_000,
  );

  test('a low between two normals always makes its alert, in any batch and however late', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 53 }),
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 0, max: 60 * 60 }),
        fc.shuffledSubarray([0, 1, 2], { minLength: 3, maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
        (low, gapMin, lateMin, order, cuts) => {
          const receivedAt = start + 2 * minutesMs(gapMin) + minutesMs(lateMin);
          const measured = [
            glucose(start, 120, 'mg/dL', { receivedAt }),
            glucose(start + minutesMs(gapMin), low, 'mg/dL', { receivedAt }),
            glucose(start + 2 * minutesMs(gapMin), 120, 'mg/dL', { receivedAt }),
          ];
          const arrivals = arrive(order.map(i => measured[i] as Reading));
          const judged = foldInBatches(arrivals, cuts, rules, receivedAt + hourMs);
          const lows = judged.filter(j => j.ruleId === 'glucose-low-level-2');
          expect(lows.map(j => [j.episode.everFiredAt, j.episode.severity])).toEqual([
            [start + minutesMs(gapMin), 'urgent'],
          ]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a reading that arrives late opens what it would have opened in time, and later ones end it', () => {
    const receivedAt = start + 5 * hourMs;
    const low = glucose(start, 50, 'mg/dL', { receivedAt });
    const normals = [1, 2].map(h =>
      glucose(start + h * hourMs, 110, 'mg/dL', { receivedAt: start + h * hourMs }),
    );
    const [inTime, late] = [
      [low, ...normals],
      [...normals, low],
    ].map(order => foldInBatches(arrive(order), [1, 2], rules, receivedAt + hourMs));
    const only = (judged: typeof inTime = []) =>
      facts(judged.filter(j => j.ruleId === 'glucose-low-level-2'));
    expect(only(late)).toEqual(only(inTime));
    expect(only(late)).toHaveLength(1);
  });

  test('a repeat that arrives late does not take back what people were told, but confirms or ends it', () => {
    const severe = bp(start, 190);
    const repeat = bp(start + minutesMs(5), 130, 80, { receivedAt: start + 2 * hourMs });
    const judged = foldInBatches(arrive([severe, repeat]), [1], rules, start + 3 * hourMs);
    const alert = judged.find(j => j.ruleId === 'bp-severe')?.episode;
    expect(alert?.everFiredAt).toBe(start + minutesMs(15));
    expect(alert?.endReason).toBe('not-confirmed');
    expect(alert?.endedAt).toBe(start + minutesMs(5));
  });

  test('a severe reading that nobody repeats becomes "unconfirmed: call" fifteen minutes later by itself', () => {
    const arrivals = arrive([bp(start, 190)]);
    const before = foldInBatches(arrivals, [], rules, start + minutesMs(15));
    expect(before.map(j => j.episode.everFiredAt)).toEqual([null]);
    const after = foldInBatches(arrivals, [], rules, start + minutesMs(15) + 1_000);
    const alert = after.find(j => j.ruleId === 'bp-severe')?.episode;
    expect(alert).toMatchObject({ severity: 'urgent', confirmed: false, everFiredAt: start + minutesMs(15) });
    expect(alert?.because).toContain('unconfirmed');
  });

  test('silence never ends an alert', () => {
    const judged = foldInBatches(arrive([glucose(start, 50)]), [], rules, start + 30 * 24 * hourMs);
    expect(judged.find(j => j.ruleId === 'glucose-low-level-2')?.episode.endedAt).toBeNull();
  });

  test('a missed-reading alert that a late batch disproves ends as superseded', () => {
    const day = 24 * hourMs;
    const onTime = weight(start, 80);
    const late = [1, 2, 3, 4].map(d => weight(start + d * day, 80, { receivedAt: start + 4 * day + hourMs }));
    const judged = foldInBatches(arrive([onTime, ...late]), [1], rules, start + 4 * day + 2 * hourMs);
    const missed = judged.filter(j => j.ruleId === 'missed-weight');
    expect(missed.map(j => j.episode.endReason)).toEqual(['superseded']);
  });

  test('history feeds trends and never raises an alert', () => {
    const history = arrive([
      glucose(start, 40, 'mg/dL', { mode: 'history' }),
      bp(start, 200, 100, { mode: 'history' }),
      weight(start, 80, { mode: 'history' }),
    ]);
    expect(foldInBatches(history, [], rules, start + hourMs)).toEqual([]);
    const live = [weight(start + 24 * hourMs, 82.2), weight(start + 48 * hourMs, 82.2)];
    const both = [...history, ...live.map((r, i) => ({ reading: { ...r, arrival: 4 + i }, owned: true }))];
    const judged = foldInBatches(both, [3], rules, start + 49 * hourMs);
    expect(judged.map(j => j.ruleId)).toContain('weight-gain-3-days');
  });

  test('a suspect reading is judged by nobody but the technical rule, and does not count as the reading of the day', () => {
    const suspect = weight(start, 8, { suspect: 'weight 8 kg is outside the plausible 20–300' });
    const judged = foldInBatches(arrive([suspect]), [], rules, start + 4 * 24 * hourMs);
    expect(judged.map(j => j.ruleId).sort()).toEqual(
      ['missed-blood-pressure', 'missed-glucose', 'missed-weight', 'suspect-reading'].sort(),
    );
  });

  test('a reading of unclear owner is judged on its own value only', () => {
    const arrivals = arrive([bp(start, 195)]).map(a => ({ ...a, owned: false }));
    const judged = foldInBatches(arrivals, [], rules, start + hourMs);
    expect(judged.map(j => j.ruleId)).toEqual(['unowned-blood-pressure']);
  });

  test('a reading later than a rule allows is seen in trends but not judged', () => {
    const late = glucose(start, 50, 'mg/dL', { receivedAt: start + 80 * hourMs });
    const judged = foldInBatches(arrive([late]), [], rules, start + 81 * hourMs);
    expect(judged.filter(j => j.ruleId.startsWith('glucose'))).toEqual([]);
  });

  test('a rule that throws is named and blocks no other rule; its timer is tried again', () => {
    const [, ...others] = rules;
    const broken: Rule = {
      ...(rules[0] as Rule),
      id: 'broken',
      judges: 'good',
      kinds: ['glucose'],
      evaluate: () => {
        throw new Error('boom');
      },
    };
    const unjudged = {
      patient,
      timeline,
      fromAt: start,
      storedDays: noStoredDays,
      before: [],
      unownedBefore: [],
      arrivals: arrive([glucose(start, 50)]),
      episodes: new Map(),
      timers: { broken: { at: start - hourMs, wallAt: start - hourMs } },
      setbacks: {},
      judgedArrival: 0,
    };
    const folded = fold(unjudged, [broken, ...others], start + hourMs);
    expect(folded.failures.map(f => f.ruleId)).toEqual(['broken']);
    expect(folded.changed.map(c => c.rule.id)).toContain('glucose-low-level-2');
    expect(folded.timers.broken?.wallAt).toBeGreaterThan(start + hourMs);
  });

  test('a rule that watches time and is switched off asks for no look at the patient', () => {
    const [inForce] = timeline;
    const off = { 'missed-weight': { enabled: false } };
    const timersWith = (settings: RuleSettings) =>
      fold(
        {
          patient,
          timeline: [{ ...(inForce as InForce), rules: settings }],
          fromAt: start,
          storedDays: noStoredDays,
          before: [],
          unownedBefore: [],
          arrivals: arrive([weight(start, 80)]),
          episodes: new Map(),
          timers: {},
          setbacks: {},
          judgedArrival: 0,
        },
        rules.filter(r => r.id === 'missed-weight'),
        start + hourMs,
      ).timers;
    expect(Object.keys(timersWith({}))).toEqual(['missed-weight']);
    expect(timersWith(off)).toEqual({});
  });

  test('a rule that asks to be called at an instant already past does not ring for ever', () => {
    const stuck: Rule = {
      ...(rules[0] as Rule),
      id: 'stuck',
      judges: 'good',
      kinds: ['glucose'],
      evaluate: ({ at }) => ({ is: 'unknown', checkAt: at }),
    };
    expect(foldInBatches(arrive([glucose(start, 100)]), [], [stuck], start + hourMs)).toEqual([]);
  });
});
