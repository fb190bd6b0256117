import { type AdditiveForm, termsOf, totalCells } from './form.ts';
import { tf, tfl } from './tensorflow.ts';

/** Learned numbers of an additive model: one a cell, and what everybody starts from. */
export type AdditiveWeights = { readonly cells: Float32Array; readonly base: number };

/**
 * The model as TensorFlow.js layers: cells looked up (n × terms), summed with the base to the logit. Its two outputs are
 * the contributions of the terms and the logit, so a score is its explanation.
 */
const additiveLayers = (form: AdditiveForm): tfl.LayersModel => {
  const terms = termsOf(form).length;
  const cells = tfl.input({ shape: [terms], dtype: 'int32', name: 'cells' });
  const looked = tfl.layers
    .embedding({ inputDim: totalCells(form), outputDim: 1, name: 'shapes' })
    .apply(cells) as tfl.SymbolicTensor;
  const parts = tfl.layers.flatten({ name: 'contributions' }).apply(looked) as tfl.SymbolicTensor;
  const logit = tfl.layers.dense({ units: 1, name: 'logit' }).apply(parts) as tfl.SymbolicTensor;
  return tfl.model({ inputs: cells, outputs: [parts, logit] });
};

export const withWeights = (form: AdditiveForm, { cells, base }: AdditiveWeights): tfl.LayersModel => {
  const model = additiveLayers(form);
  const terms = termsOf(form).length;
  model.setWeights([tf.tensor2d(cells, [cells.length, 1]), tf.ones([terms, 1]), tf.tensor1d([base])]);
  return model;
};

export type Contributions = {
  /** n × terms */
  readonly parts: Float32Array;
  readonly logits: Float32Array;
};

/** Scores rows whose cells are given (n × terms). */
export const predict = (model: tfl.LayersModel, cells: Int32Array, rows: number): Contributions => {
  let told: Contributions = { parts: new Float32Array(), logits: new Float32Array() };
  // what a tidy returns is searched for tensors, number by number
  tf.tidy(() => {
    const input = tf.tensor2d(cells, [rows, cells.length / Math.max(1, rows)], 'int32');
    const [parts, logits] = model.predict(input, { batchSize: 8_192 }) as [tf.Tensor, tf.Tensor];
    told = { parts: parts.dataSync() as Float32Array, logits: logits.dataSync() as Float32Array };
  });
  return told;
};
