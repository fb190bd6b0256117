import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from './command.ts';

const sources = fileURLToPath(new URL('../web', import.meta.url));
/** what the page shares with the server */
const shared = ['../domain', '../contract'].map(folder => fileURLToPath(new URL(folder, import.meta.url)));

/** Where the built page lies. */
export const webFolder = join(sources, 'dist');

const newest = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && !join(entry.parentPath, entry.name).startsWith(webFolder))
      .map(entry => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );

const isStale = (): boolean => {
  const page = join(webFolder, 'index.html');
  return !existsSync(page) || statSync(page).mtimeMs < Math.max(newest(sources), ...shared.map(newest));
};

/** Whatever the environment says: a build for development is larger, slower, and holds the paths of its sources. */
const forProduction = async (work: () => Promise<unknown>): Promise<void> => {
  const { NODE_ENV: before } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
};

/** Builds the page when it is missing or older than its sources. */
export const buildWeb = async (tell: (text: string) => void, force = false): Promise<void> => {
  if (!force && !isStale()) return;
  tell('building the page…');
  const { build } = await import('vite');
  await forProduction(() => build({ configFile: join(sources, 'vite.config.ts'), logLevel: 'warn' }));
};

export const webBuild: Command = {
  help: 'vigil web-build\n  Builds src/web into src/web/dist when it is missing or older than its sources.',
  run: async (_args, { tell }) => buildWeb(tell),
};
