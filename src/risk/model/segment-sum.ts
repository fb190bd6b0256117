import * as tf from '@tensorflow/tfjs-core';

type Inputs = { readonly x: tf.TensorInfo; readonly segmentIds: tf.TensorInfo };

/** Sums rows of `x` (n × inner) that share a segment id. */
export const sumBySegment = (
  x: ArrayLike<number>,
  ids: ArrayLike<number>,
  segments: number,
): Float32Array => {
  const n = ids.length;
  const inner = n === 0 ? 1 : x.length / n;
  const sums = new Float32Array(segments * inner);
  for (let i = 0; i < n; i += 1) {
    const to = (ids[i] as number) * inner;
    if (to < 0) continue;
    for (let j = 0; j < inner; j += 1) sums[to + j] = (sums[to + j] as number) + (x[i * inner + j] as number);
  }
  return sums;
};

/**
 * The kernel that the gradient of a gather needs and the WASM backend lacks. Runs on the host: for models that look up one
 * number a feature that is no slower than the gather itself.
 */
export const registerSegmentSum = (backendName: string): void => {
  if (tf.getKernel(tf.UnsortedSegmentSum, backendName)) return;
  tf.registerKernel({
    kernelName: tf.UnsortedSegmentSum,
    backendName,
    kernelFunc: ({ inputs, attrs }) => {
      const { x, segmentIds } = inputs as unknown as Inputs;
      const numSegments = (attrs as { numSegments: number }).numSegments;
      const read = (info: tf.TensorInfo) => tf.backend().readSync(info.dataId) as ArrayLike<number>;
      const sums = sumBySegment(read(x), read(segmentIds), numSegments);
      const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
      return tf.tensor(sums, shape, 'float32');
    },
  });
};
