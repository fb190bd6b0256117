import { expect, test } from 'vitest';
import { binCount, binOf, binText, type FeatureSpec } from '../../../src/risk/model/feature.ts';

const stay: FeatureSpec = {
  id: 'stay',
  label: 'length of stay',
  kind: 'number',
  unit: 'days',
  cuts: [2, 3, 5],
};
const kind: FeatureSpec = {
  id: 'kind',
  label: 'kind',
  kind: 'category',
  levels: [
    { id: 'a', label: 'planned' },
    { id: 'b', label: 'emergency' },
  ],
};

test.each([
  [null, 0],
  [-1, 1],
  [1.9, 1],
  [2, 2],
  [3, 3],
  [4.99, 3],
  [5, 4],
  [500, 4],
])('of numbers, %s falls in bin %i', (value, bin) => {
  expect(binOf(stay, value)).toBe(bin);
});

test.each([
  [null, 0],
  ['a', 1],
  ['b', 2],
  ['never seen', 0],
])('of categories, %s falls in bin %i', (value, bin) => {
  expect(binOf(kind, value)).toBe(bin);
});

test('a feature has a bin more than it has cuts, and one for what is not known', () => {
  expect(binCount(stay)).toBe(5);
  expect(binCount(kind)).toBe(3);
});

test.each([
  [0, 'not known'],
  [1, 'under 2 days'],
  [2, '2 days'],
  [3, '3 to under 5 days'],
  [4, '5 or more days'],
])('bin %i of numbers is told as "%s"', (bin, text) => {
  expect(binText(stay, bin)).toBe(text);
});

test('a bin of categories is told by its label', () => {
  expect([0, 1, 2].map(bin => binText(kind, bin))).toEqual(['not known', 'planned', 'emergency']);
});
