import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CharlsonGroup, icd9Prefixes, icd10Prefixes } from '../../src/risk/features/charlson-codes.ts';
import { charlson } from '../../src/risk/scores/charlson.ts';
import { sharedData } from '../support/services.ts';
import { at, inputs, pointsOf } from './inputs.ts';

const { path, missing } = sharedData();

const linesOf = (file: string): string[] =>
  readFileSync(join(path, 'comorbidity', file), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1);

type PrefixLine = { readonly icd: string; readonly group: string; readonly prefixes: readonly string[] };

const prefixLines = (): PrefixLine[] =>
  linesOf('charlson-prefixes.tsv').map(line => {
    const [icd = '', group = '', prefixes = ''] = line.split('\t');
    return { icd, group, prefixes: prefixes.split(' ') };
  });

const published: Readonly<Record<string, CharlsonGroup>> = {
  mi: 'myocardial-infarction',
  chf: 'heart-failure',
  pvd: 'peripheral-vascular',
  cevd: 'cerebrovascular',
  dementia: 'dementia',
  cpd: 'chronic-pulmonary',
  rheumd: 'rheumatic',
  pud: 'peptic-ulcer',
  mld: 'mild-liver',
  diab: 'diabetes',
  diabwc: 'diabetes-complicated',
  hp: 'hemiplegia',
  rend: 'renal',
  canc: 'cancer',
  msld: 'severe-liver',
  metacanc: 'metastatic-cancer',
  aids: 'hiv',
};

/** Codes of each discharge; the file's third code is read as its own correction says, since a digit slipped there. */
const discharges = (): string[][] =>
  linesOf('nhds2010_sample.csv').map(line => {
    const cells = line.split(',');
    return [cells[8], cells[9], cells[11]].filter((code): code is string => (code ?? '') !== '');
  });

const quan2011: Readonly<Record<string, number>> = {
  chf: 2,
  dementia: 2,
  cpd: 1,
  rheumd: 1,
  mld: 2,
  diabwc: 1,
  hp: 2,
  rend: 1,
  canc: 2,
  msld: 4,
  metacanc: 6,
  aids: 4,
};

/** The index once more, straight from the published table and sharing nothing with the scorer. */
const naiveIndex = (codes: readonly string[], table: readonly PrefixLine[]): number => {
  const has = (group: string) =>
    table.some(
      line =>
        line.icd === '9' &&
        line.group === group &&
        codes.some(code => line.prefixes.some(prefix => code.startsWith(prefix))),
    );
  let index = 0;
  for (const [group, weight] of Object.entries(quan2011)) {
    if (group === 'mld' && has('msld')) continue;
    if (group === 'canc' && has('metacanc')) continue;
    if (has(group)) index += weight;
  }
  return index;
};

const scoreOf = (codes: readonly string[]): number | undefined => {
  const conditions = codes.map(code => ({ system: 'icd9' as const, code, onset: null }));
  return pointsOf(charlson.score(inputs([], conditions), at)).value;
};

const bands = [
  ['0', 0, 0],
  ['1–2', 1, 2],
  ['3–4', 3, 4],
  ['5 and more', 5, 24],
] as const;

describe.skipIf(missing)('against what was published', () => {
  test.each([
    ['9', icd9Prefixes],
    ['10', icd10Prefixes],
  ])('the prefixes of ICD-%s are those of the table', (icd, ours) => {
    const theirs = prefixLines().filter(line => line.icd === icd);
    expect(theirs).toHaveLength(17);
    for (const { group, prefixes } of theirs) {
      const name = published[group] as CharlsonGroup;
      expect(ours[name].trim().split(/\s+/), group).toEqual(prefixes);
    }
  });

  test('every discharge of the National Hospital Discharge Survey sample has the index of a plain count', () => {
    const table = prefixLines();
    const all = discharges();
    expect(all).toHaveLength(2_210);
    expect(all.map(scoreOf)).toEqual(all.map(codes => naiveIndex(codes, table)));
  });

  test('so many discharges of the sample fall in each band', () => {
    const values = discharges().map(scoreOf);
    const counts = bands.map(([name, low, high]) => [
      name,
      values.filter(value => value !== undefined && value >= low && value <= high).length,
    ]);
    expect(Object.fromEntries(counts)).toEqual({ '0': 1740, '1–2': 374, '3–4': 60, '5 and more': 36 });
  });
});
