import { expect, test } from 'vitest';
import { rangeOf, scaleOf, shapePath } from '../../../../src/web/panel/risk/shape-scale.ts';

const bins = (...points: number[]) => ({
  bins: points.map(value => ({ label: '', points: value, share: 0 })),
});

test('zero is always within the range of shapes', () => {
  expect(rangeOf([bins(0.2, 0.5), bins(0.1)])).toEqual([0, 0.5]);
  expect(rangeOf([bins(-0.2), bins(-0.5)])).toEqual([-0.5, 0]);
});

test('steps go over the known bins only, and the highest points are on top', () => {
  const scale = scaleOf(3, [-1, 1], { left: 10, top: 0, width: 30, height: 20 });
  expect(shapePath([0.5, 1, -1], scale)).toBe('M20 0H30V20H40');
});

test('a shape that is flat at zero can be drawn', () => {
  const scale = scaleOf(2, [0, 0], { left: 0, top: 5, width: 10, height: 20 });
  expect(scale.y(0)).toBe(5);
});
