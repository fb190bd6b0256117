import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { onPath, service } from '../support/services.ts';
import { tempFolder } from '../support/store.ts';
import { root } from './compose.ts';

export const openssl = () => service('openssl', onPath(['openssl']));

/** Each script starts dozens of small processes. */
export const slow = { timeout: 120_000 };

/** Runs a script of deploy/ on a folder of secrets. */
export const run = (script: string, folder: string, ...args: string[]) =>
  spawnSync('sh', [join(root, 'deploy', script), ...args], {
    env: { PATH: process.env.PATH, VIGIL_SECRETS: folder },
    encoding: 'utf8',
  });

/** A folder of secrets as make-secrets.sh makes it. */
export const madeSecrets = (...names: string[]): string => {
  const folder = join(tempFolder(), 'secrets');
  const { status, stderr } = run('make-secrets.sh', folder, ...names);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return folder;
};
