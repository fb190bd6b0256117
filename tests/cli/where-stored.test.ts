import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { importCommand } from '../../src/cli/import.ts';
import { migrate } from '../../src/cli/migrate.ts';
import { rejectedCommand } from '../../src/cli/rejected.ts';
import { score } from '../../src/cli/score.ts';
import { token } from '../../src/cli/token.ts';
import { user } from '../../src/cli/user.ts';
import { heldClock } from '../../src/clock.ts';
import { lockFolder } from '../../src/db/lock.ts';
import { freePort } from '../faults/process.ts';
import { now, smallRoster, tempFolder } from '../support/store.ts';
import { runCommand } from './run-command.ts';

const run = (command: Command, args: readonly string[], folder: string) =>
  runCommand(command, args, { env: { VIGIL_DATA: folder }, clock: heldClock(now) });

const withDemo = (): string => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'demo'));
  writeFileSync(join(folder, 'demo', 'vigil.db'), '');
  return folder;
};

describe.each<[string, Command, string[]]>([
  ['rejected list', rejectedCommand, ['list']],
  ['rejected groups', rejectedCommand, ['groups']],
  ['rejected show', rejectedCommand, ['show', 'rej_1']],
  ['rejected replay', rejectedCommand, ['replay', '--all']],
  ['rejected discard', rejectedCommand, ['discard', 'rej_1']],
  ['user list', user, ['list']],
  ['user disable', user, ['disable', 'ana']],
  ['token list', token, ['list']],
  ['token revoke', token, ['revoke', 'tok_1']],
  ['score', score, []],
])('vigil %s, where there is no store', (_, command, args) => {
  test('says so with the remedy, and makes none', async () => {
    const folder = tempFolder();
    const { failure } = await run(command, args, folder);
    expect(failure).toMatchObject({
      code: 'not-found',
      details: { remedy: expect.stringMatching(/VIGIL_DATA/) },
    });
    expect(readdirSync(folder)).toEqual([]);
    const missing = join(folder, 'missing');
    expect((await run(command, args, missing)).failure).toMatchObject({ code: 'not-found' });
    expect(existsSync(missing)).toBe(false);
  });

  test("beside the demo's says how to act on that one", async () => {
    const folder = withDemo();
    const { failure, told } = await run(command, args, folder);
    const remedy = expect.stringContaining(`VIGIL_DATA=${join(folder, 'demo')}`);
    expect(failure).toMatchObject({ code: 'not-found', details: { remedy } });
    expect(told).toBe('');
    expect(readdirSync(folder)).toEqual(['demo']);
  });
});

test('a Vigil that holds the folder and keeps its store elsewhere is asked', async () => {
  const folder = tempFolder();
  const release = lockFolder(folder);
  onTestFinished(release);
  const env = { VIGIL_DATA: folder, VIGIL_PORT: String(await freePort()) };
  const { failure } = await runCommand(user, ['list'], { env });
  // nobody listens there
  expect(failure).toMatchObject({ message: 'fetch failed' });
});

const rosterFile = (): string => {
  const file = join(tempFolder(), 'roster.csv');
  writeFileSync(file, smallRoster);
  return file;
};

test.each<[string, Command, () => string[]]>([
  ['import', importCommand, () => [rosterFile()]],
  ['migrate', migrate, () => []],
  ['user add', user, () => ['add', 'ana', '--name', 'Ana Ruiz', '--roles', 'lead', '--oidc']],
  ['token issue', token, () => ['issue', 'gateway', '--scopes', 'readings:send']],
])("vigil %s makes the store it acts on, and tells that it is not the demo's", async (_, command, args) => {
  const folder = withDemo();
  const { failure, told } = await run(command, args(), folder);
  expect(failure).toBeNull();
  expect(told).toContain(`this makes a new store in ${folder}, beside the demo's`);
  expect(existsSync(join(folder, 'vigil.db'))).toBe(true);
});
