import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
// brings the gradients too
import * as tfl from '@tensorflow/tfjs-layers';
import { registerSegmentSum } from './segment-sum.ts';

export { tf, tfl };

const backends = ['tensorflow', 'wasm', 'cpu'] as const;
/** `tensorflow`: the native library of @tensorflow/tfjs-node, where a site has installed it. */
export type Backend = (typeof backends)[number];

const require = createRequire(import.meta.url);

const register: Readonly<Record<Backend, () => Promise<void>>> = {
  tensorflow: async () => {
    // an optional peer: not in the lock file, so not resolved when types are checked
    const name = '@tensorflow/tfjs-node';
    await import(name);
  },
  wasm: async () => {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
    registerSegmentSum('wasm');
  },
  cpu: async () => {
    await import('@tensorflow/tfjs-backend-cpu');
  },
};

const has = (name: string): boolean => {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
};

const preferredBackend = (): Backend => (has('@tensorflow/tfjs-node') ? 'tensorflow' : 'wasm');

const start = async (backend: Backend): Promise<Backend> => {
  if (tf.getBackend() === backend) return backend;
  await register[backend]();
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js backend ${backend} does not start`);
  await tf.ready();
  return backend;
};

/**
 * Makes TensorFlow.js ready: on the backend that is named, else on the native one where it is installed and works, else on
 * WASM. @throws Error when the backend does not start
 */
export const startBackend = (backend?: Backend): Promise<Backend> => {
  if (backend !== undefined) return start(backend);
  const preferred = preferredBackend();
  return preferred === 'wasm' ? start('wasm') : start(preferred).catch(() => start('wasm'));
};
