import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { postgresBin } from './postgres.ts';

const required = process.env.VIGIL_REQUIRE_SERVICES === '1';

export const onPath = (names: readonly string[]): string | null => {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin'];
  for (const name of names) {
    const folder = folders.find(f => existsSync(`${f}/${name}`));
    if (folder !== undefined) return `${folder}/${name}`;
  }
  return null;
};

/** A real program the test needs; without it the test is skipped by name, or fails where services are required. */
export const service = (
  what: string,
  found: string | null,
  mustExist = required,
): { readonly path: string; readonly missing: boolean } => {
  if (found === null && mustExist)
    throw new Error(`${what} is required (VIGIL_REQUIRE_SERVICES=1) and was not found`);
  if (found === null) process.stderr.write(`skipping tests that need ${what}: not found\n`);
  return { path: found ?? '', missing: found === null };
};

export const chromium = () => service('Chromium', onPath(['chromium', 'chromium-browser', 'google-chrome']));

export const mosquitto = () => service('Mosquitto', onPath(['mosquitto']));

export const influxd = () => service('InfluxDB', onPath(['influxd']));

/** `path`: the folder of its programs */
export const postgres = () => service('PostgreSQL', postgresBin());

const dataFolder = fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** Real data that lies beside the repository and is never committed; no checkout is wrong for lacking it. */
export const sharedData = () => service('../shared/data', existsSync(dataFolder) ? dataFolder : null, false);
