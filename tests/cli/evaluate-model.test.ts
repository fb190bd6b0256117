import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { evaluateModel, evaluateModelWith, type ScoreFile } from '../../src/cli/evaluate-model.ts';
import { heldClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import type { ModelReport } from '../../src/risk/diabetes130/judge-file.ts';

const noModel: ScoreFile = () => Promise.reject(new Error('no model was asked for'));

const run = async (args: readonly string[], scoreFile = noModel, signal = new AbortController().signal) => {
  const printed: string[] = [];
  const told: string[] = [];
  await evaluateModelWith({ scoreFile }).run(args, {
    config: readConfig({}),
    clock: heldClock(Date.parse('2026-11-23T12:00:00Z')),
    print: text => printed.push(text),
    tell: text => told.push(text),
    signal,
  });
  return { printed: printed.join('\n'), told: told.join('\n') };
};

const folder = (): string => {
  const name = mkdtempSync(join(tmpdir(), 'vigil-evaluate-model-'));
  onTestFinished(() => rmSync(name, { recursive: true, force: true }));
  return name;
};

type Line = {
  readonly id: number;
  readonly patient: number;
  readonly readmitted: string;
  readonly disposition?: string;
  readonly race?: string;
  readonly before?: number;
};

const header = 'race,readmitted,encounter_id,discharge_disposition_id,patient_nbr,number_inpatient,age';
const csv = (lines: readonly Line[]): string =>
  [
    header,
    ...lines.map(
      ({ id, patient, readmitted, disposition = '1', race = 'Asian', before = 0 }) =>
        `${race},${readmitted},${id},${disposition},${patient},${before},[70-80)`,
    ),
  ].join('\n');

/** Encounters 1 to 20, one a patient; every fourth is readmitted. */
const stays = Array.from(
  { length: 20 },
  (_, i): Line => ({
    id: i + 1,
    patient: 100 + i,
    readmitted: i % 4 === 0 ? '<30' : i % 4 === 1 ? '>30' : 'NO',
    race: i % 2 === 0 ? 'Asian' : '?',
    before: i % 4 === 0 ? 2 : 0,
  }),
);

const scoresOf = (probabilityOf: (line: Line) => number, lines = stays): string =>
  ['encounter_id,probability', ...lines.map(line => `${line.id},${probabilityOf(line)}`)].join('\n');

const files = (given: Readonly<Record<string, string>>): ((name: string) => string) => {
  const at = folder();
  for (const [name, text] of Object.entries(given)) writeFileSync(join(at, name), text);
  return name => join(at, name);
};

const perfect = scoresOf(line => (line.readmitted === '<30' ? 0.9 : 0.1));
const useless = scoresOf(() => 0.25);

const reportOf = async (args: readonly string[], scoreFile = noModel): Promise<ModelReport> =>
  JSON.parse((await run([...args, '--json'], scoreFile)).printed);

describe('scores of another tool', () => {
  test('are judged on the encounters whose outcome is known, and the rest is counted', async () => {
    const more: readonly Line[] = [
      ...stays,
      { id: 21, patient: 1, readmitted: 'NO', disposition: '11' },
      { id: 22, patient: 1, readmitted: '<30', disposition: '13' },
      { id: 23, patient: 1, readmitted: '' },
      { id: 24, patient: 1, readmitted: 'NO' },
    ];
    const at = files({ 'data.csv': csv(more), 'scores.csv': perfect });
    const report = await reportOf([
      '--rows',
      at('scores.csv'),
      '--data',
      at('data.csv'),
      '--bootstrap',
      '30',
    ]);
    expect([report.n, report.patients, report.events, report.baseRate]).toEqual([20, 20, 5, 0.25]);
    expect(report.leftOut).toEqual({ diedOrHospice: 2, withoutOutcome: 1, withoutScore: 1, withoutOther: 0 });
    const [judged] = report.scores;
    expect([judged?.title, judged?.figures.auroc.value]).toEqual(['scores.csv', 1]);
    expect(judged?.figures.auroc.interval).toEqual([1, 1]);
    expect(judged?.figures.liftAt10.value).toBe(4);
  });

  test('stand beside what the columns allow, and beside nothing they do not', async () => {
    const at = files({ 'data.csv': csv(stays), 'scores.csv': useless });
    const report = await reportOf(['--rows', at('scores.csv'), '--data', at('data.csv'), '--bootstrap', '0']);
    expect(report.scores.map(score => score.id)).toEqual(['judged', 'admissions', 'two-admissions']);
    const [, admissions, rule] = report.scores;
    expect(admissions?.firstLess?.auroc?.value).toBe(-0.5);
    expect(admissions?.figures.brier.value).toBeNull();
    expect(admissions?.firstLess).not.toHaveProperty('brier');
    expect(rule?.rule?.flagged.value).toBe(0.25);
    expect(rule?.rule?.sensitivity.value).toBe(1);
  });

  test('are compared in pairs with those of --against, on the encounters both score', async () => {
    const at = files({
      'data.csv': csv(stays),
      'scores.csv': perfect,
      'other.csv': scoresOf(() => 0.25, stays.slice(0, 16)),
    });
    const args = ['--rows', at('scores.csv'), '--data', at('data.csv'), '--against', at('other.csv')];
    const report = await reportOf([...args, '--bootstrap', '40']);
    expect([report.n, report.leftOut.withoutOther]).toEqual([16, 4]);
    const other = report.scores.find(score => score.id === 'against');
    expect([other?.title, other?.firstLess?.auroc?.value]).toEqual(['other.csv', 0.5]);
    expect(other?.firstLess?.auroc?.interval).toEqual([0.5, 0.5]);
    expect(other?.firstLess?.brier?.value).toBeLessThan(0);
  });

  test('are told by group; what is not known is a group', async () => {
    const at = files({ 'data.csv': csv(stays), 'scores.csv': perfect });
    const report = await reportOf(['--rows', at('scores.csv'), '--data', at('data.csv'), '--bootstrap', '0']);
    expect(Object.keys(report.subgroups)).toEqual(['age', 'race']);
    expect(report.subgroups.age?.map(g => [g.name, g.n])).toEqual([['70–79', 20]]);
    expect(report.subgroups.race?.map(g => [g.name, g.n, g.events])).toEqual([
      ['Asian', 10, 5],
      ['not known', 10, 0],
    ]);
  });

  test('have the same intervals for the same seed', async () => {
    const noisy = scoresOf(({ id }) => ((id * 7) % 20) / 20);
    const at = files({ 'data.csv': csv(stays), 'scores.csv': noisy });
    const args = ['--rows', at('scores.csv'), '--data', at('data.csv'), '--bootstrap', '30', '--seed'];
    const first = await run([...args, '3', '--json']);
    expect(await run([...args, '3', '--json'])).toEqual(first);
    expect((await run([...args, '4', '--json'])).printed).not.toBe(first.printed);
  });

  test('are printed for people, progress apart, and drawn', async () => {
    const at = files({ 'data.csv': csv(stays), 'scores.csv': perfect });
    const args = ['--rows', at('scores.csv'), '--data', at('data.csv'), '--bootstrap', '20'];
    const { printed, told } = await run([...args, '--svg', at('plot.svg')]);
    expect(printed).toContain('20 encounters of 20 patients, 5 readmitted within 30 days (25.00 %)');
    expect(printed).toMatch(/scores\.csv +1\.000 \(1\.000–1\.000\)/);
    expect(printed).not.toContain('redrawing');
    expect(told).toContain('redrawing patients ██████████████████████████████ 60/60');
    expect(readFileSync(at('plot.svg'), 'utf8')).toContain('Calibration of scores.csv');
  });
});

describe('a model', () => {
  test('scores the file itself, by its name and version', async () => {
    const asked: string[][] = [];
    const scoreFile: ScoreFile = ({ model, data }, onProgress) => {
      asked.push([model, data]);
      onProgress(20, 20);
      const encounters = stays.map(({ id, patient, readmitted }) => ({
        encounterId: `${id}`,
        patient: `${patient}`,
        label: readmitted === '<30' ? (1 as const) : (0 as const),
        excluded: false,
        probability: readmitted === '<30' ? 0.9 : 0.1,
        row: {},
      }));
      return Promise.resolve(encounters);
    };
    const args = ['--model', 'readmission-30d@1', '--data', 'stays.csv', '--bootstrap', '0'];
    const report = await reportOf(args, scoreFile);
    expect(asked).toEqual([['readmission-30d@1', 'stays.csv']]);
    expect(report.scores.map(score => [score.title, score.figures.auroc.value])).toEqual([
      ['readmission-30d@1', 1],
    ]);
    expect([report.subgroups, report.burden]).toEqual([{}, {}]);
  });
});

describe('what cannot be judged is refused', () => {
  test.each<[string, readonly string[], string]>([
    ['no data', ['--rows', 'a.csv'], '--data is missing'],
    ['neither model nor scores', ['--data', 'a.csv'], 'name one of the two: --model, or --rows'],
    ['both', ['--data', 'a.csv', '--model', 'm', '--rows', 'b.csv'], 'name one of the two'],
    [
      'a list of everybody',
      ['--data', 'a.csv', '--rows', 'b.csv', '--capacity', '100'],
      '--capacity must be',
    ],
    ['half a draw', ['--data', 'a.csv', '--rows', 'b.csv', '--bootstrap', '0.5'], '--bootstrap must be'],
  ])('%s', async (_, args, message) => {
    await expect(run(args)).rejects.toThrow(message);
  });

  const refusal = (data: string, scores: string): Promise<unknown> => {
    const at = files({ 'data.csv': data, 'scores.csv': scores });
    return run(['--rows', at('scores.csv'), '--data', at('data.csv')]).catch((error: unknown) => error);
  };

  test('data without the columns, naming each', async () => {
    expect(await refusal('encounter_id,age\n1,[70-80)\n', perfect)).toMatchObject({
      details: {
        errors: [{ field: 'patient_nbr' }, { field: 'discharge_disposition_id' }, { field: 'readmitted' }],
      },
    });
  });

  test.each<[string, string, object]>([
    ['no probability', '1,high', { line: 2, field: 'probability', message: 'must be a number from 0 to 1' }],
    ['an empty one', '1,', { line: 2, field: 'probability', message: 'must be a number from 0 to 1' }],
    ['percents', '1,12.5', { line: 2, field: 'probability', message: 'must be a number from 0 to 1' }],
    [
      'an encounter twice',
      '1,0.1\n1,0.2',
      { line: 3, field: 'encounter_id', message: 'stands twice: remove one' },
    ],
  ])('scores with %s, by line', async (_, lines, error) => {
    const refused = await refusal(csv(stays), `encounter_id,probability\n${lines}\n`);
    expect(refused).toMatchObject({ code: 'import-rejected', details: { errors: [error] } });
  });

  test('data whose outcomes are not known', async () => {
    const refused = await refusal(csv(stays.map(line => ({ ...line, readmitted: '' }))), perfect);
    expect(refused).toMatchObject({ details: { field: 'readmitted' } });
  });

  test('a model that is not there, by its name', async () => {
    const at = files({ 'data.csv': csv(stays) });
    const asked = evaluateModel.run(['--model', 'readmission-30d@9.9.9', '--data', at('data.csv')], {
      config: { ...readConfig({}), models: at('.') },
      clock: heldClock(0),
      print: () => {},
      tell: () => {},
      signal: new AbortController().signal,
    });
    await expect(asked).rejects.toThrow('readmission-30d@9.9.9: there is no model readmission-30d');
  });

  test('scores of other encounters', async () => {
    const refused = await refusal(csv(stays), 'encounter_id,probability\n999,0.1\n');
    expect(refused).toMatchObject({ details: { field: 'encounter_id' } });
  });

  test('data in which nobody is readmitted', async () => {
    const refused = await refusal(csv(stays.filter(line => line.readmitted !== '<30')), perfect);
    expect(refused).toMatchObject({ details: { field: 'readmitted' } });
  });

  test('data that name an encounter twice', async () => {
    const refused = await refusal(csv([...stays, ...stays.slice(0, 1)]), perfect);
    expect(refused).toMatchObject({ message: 'an encounter_id stands twice in the data' });
  });

  test('an interrupted run stops', async () => {
    const at = files({ 'data.csv': csv(stays), 'scores.csv': perfect });
    const stopped = run(['--rows', at('scores.csv'), '--data', at('data.csv')], noModel, AbortSignal.abort());
    await expect(stopped).rejects.toThrow('stopped');
  });
});
