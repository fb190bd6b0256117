import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../../src/cli/command.ts';
import { importCommand } from '../../src/cli/import.ts';
import { heldClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { fileColumns } from '../../src/roster/columns-in-words.ts';
import { testApp } from '../support/app.ts';
import { migrated } from '../support/migrated.ts';
import { tempFolder } from '../support/store.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const files = {
  'roster.csv': `patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek
P1,Doe,Ann,1950-01-01,female,America/New_York,heart-failure,cuff,blood-pressure,7
P2,Doe,Bob,1950-02-01,male,America/New_York,heart-failure,cuff,blood-pressure,7
`,
  'encounters.csv': `patient,class,admittedAt,dischargedAt,emergent
P1,inpatient,2026-11-01T10:00:00-05:00,2026-11-05T12:00:00-05:00,yes
`,
  'conditions.csv': 'patient,system,code,onset\nP1,icd9,428.0,\nP2,icd10,I50.9,2020-01-31\n',
  'wrong.csv': 'patient,system,code,onset\nP9,icd9,428.0,\n',
};

const withFiles = async (where: 'folder' | 'running') => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const dataFolder = join(folder, 'data');
  const { app } = await testApp(now, { dataFolder, port: where === 'running' ? 0 : null });
  if (where === 'folder') await app.close();
  const config = {
    ...readConfig({ VIGIL_DATA: dataFolder }),
    port: Number(new URL(app.url ?? 'http://x:1').port),
  };
  const told: string[] = [];
  const run = async (...args: string[]): Promise<string> => {
    const printed: string[] = [];
    const { signal } = new AbortController();
    const print = (text: string) => printed.push(text);
    const named = args.map(arg => (arg in files ? join(folder, arg) : arg));
    const context = { config, clock: heldClock(now), signal, print, tell: (text: string) => told.push(text) };
    await importCommand.run(named, context);
    return printed.join('\n');
  };
  return { run, told };
};

test('whoever has tried the demo is told that a store of their own is made', async () => {
  const folder = tempFolder();
  await migrated(join(folder, 'data', 'demo'));
  writeFileSync(join(folder, 'roster.csv'), files['roster.csv']);
  const told: string[] = [];
  const context = {
    ...{ config: readConfig({ VIGIL_DATA: join(folder, 'data') }), clock: heldClock(now) },
    ...{ signal: new AbortController().signal, print: () => {}, tell: (text: string) => told.push(text) },
  };
  const run = () => importCommand.run([join(folder, 'roster.csv')], context);
  const notes = () => told.filter(line => line.startsWith('this makes a new store'));
  await run();
  expect(notes()).toHaveLength(1);
  await run();
  expect(notes()).toHaveLength(1);
});

describe.each(['folder', 'running'] as const)('vigil import, %s', where => {
  test('a roster alone, stays and diagnoses by name; the same again changes nothing', async () => {
    const { run } = await withFiles(where);
    expect(JSON.parse(await run('roster.csv', '--json'))).toMatchObject({ patientsAdded: 2 });
    expect(JSON.parse(await run('roster', 'roster.csv', '--json'))).toMatchObject({ patientsAdded: 0 });
    expect(JSON.parse(await run('encounters', 'encounters.csv', '--json'))).toMatchObject({ added: 1 });
    expect(JSON.parse(await run('conditions', 'conditions.csv', '--json'))).toMatchObject({ added: 2 });
    expect(JSON.parse(await run('conditions', 'conditions.csv', '--json'))).toMatchObject({ unchanged: 2 });
  });

  test('the figures for people name every warning with its line', async () => {
    const { run } = await withFiles(where);
    const text = await run('roster.csv');
    expect(text).toMatch(/^ +2 {2}patientsAdded$/m);
    expect(text).toMatch(/^line 3, device: is shared without slots/m);
  });

  test('a wrong file is refused with its lines', async () => {
    const { run } = await withFiles(where);
    await run('roster.csv');
    await expect(run('conditions', 'wrong.csv')).rejects.toMatchObject({
      code: 'import-rejected',
      details: { errors: [{ line: 2, field: 'patient' }] },
    });
  });
});

test('progress is told beside the result', async () => {
  const { run, told } = await withFiles('folder');
  await run('roster.csv');
  expect(told.at(-1)).toContain('2/2');
});

test('the help and the README name every column that a file may have', () => {
  const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
  for (const { required, optional } of Object.values(fileColumns)) {
    expect(readme).toContain(`\`${required.join(',')}\``);
    for (const text of [readme, importCommand.help])
      for (const name of [...required, ...optional]) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
  }
  for (const line of importCommand.help.split('\n')) expect(line.length).toBeLessThan(125);
});

test.each([[], ['encounters'], ['stays', 'encounters.csv'], ['roster', 'roster.csv', 'x'], ['no-such.csv']])(
  'arguments that name no file are a usage error: %o',
  async (...args) => {
    const { run } = await withFiles('folder');
    await expect(run(...args)).rejects.toBeInstanceOf(UsageError);
  },
);
