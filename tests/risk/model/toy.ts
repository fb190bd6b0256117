import { seeded } from '../../../src/domain/seeded.ts';
import type { FeatureSpec } from '../../../src/risk/model/feature.ts';
import type { TrainData } from '../../../src/risk/model/train-additive.ts';

export const features: readonly FeatureSpec[] = [
  { id: 'x', label: 'x', kind: 'number', unit: '', cuts: [1, 2, 3, 4] },
  { id: 'y', label: 'y', kind: 'number', unit: '', cuts: [1] },
  {
    id: 'z',
    label: 'z',
    kind: 'category',
    levels: [
      { id: 'no', label: 'no' },
      { id: 'yes', label: 'yes' },
    ],
  },
];

/** Logit of the truth: x raises, z raises, and y with z together lower. */
const truth = (x: number, y: number, z: number): number =>
  -1.5 + 0.5 * (x - 3) + (z === 2 ? 0.8 : 0) - (y === 2 && z === 2 ? 1.6 : 0);

/** Rows whose truth is known, two a patient. */
export const toyData = (n: number, seed: number): TrainData => {
  const next = seeded(seed);
  const pick = (bins: number) => 1 + Math.floor(next() * bins);
  const bins = new Uint8Array(n * 3);
  const labels = new Uint8Array(n);
  for (let i = 0; i < n; i += 1) {
    const row = [pick(5), pick(2), pick(2)] as const;
    bins.set(row, i * 3);
    labels[i] = next() < 1 / (1 + Math.exp(-truth(...row))) ? 1 : 0;
  }
  const patients = Array.from({ length: n }, (_, i) => `p${Math.floor(i / 2)}`);
  return { features, bins, labels, patients };
};
