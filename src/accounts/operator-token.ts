import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSecret } from './secret.ts';

const fileIn = (folder: string): string => join(folder, 'operator.token');

/**
 * A token for commands on the machine itself, made anew at each start and readable by whoever may read the store.
 * The second of the pair takes it away.
 */
export const writeOperatorToken = (folder: string): readonly [token: string, remove: () => void] => {
  const token = newSecret();
  writeFileSync(fileIn(folder), token, { mode: 0o600 });
  return [token, () => rmSync(fileIn(folder), { force: true })];
};

/** null: no Vigil runs on this folder, or the folder is not ours to read */
export const readOperatorToken = (folder: string): string | null => {
  try {
    return readFileSync(fileIn(folder), 'utf8');
  } catch {
    return null;
  }
};
