import type { TrainSettings } from '../model/train-additive.ts';

/** What training uses; epochs are chosen on inner folds by patient. No pairs, so that each part says only its own. */
export const deteriorationSettings: TrainSettings = {
  fit: { epochs: 40, batch: 2_048, learningRate: 0.05, shapeL2: 3, smoothness: 6, seed: 1 },
  candidates: [{ pairs: 0, pairL2: 1 }],
  innerFolds: 3,
  bags: 4,
};
