import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The id under which the broker keeps this data folder's session: made once, the same at every start. */
export const clientIdOf = (dataFolder: string): string => {
  const file = join(dataFolder, 'mqtt-client-id');
  if (!existsSync(file)) writeFileSync(file, `vigil${randomBytes(8).toString('hex')}\n`, { flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
};
