import { binCount, type FeatureOf } from './feature.ts';
import { shuffled } from './shuffled.ts';
import { tf } from './tensorflow.ts';

/** Columns of a plain logistic regression: a number standardised with a column for "not known", a category a column a level. */
export const linearColumns = <T>(features: readonly FeatureOf<T>[], rows: readonly T[]) => {
  const widths = features.map(f => (f.kind === 'number' ? 2 : binCount(f)));
  const width = widths.reduce((sum, w) => sum + w, 0);
  const values = new Float32Array(rows.length * width);
  let column = 0;
  for (const [f, feature] of features.entries()) {
    const known = rows.map(feature.value);
    if (feature.kind === 'number') standardise(known as (number | null)[], values, width, column);
    else
      known.forEach((value, i) => {
        values[i * width + column + feature.levels.findIndex(l => l.id === value) + 1] = 1;
      });
    column += widths[f] as number;
  }
  return { values, width };
};

const standardise = (
  known: readonly (number | null)[],
  values: Float32Array,
  width: number,
  column: number,
): void => {
  const given = known.filter(value => value !== null);
  const mean = given.reduce((sum, value) => sum + value, 0) / given.length;
  const spread = Math.sqrt(given.reduce((sum, value) => sum + (value - mean) ** 2, 0) / given.length) || 1;
  known.forEach((value, i) => {
    values[i * width + column] = value === null ? 0 : (value - mean) / spread;
    values[i * width + column + 1] = value === null ? 1 : 0;
  });
};

export type LinearSettings = {
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  /** in rows */
  readonly l2: number;
  readonly seed: number;
};

export type LinearData = {
  /** n × width */
  readonly values: Float32Array;
  readonly width: number;
  readonly labels: Uint8Array;
};

/** Logistic regression in TensorFlow.js, the yardstick of an additive model. Gives the logit of every row of the data. */
export const fitLinear = (
  { values, width, labels }: LinearData,
  rows: readonly number[],
  { epochs, batch, learningRate, l2, seed }: LinearSettings,
): Float32Array => {
  const weights = tf.variable(tf.zeros([width, 1]));
  const base = tf.variable(tf.scalar(0));
  const optimizer = tf.train.adam(learningRate);
  const all = tf.tensor2d(values, [labels.length, width]);
  const logitsOf = (x: tf.Tensor2D) => tf.add(tf.reshape(tf.matMul(x, weights as tf.Tensor2D), [-1]), base);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    Object.assign(optimizer, {
      learningRate: (learningRate / 2) * (1 + Math.cos((Math.PI * epoch) / epochs)),
    });
    const order = shuffled(rows, seed * 1_009 + epoch);
    for (let at = 0; at < order.length; at += batch) {
      const part = order.slice(at, at + batch);
      tf.tidy(() => {
        const x = tf.gather(all, tf.tensor1d(part, 'int32')) as tf.Tensor2D;
        const y = tf.tensor1d(Float32Array.from(part, row => labels[row] as number));
        optimizer.minimize(
          () => {
            const z = logitsOf(x);
            const fit = tf.mean(tf.sub(tf.softplus(z), tf.mul(y, z)));
            return tf.add(fit, tf.div(tf.mul(l2, tf.sum(tf.square(weights))), rows.length)) as tf.Scalar;
          },
          false,
          [weights, base],
        );
      });
    }
  }
  const logits = tf.tidy(() => logitsOf(all).dataSync() as Float32Array);
  tf.dispose([weights, base, all]);
  optimizer.dispose();
  return logits;
};
