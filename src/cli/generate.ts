import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from '../api/openapi.ts';
import { startApp } from '../app.ts';
import { heldClock } from '../clock.ts';
import { silentLog } from '../log.ts';
import { rules } from '../rules/catalogue.ts';
import { readArgs } from './args.ts';
import { type Command, UsageError } from './command.ts';
import { rulesPage } from './rules-page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dialects = ['sqlite', 'pg'] as const;

const openApiText = async (): Promise<string> => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-openapi-'));
  const app = await startApp({
    dataFolder,
    host: '127.0.0.1',
    port: null,
    mqttPort: null,
    maxPayloadBytes: 65_536,
    clock: heldClock(0),
    log: silentLog,
    webFolder: null,
    durable: false,
  });
  try {
    return `${JSON.stringify(app.api.getOpenAPI31Document(openApiDocument), null, 2)}\n`;
  } finally {
    await app.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
};

const drizzleKit = (args: readonly string[]): string =>
  execFileSync(process.execPath, [join(root, 'node_modules', 'drizzle-kit', 'bin.cjs'), ...args], {
    cwd: root,
    encoding: 'utf8',
  });

const generateMigrations = (name: string | undefined): void => {
  if (name === undefined) return;
  for (const dialect of dialects) {
    drizzleKit(['generate', '--config', `src/db/drizzle.${dialect}.config.ts`, '--name', name]);
  }
};

export const generate: Command = {
  help: `vigil generate [--migration NAME] [--check]
  Writes docs/openapi.json from the routes, docs/rules.md from the rules and, with --migration, a migration for each
  dialect from the schema. --check changes nothing and fails when either is not what the code says.`,
  run: async (args, { print }) => {
    const { values } = readArgs(args, { check: { type: 'boolean' }, migration: { type: 'string' } });
    // first: the routes run on the store as the schema now says
    if (!values.check) generateMigrations(values.migration);
    const pages = [
      ['docs/openapi.json', await openApiText()],
      ['docs/rules.md', rulesPage(rules)],
    ] as const;
    for (const [name, text] of pages) {
      const file = join(root, name);
      if (!values.check) writeFileSync(file, text);
      else if (readFileSync(file, 'utf8') !== text)
        throw new UsageError(`${name} is not what the code says: run npm run generate`);
      print(`${name} is ${values.check ? 'current' : 'written'}`);
    }
  },
};
