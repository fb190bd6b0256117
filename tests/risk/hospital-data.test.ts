import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { atMostOf, type RiskPart } from '../../src/domain/risk.ts';
import { groupsOfCode } from '../../src/risk/features/comorbidity.ts';
import { type HospitalFacts, hospitalParts } from '../../src/risk/scores/hospital-parts.ts';
import { sharedData } from '../support/services.ts';
import { commaRows } from './comma-rows.ts';

const { path, missing } = sharedData();

type Cells = ReturnType<typeof commaRows>[number];

const hasCancer = (codes: readonly string[]): boolean | null =>
  codes.length === 0
    ? null
    : codes
        .flatMap(code => groupsOfCode({ system: 'icd9', code: code.replace('.', ''), onset: null }))
        .some(group => group === 'cancer' || group === 'metastatic-cancer');

const boundsOf = (parts: readonly RiskPart[]): readonly [atLeast: number, atMost: number] => {
  const atLeast = parts.reduce((sum, { points }) => sum + points, 0);
  return [atLeast, atMostOf(atLeast, parts)];
};

describe.skipIf(missing)('discharges of the National Hospital Discharge Survey', () => {
  const codesOf = (cell: Cells) => [cell('dx1'), cell('dx2'), cell('dx3corr')].filter(code => code !== '');
  const discharges = () => commaRows(readFileSync(join(path, 'comorbidity', 'nhds2010_sample.csv'), 'utf8'));

  /** The survey tells of diagnoses, the procedure and the admission type, and of nothing else that the score asks. */
  const factsOf = (cell: Cells): HospitalFacts => ({
    haemoglobinGDl: null,
    sodiumMmolL: null,
    fromOncology: null,
    hasCancer: hasCancer(codesOf(cell)),
    hadProcedure: cell('pr1') !== '',
    isUrgent: cell('atype') === '9' ? null : cell('atype') !== '3',
    admissionsBefore: null,
    stayDays: null,
  });

  const cancerPrefixes = () =>
    readFileSync(join(path, 'comorbidity', 'charlson-prefixes.tsv'), 'utf8')
      .split(/\r?\n/)
      .map(line => line.split('\t'))
      .filter(([icd, group]) => icd === '9' && (group === 'canc' || group === 'metacanc'))
      .flatMap(([, , prefixes = '']) => prefixes.split(' '));

  test('each has the points of a plain count, and as many more as the survey leaves open', () => {
    const prefixes = cancerPrefixes();
    expect(prefixes.length).toBeGreaterThan(60);
    const plain = (cell: Cells) => {
      const cancer = codesOf(cell).some(code => prefixes.some(prefix => code.startsWith(prefix))) ? 2 : 0;
      const procedure = cell('pr1') === '' ? 0 : 1;
      const urgent = ['1', '2'].includes(cell('atype')) ? 1 : 0;
      const atLeast = cancer + procedure + urgent;
      return [atLeast, atLeast + 1 + 1 + 5 + 2 + (cell('atype') === '9' ? 1 : 0)];
    };
    const all = discharges();
    expect(all).toHaveLength(2_210);
    expect(all.map(cell => boundsOf(hospitalParts(factsOf(cell))))).toEqual(all.map(plain));
  });

  test('so many have cancer, a procedure, an urgent admission', () => {
    const parts = discharges().flatMap(cell => hospitalParts(factsOf(cell)));
    const scoring = (id: string) => parts.filter(part => part.id === id && part.points > 0).length;
    expect([scoring('oncology'), scoring('procedure'), scoring('urgent')]).toEqual([102, 821, 1777]);
  });
});

const diedOrHospice = ['11', '13', '14', '19', '20', '21'];
const urgencies: Readonly<Record<string, boolean>> = { '1': true, '2': true, '3': false };

describe.skipIf(missing)('diabetes stays in 130 hospitals', () => {
  /** All but the laboratory values; specialty `?` is an unknown service. */
  const factsOf = (cell: Cells): HospitalFacts => ({
    haemoglobinGDl: null,
    sodiumMmolL: null,
    fromOncology: cell('medical_specialty') === '?' ? null : /onco/i.test(cell('medical_specialty')),
    hasCancer: hasCancer([cell('diag_1'), cell('diag_2'), cell('diag_3')].filter(code => code !== '?')),
    hadProcedure: cell('num_procedures') !== '0',
    isUrgent: urgencies[cell('admission_type_id')] ?? null,
    admissionsBefore: Number(cell('number_inpatient')),
    stayDays: Number(cell('time_in_hospital')),
  });

  const bands = ['0–4', '5–6', '7 and more'];
  const bandOf = (points: number) => (points >= 7 ? 2 : points >= 5 ? 1 : 0);

  test('of the higher band more are readmitted within 30 days', () => {
    const rows = commaRows(
      gunzipSync(readFileSync(join(path, 'diabetes130', 'diabetic_data.train.csv.gz'))).toString(),
    ).filter(cell => !diedOrHospice.includes(cell('discharge_disposition_id')));
    const stays = [0, 0, 0];
    const readmitted = [0, 0, 0];
    for (const cell of rows) {
      const band = bandOf(boundsOf(hospitalParts(factsOf(cell)))[0]);
      stays[band] = (stays[band] ?? 0) + 1;
      if (cell('readmitted') === '<30') readmitted[band] = (readmitted[band] ?? 0) + 1;
    }
    const lines = bands.map((name, band) => {
      const share = (100 * (readmitted[band] ?? 0)) / (stays[band] ?? 1);
      return `${name}: ${stays[band]} stays, ${share.toFixed(1)} %`;
    });
    expect(lines).toEqual([
      '0–4: 73103 stays, 10.4 %',
      '5–6: 5382 stays, 20.0 %',
      '7 and more: 776 stays, 40.3 %',
    ]);
  });
});
