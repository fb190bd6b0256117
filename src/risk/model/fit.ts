import type { AdditiveWeights } from './additive.ts';
import { type AdditiveForm, termsOf, totalCells } from './form.ts';
import { shuffled } from './shuffled.ts';
import { tf } from './tensorflow.ts';

export type FitSettings = {
  /** along which the learning rate falls */
  readonly epochs: number;
  /** early stop: epochs that are run */
  readonly stopAfter: number;
  readonly batch: number;
  /** of Adam at the start; it falls to 0 along a half cosine */
  readonly learningRate: number;
  /** pull of a feature's cells towards 0, in rows */
  readonly shapeL2: number;
  /** pull of a number's neighbouring cells towards each other, in rows */
  readonly smoothness: number;
  /** pull of a pair's cells towards 0, in rows */
  readonly pairL2: number;
  readonly seed: number;
};

export type FitData = {
  readonly form: AdditiveForm;
  /** n × terms */
  readonly cells: Int32Array;
  readonly labels: Uint8Array;
};

/** Neighbouring known bins of numbers. */
const neighbours = (form: AdditiveForm) => {
  const lower: number[] = [];
  termsOf(form).forEach(({ offset, cells }, i) => {
    if (form.features[i]?.kind !== 'number') return;
    for (let bin = 1; bin + 1 < cells; bin += 1) lower.push(offset + bin);
  });
  return { lower, upper: lower.map(cell => cell + 1) };
};

const pullOf = (form: AdditiveForm, { shapeL2, pairL2 }: FitSettings): Float32Array => {
  const pull = new Float32Array(totalCells(form));
  termsOf(form).forEach(({ offset, cells }, i) => {
    pull.fill(i < form.features.length ? shapeL2 : pairL2, offset, offset + cells);
  });
  return pull;
};

const batchOf = ({ cells, labels }: FitData, terms: number, rows: readonly number[]) => {
  const of = new Int32Array(rows.length * terms);
  rows.forEach((row, i) => {
    of.set(cells.subarray(row * terms, (row + 1) * terms), i * terms);
  });
  return { cells: of, labels: Float32Array.from(rows, row => labels[row] as number) };
};

const logitOf = (share: number): number => Math.log(share / (1 - share));

type Variables = { readonly table: tf.Variable; readonly base: tf.Variable };

/** The penalty as TensorFlow.js counts it, per row of the data. */
const penalty = (form: AdditiveForm, settings: FitSettings, rows: number) => {
  const { lower, upper } = neighbours(form);
  const pull = tf.tensor1d(pullOf(form, settings));
  const [from, to] = [tf.tensor1d(lower, 'int32'), tf.tensor1d(upper, 'int32')];
  return {
    of: ({ table }: Variables): tf.Scalar => {
      const size = tf.sum(tf.mul(pull, tf.square(table)));
      const bends =
        lower.length === 0
          ? tf.scalar(0)
          : tf.sum(tf.square(tf.sub(tf.gather(table, from), tf.gather(table, to))));
      return tf.div(tf.add(size, tf.mul(settings.smoothness, bends)), rows);
    },
    dispose: () => tf.dispose([pull, from, to]),
  };
};

/** Mean cross-entropy of a batch: softplus(z) − y z. */
const loss = ({ table, base }: Variables, cells: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar => {
  const logits = tf.add(tf.sum(tf.gather(table, cells), 1), base);
  return tf.mean(tf.sub(tf.softplus(logits), tf.mul(labels, logits)));
};

export type OnEpoch = (epoch: number, weights: () => AdditiveWeights) => void;

/**
 * Learns the cells of an additive model from some rows: minibatches by Adam on penalised cross-entropy. The same rows and
 * seed give the same weights on one backend.
 */
export const fitAdditive = (
  data: FitData,
  rows: readonly number[],
  settings: FitSettings,
  onEpoch: OnEpoch = () => {},
): AdditiveWeights => {
  const { form, labels } = data;
  const terms = termsOf(form).length;
  const share = rows.reduce((sum, row) => sum + (labels[row] as number), 0) / rows.length;
  const variables: Variables = {
    table: tf.variable(tf.zeros([totalCells(form)])),
    base: tf.variable(tf.scalar(logitOf(share))),
  };
  const penalised = penalty(form, settings, rows.length);
  const optimizer = tf.train.adam(settings.learningRate);
  const read = (): AdditiveWeights => ({
    cells: Float32Array.from(variables.table.dataSync()),
    base: variables.base.dataSync()[0] as number,
  });
  const step = (part: readonly number[]): void =>
    tf.tidy(() => {
      const batch = batchOf(data, terms, part);
      const cells = tf.tensor2d(batch.cells, [part.length, terms], 'int32');
      const y = tf.tensor1d(batch.labels);
      optimizer.minimize(() => tf.add(loss(variables, cells, y), penalised.of(variables)), false, [
        variables.table,
        variables.base,
      ]);
    });
  let order = rows;
  for (let epoch = 0; epoch < settings.stopAfter; epoch += 1) {
    order = shuffled(order, settings.seed * 1_009 + epoch);
    // a protected field that TensorFlow.js offers no setter for
    Object.assign(optimizer, {
      learningRate: (settings.learningRate / 2) * (1 + Math.cos((Math.PI * epoch) / settings.epochs)),
    });
    for (let at = 0; at < order.length; at += settings.batch) step(order.slice(at, at + settings.batch));
    onEpoch(epoch + 1, read);
  }
  const weights = read();
  penalised.dispose();
  tf.dispose([variables.table, variables.base]);
  optimizer.dispose();
  return weights;
};
