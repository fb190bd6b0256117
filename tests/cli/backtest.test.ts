import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backtest } from '../../src/cli/backtest.ts';
import { UsageError } from '../../src/cli/command.ts';
import type { BacktestResult } from '../../src/contract/backtests.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { bloodPressure, iso, now, tempFolder, testStore } from '../support/store.ts';
import { runCommand } from './run-command.ts';

const run = (folder: string, ...args: string[]) =>
  runCommand(backtest, args, { env: { VIGIL_DATA: folder } });

const fileWith = (text: string): string => {
  const file = join(tempFolder(), 'new.json');
  writeFileSync(file, text);
  return file;
};

const lower = { limits: { lowSystolicMmHg: 74, veryLowSystolicMmHg: 70 } };

/** Ann measures 78 mmHg once in thirty mornings. */
const folderWithPast = async (): Promise<string> => {
  const s = await testStore();
  for (let day = 30; day > 0; day -= 1) {
    const at = now - day * dayMs;
    const payload = bloodPressure(iso(at), { systolic: day === 9 ? 78 : 122, diastolic: 66 });
    await s.send({ device: 'bp-1', channel: 'blood-pressure', payload, receivedAt: at });
  }
  return s.folder;
};

describe('vigil backtest', () => {
  test('replays in threads of their own and says what would have changed, also as JSON', {
    timeout: 120_000,
  }, async () => {
    const folder = await folderWithPast();
    const args = ['--program', 'heart-failure', '--rules', fileWith(JSON.stringify(lower)), '--days', '20'];
    const { failure, printed } = await run(folder, ...args, '--json');
    expect(failure).toBeNull();
    const result = JSON.parse(printed) as BacktestResult;
    expect(result).toMatchObject({ program: 'heart-failure', patients: 1, patientDays: 20, readings: 20 });
    expect(result.rules.find(r => r.id === 'bp-low')?.alerts).toMatchObject({ current: 1, proposed: 0 });
    expect(result.lost.items[0]).toMatchObject({ rules: ['bp-low'], severity: 'urgent' });
    const text = (await run(folder, ...args)).printed;
    expect(text).toContain('limits.lowSystolicMmHg: 90 → 74');
    expect(text).toMatch(/items lost: [12]\b/);
  });

  test.each([
    ['is not there', '/nowhere/new.json', null, '/nowhere/new.json cannot be read'],
    ['is not JSON', null, '{"limits":', 'is not JSON'],
    ['holds something else', null, '{"limit": {}}', 'new.json: limit: '],
    ['holds a rule that is no setting', null, '{"rules": {"bp-low": 3}}', 'new.json: rules.bp-low: '],
  ])('a file that %s', async (_, path, text, said) => {
    const file = path ?? fileWith(text ?? '');
    const { failure } = await run(tempFolder(), '--program', 'heart-failure', '--rules', file);
    expect(failure).toBeInstanceOf(UsageError);
    expect((failure as UsageError).message).toContain(said);
  });

  test.each([
    ['a limit that does not exist', { limits: { lowSystolic: 80 } }, 'limits.lowSystolic'],
    ['limits that cross', { limits: { lowSystolicMmHg: 96 } }, 'limits.lowClearSystolicMmHg'],
    ['a rule that does not exist', { rules: { 'bp-lower': { enabled: false } } }, 'rules.bp-lower'],
    [
      'a parameter that does not exist',
      { rules: { 'bp-low': { params: { nothing: 1 } } } },
      'rules.bp-low.params.nothing',
    ],
  ])('%s is named', async (_, proposal, field) => {
    const { folder } = await testStore();
    const file = fileWith(JSON.stringify(proposal));
    const { failure } = await run(folder, '--program', 'heart-failure', '--rules', file);
    expect(failure).toMatchObject({ code: 'bad-request', details: { field } });
  });

  test('what is wrong with the rules is said though there is no store', async () => {
    const file = fileWith(JSON.stringify({ rules: { 'bp-lower': { enabled: false } } }));
    const { failure } = await run(tempFolder(), '--program', 'heart-failure', '--rules', file);
    expect(failure).toMatchObject({ code: 'bad-request', details: { field: 'rules.bp-lower' } });
    const right = fileWith(JSON.stringify(lower));
    const missing = await run(tempFolder(), '--program', 'heart-failure', '--rules', right);
    expect(missing.failure).toMatchObject({ code: 'not-found', details: { field: 'VIGIL_DATA' } });
  });

  test.each([
    ['no program', ['--rules', 'new.json'], '--program'],
    ['no rules', ['--program', 'diabetes'], '--rules'],
    ['more than a year', ['--program', 'diabetes', '--rules', 'new.json', '--days', '400'], '--days'],
    [
      'the demo and an API',
      ['--program', 'x', '--rules', 'y', '--demo', '--api', 'http://127.0.0.1'],
      '--api',
    ],
    ['both ways', ['--program', 'x', '--rules', 'y', '--data', 'z', '--api', 'http://127.0.0.1'], '--api'],
  ])('%s is a mistake in asking', async (_, args, said) => {
    const { failure } = await run(tempFolder(), ...args);
    expect(failure).toBeInstanceOf(UsageError);
    expect((failure as UsageError).message).toContain(said);
  });

  test('a program that does not exist, and one without readings', async () => {
    const { folder } = await testStore();
    const rules = ['--rules', fileWith(JSON.stringify(lower))];
    expect((await run(folder, '--program', 'renal', ...rules)).failure).toMatchObject({ code: 'not-found' });
    expect((await run(folder, '--program', 'hypertension', ...rules)).failure).toMatchObject({
      code: 'not-allowed-now',
    });
  });
});
