import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { bp, glucose, judge, standing, start, weight } from './build.ts';
import { windows } from './windows.ts';

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
        if ('checkAt' in finding && finding.checkAt !== undefined)
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

  test('is as grave as its ladder says', () => {
    fc.assert(
      fc.property(windows(rule), window => {
        const finding = rule.evaluate(window);
        if ('severity' in finding) expect(rule.ladder).toContain(finding.severity);
      }),
      runs,
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
