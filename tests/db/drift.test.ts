import { execFile } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tempFolder } from '../support/store.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/** A copy of what drizzle-kit reads and writes, so that the tree itself stays as it is. */
const copyOfSchema = (): string => {
  const folder = tempFolder();
  for (const part of ['src/db', 'src/domain'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  return folder;
};

const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => statSync(join(folder, name)).isFile())
      .map(name => [name, readFileSync(join(folder, name), 'utf8')]),
  );

const generate = (folder: string, config: string) =>
  run(
    process.execPath,
    [join(root, 'node_modules/drizzle-kit/bin.cjs'), 'generate', '--config', `src/db/${config}`],
    { cwd: folder },
  );

const dialects = [
  ['drizzle.sqlite.config.ts', 'sqlite'],
  ['drizzle.pg.config.ts', 'postgres'],
] as const;

test.each(dialects)(
  'the migrations are those of the schema: %s generates nothing new',
  async (config, dialect) => {
    const folder = copyOfSchema();
    const migrations = join(folder, 'src/db/migrations', dialect);
    const before = contents(migrations);
    const { stdout } = await generate(folder, config);
    expect(contents(migrations)).toEqual(before);
    expect(stdout).toContain('No schema changes');
  },
);

test.each(dialects)('a column without a migration would be noticed: %s', async (config, dialect) => {
  const folder = copyOfSchema();
  const schema = join(folder, 'src/db/tables/roster.ts');
  const text = readFileSync(schema, 'utf8');
  writeFileSync(
    schema,
    text.replace(
      'batteryPercent: kit.double(),',
      'batteryPercent: kit.double(),\n    voltage: kit.double(),',
    ),
  );
  appendFileSync(schema, '\n');
  const migrations = join(folder, 'src/db/migrations', dialect);
  const before = readdirSync(migrations).length;
  await generate(folder, config);
  expect(readdirSync(migrations)).toHaveLength(before + 1);
});
