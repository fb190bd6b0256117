import { expect, test } from 'vitest';
import { shownParts, shownValue } from '../../../src/risk/deterioration/shown-parts.ts';
import { scored } from '../../../src/risk/scored.ts';

const part = (id: string, points: number) => ({ id, label: id, points });
const [base, measures] = [part('base', -4), part('measures', 0.7)];
const readsAs = (...points: number[]) => {
  const parts = shownParts([base, measures, ...points.map((p, i) => part(`f${i}`, p))], 1.3);
  const score = scored(parts);
  return score.applicable ? score.value : null;
};

test.each([
  ['stable in everything', [0, 0, 0], 0],
  ['within what stable patients vary by', [0.7, 0.1, 0.2], 0],
  ['just as much', [1.3], 0],
  ['less than stable', [-0.4, 0.1], 0],
  ['up in one and down in another', [1.3, 0.1, -0.1], 0],
])('%s reads exactly 0', (_, points, value) => {
  expect(readsAs(...points)).toBe(value);
});

test('what is beyond it is the value, and the parts add up to it', () => {
  expect(readsAs(1.1, 0.9, -0.2)).toBeCloseTo(0.5, 12);
  expect(shownValue(1.8, 1.3)).toBeCloseTo(0.5, 12);
});

test('the base, the devices in use and what adds nothing are no parts', () => {
  const ids = shownParts([base, measures, part('a', 2), part('b', 0)], 1.3).map(p => p.id);
  expect(ids).toEqual(['a', 'ordinary']);
});
