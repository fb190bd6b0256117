import { expect, test } from 'vitest';
import { ownBin } from '../../../../src/web/panel/risk/own-bin.ts';

type Bin = readonly [label: string, points: number];

const shape = (label: string, kind: 'number' | 'category', ...bins: readonly Bin[]) => ({
  id: 'it',
  label,
  kind,
  bins: bins.map(([bin, points]) => ({ label: bin, points, share: 0.1 })),
});

const gain = shape(
  'weight gained in 3 days',
  'number',
  ['not known', 0.1],
  ['under -1.5 kg', 0.2],
  ['-1.5 to under -0.8 kg', 0],
  ['-0.8 to under 0.7 kg', 0],
  ['2 or more kg', 0.9],
);
const admissions = shape(
  'admissions in the last year',
  'number',
  ['not known', 0],
  ['under 1', -0.2],
  ['1', 0.3],
  ['2', 0.3],
  ['3 or more', 0.6],
);
const disposition = shape('discharged to', 'category', ['not known', 0], ['home', -0.1], ['home health', 0]);

test.each([
  ['the value tells equal points apart', gain, 'weight gained in 3 days -0.4 kg', 0, 3],
  ['below zero too', gain, 'weight gained in 3 days -1.2 kg', 0, 2],
  ['a number in the name of the feature is not the value', gain, 'weight gained in 3 days 2.6 kg', 0.9, 4],
  ['the first bin', gain, 'weight gained in 3 days -3 kg', 0.2, 1],
  ['a count before the name', admissions, '2 admissions in the last year', 0.3, 3],
  ['open at the end', admissions, '7 admissions in the last year', 0.6, 4],
  [
    'a value that was rounded over an edge stays where its points are',
    gain,
    'weight gained in 3 days 0.7 kg',
    0.9,
    4,
  ],
  ['a category by its words', disposition, 'discharged to: home health', 0, 2],
  ['words and points that no bin has', disposition, 'discharged to: moon', 0.7, null],
] as const)('%s', (_, of, label, points, bin) => {
  expect(ownBin(of, { id: 'it', label, points })).toBe(bin);
});

test('what is not known is in the first bin, whatever its points', () => {
  expect(
    ownBin(gain, { id: 'it', label: 'weight gained in 3 days not known', points: 0, missing: true }),
  ).toBe(0);
});
