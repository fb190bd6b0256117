import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/cli/command.ts';
import { train } from '../../src/cli/train.ts';
import { tempFolder } from '../support/store.ts';
import { runCommand } from './run-command.ts';

const readmission = ['--model', 'readmission-30d', '--data', '/there/is/no.csv'];
const deterioration = ['--model', 'deterioration'];

/** A folder of models, as VIGIL_MODELS names it, with these in it. */
const modelsWith = (...names: string[]): string => {
  const folder = tempFolder();
  for (const name of names) mkdirSync(join(folder, name), { recursive: true });
  return folder;
};

describe('vigil train never overwrites a version', () => {
  test.each([
    ['readmission-30d', readmission],
    ['deterioration', deterioration],
  ])('%s: one that serve reads is refused at once, and another number asked for', async (model, args) => {
    const models = modelsWith(`${model}/1.0.0`);
    const { failure, told } = await runCommand(train, args, { env: { VIGIL_MODELS: models } });
    expect(failure).toBeInstanceOf(UsageError);
    expect(String(failure)).toContain(join(models, model, '1.0.0'));
    expect(String(failure)).toContain('--version 1.1.0');
    expect(told).toBe('');
    expect(readdirSync(join(models, model, '1.0.0'))).toEqual([]);
  });

  test('the shipped ones, as the command stood in the README', async () => {
    const { failure } = await runCommand(train, readmission, { env: {} });
    expect(String(failure)).toMatch(/models\/readmission-30d\/1\.0\.0 is there already/);
  });

  test('another version, or another folder, gets as far as the data', async () => {
    const models = modelsWith('readmission-30d/1.0.0');
    const told = async (...more: string[]) =>
      (await runCommand(train, [...readmission, ...more], { env: { VIGIL_MODELS: models } })).told;
    expect(await told('--version', '1.1.0')).toContain('reading /there/is/no.csv');
    expect(await told('--out', tempFolder())).toContain('reading /there/is/no.csv');
  });
});
