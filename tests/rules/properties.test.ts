import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import type { Reading, ReadingFlag } from '../../src/domain/reading.ts';
import type { Rule, Snapshot, StandingAlert } from '../../src/domain/rule.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { bp, glucose, judge, patient, snapshot, standing, start, weight } from './build.ts';

const zones = ['America/New_York', 'UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];
const instant = fc.oneof(
  fc.integer({ min: 0, max: 9 * dayMs }),
  fc.constantFrom(0, 900_000, dayMs, 7 * dayMs, 8 * dayMs),
);
const flags = fc.subarray<ReadingFlag>(['clock', 'no-time']);
const sized = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const reading: fc.Arbitrary<Reading> = fc.oneof(
  fc
    .tuple(instant, sized(50, 300), sized(25, 200), flags)
    .map(([at, systolic, diastolic, its]) => bp(start + at, systolic, diastolic, { flags: its })),
  fc
    .tuple(instant, sized(80, 120), fc.option(sized(20, 250)))
    .map(([at, systolic, pulsePerMin]) => ({ ...bp(start + at, systolic), pulsePerMin })),
  fc
    .tuple(instant, fc.oneof(sized(10, 1000), fc.constantFrom('HI' as const, 'LO' as const)), flags)
    .map(([at, value, its]) => glucose(start + at, value, 'mg/dL', { flags: its })),
  fc
    .tuple(instant, fc.oneof(sized(0.5, 55), fc.constantFrom('HI' as const, 'LO' as const)))
    .map(([at, value]) => glucose(start + at, value, 'mmol/L')),
  fc.tuple(instant, fc.oneof(sized(20, 300), sized(76, 84))).map(([at, kg]) => weight(start + at, kg)),
);

const alert = fc.constantFrom<StandingAlert | null>(null, standing('pending'), standing('firing'));

const isJudged = (rule: Rule, { kind }: Reading): boolean => rule.kinds.includes(kind);

const judgedOf = (rule: Rule, readings: readonly Reading[]): Reading | null => {
  const judged = readings.findLast(one => isJudged(rule, one)) ?? null;
  return judged && rule.judges === 'suspect' ? { ...judged, suspect: 'implausible' } : judged;
};

const windows = (rule: Rule): fc.Arbitrary<Snapshot> =>
  fc
    .record({
      readings: fc.array(reading, { maxLength: 40 }),
      alert,
      timer: fc.boolean(),
      zone: fc.constantFrom(...zones),
      enrolledAt: fc.integer({ min: start - 30 * dayMs, max: start + 9 * dayMs }),
      perWeek: fc.integer({ min: 0, max: 28 }),
      dryWeightKg: fc.option(sized(76, 84)),
    })
    .map(({ readings, alert: stands, timer, zone, enrolledAt, perWeek, dryWeightKg }) => {
      const sorted = readings.toSorted((a, b) => a.measuredAt - b.measuredAt || a.arrival - b.arrival);
      const judged = timer ? null : judgedOf(rule, sorted);
      const at = judged?.measuredAt ?? (sorted.at(-1)?.measuredAt ?? start) + 900_000;
      return snapshot(rule.judges === 'good' ? sorted.filter(one => one.measuredAt <= at) : [], {
        at,
        reading: judged,
        standing: stands,
        params: rule.defaults,
        patient: patient({
          timeZone: zone,
          enrolledAt,
          dryWeightKg,
          expectedPerWeek: { 'blood-pressure': perWeek, glucose: perWeek, weight: perWeek },
        }),
      });
    });

const runs = { numRuns: 400 };

describe.each(rules)('$id', rule => {
  test('never throws, and rests on nothing that lies after the instant judged', () => {
    fc.assert(
      fc.property(windows(rule), window => {
        const finding = rule.evaluate(window);
        if ('evidence' in finding)
          for (const { measuredAt } of finding.evidence.readings)
            expect(measuredAt).toBeLessThanOrEqual(window.at);
        if (finding.is === 'pending') expect(finding.until).toBeGreaterThan(window.at);
        if (finding.is === 'clear' && finding.checkAt !== undefined)
          expect(finding.checkAt).toBeGreaterThan(window.at);
      }),
      runs,
    );
  });

  test('says the same of the same snapshot', () => {
    fc.assert(
      fc.property(windows(rule), window => {
        const { days, ...data } = window;
        const before = structuredClone(data);
        expect(rule.evaluate(window)).toEqual(rule.evaluate({ ...before, days }));
        expect(data).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });

  test('says in one sentence with its ground what it fires on', () => {
    fc.assert(
      fc.property(windows(rule), window => {
        const finding = rule.evaluate(window);
        if (!('because' in finding)) return;
        expect(finding.because).not.toMatch(/NaN|undefined|null|Infinity|\n|\.$/);
      }),
      runs,
    );
  });
});

const bounded = rules.filter(rule => rule.judges === 'good' && !rule.watchesTime);

test.each(bounded)('$id finds the same however far back the window reaches', rule => {
  fc.assert(
    fc.property(windows(rule), window => {
      const guaranteed = window.readings.filter(one => one.measuredAt > window.at - 8 * dayMs);
      expect(rule.evaluate({ ...window, readings: guaranteed })).toEqual(rule.evaluate(window));
    }),
    runs,
  );
});

test('thousands of readings at one instant are judged in good time', () => {
  const many = Array.from({ length: 6000 }, (_, i) =>
    i % 3 === 0 ? bp(start, 185) : i % 3 === 1 ? glucose(start, 60) : weight(start, 80),
  );
  for (const rule of rules) expect(() => judge(rule, many, { standing: standing() })).not.toThrow();
});
