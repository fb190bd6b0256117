import { beforeAll, expect, test } from 'vitest';
import { sumBySegment } from '../../../src/risk/model/segment-sum.ts';
import { startBackend, tf } from '../../../src/risk/model/tensorflow.ts';

test('rows of one segment are added up, and a segment without rows is 0', () => {
  const sums = sumBySegment([1, 2, 3, 4, 5, 6], [2, 0, 2], 4);
  expect([...sums]).toEqual([3, 4, 0, 0, 6, 8, 0, 0]);
});

const gradient = (): number[] => {
  const table = tf.tensor1d([0.3, -0.2, 0.8, 0.1, 0]);
  const cells = tf.tensor2d([0, 3, 1, 3, 0, 4, 0, 0], [4, 2], 'int32');
  const labels = tf.tensor1d([1, 0, 0, 1]);
  const loss = (x: tf.Tensor): tf.Scalar => {
    const z = tf.sum(tf.gather(x, cells), 1);
    return tf.mean(tf.sub(tf.softplus(z), tf.mul(labels, z)));
  };
  return [...tf.grad(loss)(table).dataSync()];
};

beforeAll(async () => {
  await startBackend('cpu');
});

test("the gradient of a look-up on the WASM backend is the CPU backend's", async () => {
  await startBackend('cpu');
  const onCpu = gradient();
  await startBackend('wasm');
  const onWasm = gradient();
  expect(onCpu.some(g => Math.abs(g) > 0.01)).toBe(true);
  onWasm.forEach((g, i) => {
    expect(g).toBeCloseTo(onCpu[i] as number, 6);
  });
});
