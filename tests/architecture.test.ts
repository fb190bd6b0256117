import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** DESIGN: imports point one way. A folder may import its own layer and those above it in this list. */
const layers: readonly (readonly string[])[] = [
  ['domain'],
  ['rules', 'risk/features', 'ingest/decode'],
  ['readings', 'db', 'roster', 'accounts'],
  ['ingest', 'evaluation', 'alerts', 'worklist', 'attendance', 'risk', 'pathways', 'care'],
  ['ehr', 'reports', 'api'],
  ['cli', 'app'],
  ['main'],
];

/** Top-level helpers, allowed anywhere but in the domain; what each may import itself. */
const shared: Readonly<Record<string, readonly string[]>> = {
  'back-off': [],
  clock: [],
  'clock-guard': ['clock', 'log', 'metrics'],
  config: ['config-broker', 'config-database', 'config-influx', 'config-roles', 'config-sign-in', 'roles'],
  'config-broker': [],
  'config-database': [],
  'config-influx': [],
  'config-roles': ['roles'],
  'config-sign-in': [],
  contract: ['domain', 'contract'],
  cursor: ['errors'],
  errors: [],
  ids: [],
  log: [],
  metrics: [],
  roles: [],
  'stage-times': ['metrics'],
  unwanted: [],
};

const importing =
  /(?:^|[\s;}])(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

type Import = { readonly from: string; readonly to: string };

const filesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(name => `${folder}/${name}`)
    .filter(name => /\.tsx?$/.test(name) && !/(^|\/)(dist|node_modules)\//.test(name));

/** Every relative import of the files in a folder, as paths from the root; `import type` counts too. */
const importsUnder = (folder: string): Import[] =>
  filesUnder(folder).flatMap(from => {
    const text = readFileSync(join(root, from), 'utf8');
    return [...text.matchAll(importing)]
      .map(match => match[1] ?? match[2] ?? '')
      .filter(to => to.startsWith('.'))
      .map(to => ({ from, to: relative(root, resolve(root, dirname(from), to)) }));
  });

/** `ingest/decode` for src/ingest/decode/native.ts, `ingest` for src/ingest/identity.ts, `ids` for src/ids.ts. */
const placeOf = (file: string): string => {
  const path = file.replace(/^src\//, '').replace(/\.tsx?$/, '');
  const nested = layers.flat().find(place => place.includes('/') && path.startsWith(`${place}`));
  return nested ?? path.split('/')[0] ?? path;
};
const layerOf = (place: string): number => layers.findIndex(layer => layer.includes(place));

const server = importsUnder('src').filter(({ from }) => placeOf(from) !== 'web');
const written = (wrong: readonly Import[]): string[] => wrong.map(({ from, to }) => `${from} → ${to}`).sort();

test('the sources are found and their imports read', () => {
  expect(server.length).toBeGreaterThan(200);
  expect(server).toContainEqual({ from: 'src/main.ts', to: 'src/cli/commands.ts' });
  expect(server).toContainEqual({ from: 'src/ingest/keep-group.ts', to: 'src/db/writer.ts' });
});

test('every file of src has a place in the layers', () => {
  const homeless = filesUnder('src').filter(file => {
    const place = placeOf(file);
    return place !== 'web' && layerOf(place) < 0 && !(place in shared);
  });
  expect(homeless).toEqual([]);
});

test('the domain imports nothing but itself', () => {
  const wrong = server.filter(({ from, to }) => placeOf(from) === 'domain' && placeOf(to) !== 'domain');
  expect(written(wrong)).toEqual([]);
});

test('imports point one way: never to a later layer', () => {
  const wrong = server.filter(({ from, to }) => {
    const [importer, imported] = [placeOf(from), placeOf(to)];
    if (!to.startsWith('src/') || importer in shared || imported in shared) return false;
    return layerOf(imported) > layerOf(importer);
  });
  expect(written(wrong)).toEqual([]);
});

test('shared helpers stay helpers: they import the domain or each other as listed, no more', () => {
  const wrong = server.filter(({ from, to }) => {
    const allowed = shared[placeOf(from)];
    return allowed !== undefined && !allowed.includes(placeOf(to));
  });
  expect(written(wrong)).toEqual([]);
});

test('the server imports no web code, and simulators are imported by the command line only', () => {
  const wrong = server.filter(({ from, to }) => {
    if (to.startsWith('src/web')) return true;
    return !to.startsWith('src/') && !(to.startsWith('simulators/') && placeOf(from) === 'cli');
  });
  expect(written(wrong)).toEqual([]);
});

test('simulators import the domain and each other only', () => {
  const wrong = importsUnder('simulators').filter(
    ({ to }) => !to.startsWith('simulators/') && !to.startsWith('src/domain/'),
  );
  expect(written(wrong)).toEqual([]);
});

test('web imports of the server side only the domain and the contract', () => {
  const wrong = importsUnder('src/web').filter(
    ({ to }) => !['src/web/', 'src/domain/', 'src/contract/'].some(home => to.startsWith(home)),
  );
  expect(written(wrong)).toEqual([]);
});

/** The browser has a wall clock of its own, in one file too. */
const clocks = ['src/clock.ts', 'src/main.ts', 'src/web/lib/clock.ts'];

test('the time of day is asked for in clock.ts and main.ts alone', () => {
  const asks = /\bDate\.now\b|\bnew Date\(\s*\)|(?<![.\w])Date\(\s*\)/;
  const wrong = [...filesUnder('src'), ...filesUnder('simulators')].filter(
    file => !clocks.includes(file) && asks.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(wrong).toEqual([]);
});

test('api and web call verbs, never SQL: no drizzle, no driver', () => {
  const wrong = [...filesUnder('src/api'), ...filesUnder('src/web')].filter(file =>
    /from '(drizzle-orm|better-sqlite3|pg)\b|\bsqlite\b\s*\.\s*(prepare|exec)\b/.test(
      readFileSync(join(root, file), 'utf8'),
    ),
  );
  expect(wrong).toEqual([]);
});

/** The limit that Vigil is held against is measured over the bare drivers. */
const bareLimit = ['src/cli/bench-raw.ts', 'src/cli/bench-servers.ts'];

test('only the store knows its drivers: nothing else names better-sqlite3 or pg', () => {
  const wrong = filesUnder('src').filter(
    file =>
      !file.startsWith('src/db/') &&
      !bareLimit.includes(file) &&
      /from '(better-sqlite3|pg)'/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(wrong).toEqual([]);
});

test('no query of the builder is prepared to be held: on SQLite another of the same text would share its statement', () => {
  const held = filesUnder('src').filter(file => {
    const text = readFileSync(join(root, file), 'utf8');
    return /\.prepare\(\s*\)|\.placeholder\(|\bplaceholder\b.*from 'drizzle-orm'/.test(text);
  });
  expect(held).toEqual([]);
});

test('what an index of a part of a table needs to know stands in the text of a query: a bound value is not recognised', () => {
  const bound = filesUnder('src').filter(file =>
    /\bne\((?:\w+\.)*(?<!incident\.)state, '(?:closed|ended)'\)/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(bound).toEqual([]);
});
