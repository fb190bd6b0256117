import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signed } from '../../../../src/web/lib/signed.ts';
import { type Part, sumOfParts } from '../../../../src/web/panel/risk/sum-of-parts.ts';

const part = (id: string, points: number): Part => ({ id, label: id, points });
const sumOf = (parts: readonly Part[]) => parts.reduce((sum, { points }) => sum + points, 0);
const shownHundredths = (value: number) => Math.round(100 * Number(signed(value).replace('−', '-')));

test('the six largest by size stand alone, the rest is one line, and where everybody starts stands apart', () => {
  const parts = [
    part('base', -2.5),
    ...[0.1, -0.9, 0.3, 0.2, -0.4, 0.5, 0.05, 0.02, 0].map((points, i) => part(`f${i}`, points)),
  ];
  const { largest, smaller, fixed } = sumOfParts(parts, sumOf(parts));
  expect(largest.map(({ points }) => points)).toEqual([-0.9, 0.5, -0.4, 0.3, 0.2, 0.1]);
  expect(smaller).toEqual({ count: 2, points: 0.07 });
  expect(fixed.map(({ id }) => id)).toEqual(['base']);
});

test('what was not told is one line, however much it adds, and is named beneath', () => {
  const parts = [
    part('age', 0.2),
    { ...part('hba1c', 0.9), label: 'HbA1c not known', missing: true as const },
    { ...part('insulin', -0.01), label: 'insulin not known', missing: true as const },
    { ...part('age × hba1c', 0.1), label: 'age 70 years, together with HbA1c not known' },
  ];
  const { largest, smaller, notKnown } = sumOfParts(parts, sumOf(parts));
  expect(largest.map(({ id }) => id)).toEqual(['age']);
  expect(smaller).toEqual({ count: 0, points: 0 });
  expect([notKnown.parts.map(({ id }) => id), notKnown.points]).toEqual([['hba1c', 'insulin'], 0.99]);
});

test('what stable patients vary by is no part of the patient', () => {
  const parts = [part('weight', 1.6), part('ordinary', -1.2)];
  const { largest, fixed } = sumOfParts(parts, 0.4);
  expect(largest.map(({ id }) => id)).toEqual(['weight']);
  expect(fixed.map(({ id }) => id)).toEqual(['ordinary']);
});

test('the lines add up to the total as they are shown, whatever rounding does', () => {
  const points = fc.oneof(
    fc.float({ min: -3, max: 3, noNaN: true }),
    fc.integer({ min: -600, max: 600 }).map(n => n / 200),
  );
  fc.assert(
    fc.property(fc.array(points, { maxLength: 60 }), points, (all, base) => {
      const told = all.map((value, i) => ({
        ...part(`f${i}`, value),
        ...(i % 3 === 0 ? { missing: true as const } : {}),
      }));
      const parts = [part('base', base), ...told];
      const { largest, smaller, notKnown, fixed, total } = sumOfParts(parts, sumOf(parts));
      const shown = [...largest, ...fixed, notKnown, smaller].map(line => shownHundredths(line.points));
      expect(shown.reduce((sum, value) => sum + value, 0) + 0).toBe(shownHundredths(total) + 0);
    }),
  );
});
