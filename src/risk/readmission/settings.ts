import type { LinearSettings } from '../model/fit-linear.ts';
import type { TrainSettings } from '../model/train-additive.ts';

/** What `vigil train` tries; which of it is taken is chosen on inner folds. */
export const readmissionSettings: TrainSettings = {
  fit: { epochs: 20, batch: 2_048, learningRate: 0.02, shapeL2: 20, smoothness: 100, seed: 1 },
  candidates: [
    { pairs: 16, pairL2: 60 },
    { pairs: 24, pairL2: 60 },
  ],
  innerFolds: 2,
  bags: 8,
};

export const yardstick: LinearSettings = { epochs: 20, batch: 2_048, learningRate: 0.02, l2: 5, seed: 1 };
