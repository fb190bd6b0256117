import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CommandContext } from '../../src/cli/command.ts';
import { jsonlReplay } from '../../src/cli/replay-jsonl.ts';
import { simulate } from '../../src/cli/simulate.ts';
import { heldClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { native } from '../../src/ingest/decode/native.ts';
import { now, testStore } from '../support/store.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigil-simulate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = async (...args: string[]) => {
  const printed: string[] = [];
  const told: string[] = [];
  const context: CommandContext = {
    config: readConfig({}),
    clock: heldClock(now),
    print: text => printed.push(text),
    tell: text => told.push(text),
    signal: new AbortController().signal,
  };
  await simulate.run(args, context);
  return { printed, told };
};

const fileOf = (name: string, file: string) => readFileSync(join(folder, name, file), 'utf8');
const some = ['--patients', '30', '--days', '40', '--seed', 'files', '--json'];

describe('vigil simulate --out', () => {
  test('writes a stream, a roster and the truth that replay and import read whole', async () => {
    const { printed, told } = await run('--out', join(folder, 'a'), ...some);
    const figures = JSON.parse(printed[0] ?? '');
    const text = fileOf('a', 'stream.jsonl');
    const { messages, unusableRows } = jsonlReplay([{ name: 'stream.jsonl', text }], '');
    expect(unusableRows).toEqual({});
    expect(figures).toMatchObject({ patients: 30, days: 40, messages: messages.length });
    expect(messages.length).toBeGreaterThan(2_000);
    expect(messages.every(({ at }, i) => at >= (messages[i - 1]?.at ?? 0))).toBe(true);
    const rejected = messages.filter(({ topic, payload }) => {
      const decoded = native[topic.split('/')[3] ?? '']?.(JSON.parse(payload));
      return decoded === undefined || decoded.is === 'rejected';
    });
    expect(rejected).toEqual([]);
    const { importCsv } = await testStore({ roster: null });
    expect(await importCsv(fileOf('a', 'roster.csv'))).toMatchObject({ patientsAdded: 30 });
    expect(fileOf('a', 'truth.csv')).toMatch(/^patient,scenario,onset,outcome,clinical\nSIM-0001,/);
    expect(told.at(-1)).toContain('40/40');
  });

  test('writes the same files for the same seed, and others for another', async () => {
    await run('--out', join(folder, 'b'), ...some);
    await run('--out', join(folder, 'c'), ...some, '--seed', 'other');
    for (const file of ['stream.jsonl', 'roster.csv', 'truth.csv', 'encounters.csv']) {
      expect(fileOf('b', file)).toBe(fileOf('a', file));
      expect(fileOf('c', file)).not.toBe(fileOf('a', file));
    }
  });

  test('says of its files that they are simulated, and of what seed and version', () => {
    expect(JSON.parse(fileOf('a', 'manifest.json'))).toEqual({
      simulated: true,
      seed: 'files',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });

  test('a folder that holds something is left alone, unless --force says otherwise', async () => {
    const into = join(folder, 'held');
    mkdirSync(into);
    writeFileSync(join(into, 'roster.csv'), 'mine');
    await expect(run('--out', into, ...some)).rejects.toThrow('is not empty: name an empty folder');
    expect(fileOf('held', 'roster.csv')).toBe('mine');
    await run('--out', into, '--force', ...some);
    expect(fileOf('held', 'roster.csv')).toBe(fileOf('a', 'roster.csv'));
  });

  test.each([['--force is for --out', ['--force']]])('says %s', async (message, args) => {
    await expect(run(...args)).rejects.toThrow(message);
  });

  test.each([
    ['--patients must be a whole number from 1', ['--patients', '0']],
    ['--days must be a whole number from 1', ['--days', 'two']],
    ['--end must be a time such as 2026-11-23T07:00:00Z', ['--end', 'yesterday']],
    ['--speed is for devices over MQTT', ['--speed', '60']],
    ['--ledger is for devices over MQTT', ['--ledger', 'x']],
    ['"files" is not understood', ['files']],
    ['there is no option --seeds: did you mean --seed?', ['--seeds', '1']],
  ])('says %s', async (message, args) => {
    await expect(run('--out', join(folder, 'never'), ...args)).rejects.toThrow(message);
    expect(existsSync(join(folder, 'never'))).toBe(false);
  });

  test('says that the folder cannot be written', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    await expect(run('--out', join(folder, 'a-file'), ...some)).rejects.toThrow('name a folder with --out');
  });
});
