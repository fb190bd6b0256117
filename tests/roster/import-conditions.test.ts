import { describe, expect, test } from 'vitest';
import { AppError, type LineError } from '../../src/errors.ts';
import { importConditions } from '../../src/roster/import-conditions.ts';
import { now, type TestStore, testStore } from '../support/store.ts';

const header = 'patient,system,code,onset';
const file = (...lines: string[]) => `${[header, ...lines].join('\n')}\n`;
const importInto = (s: TestStore, csv: string) =>
  importConditions({ store: s.store, actor: { type: 'person', name: 'tester' }, at: now }, csv);
const kept = (s: TestStore) =>
  s.all('SELECT system, code, onset FROM condition ORDER BY system, code').map(r => Object.values(r));

const refusalOf = async (s: TestStore, csv: string): Promise<readonly LineError[]> => {
  const before = s.dump();
  const error = await importInto(s, csv).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error('was accepted');
  expect(s.dump()).toEqual(before);
  return error.details.errors ?? [];
};

test('codes are kept without dots, in capitals, leading zeros and all', async () => {
  const s = await testStore();
  const { report, patientIds } = await importInto(
    s,
    file(
      'P1,icd9,003.1,',
      'P1,icd9,4280,2020-02-29',
      'P1,icd9,v45.81,',
      'P1,icd9,E849.0,',
      'P2,icd10,i50.9,2021-01-01',
      'P2,icd10,S72.001A,',
      'P2,snomed,84114007,',
    ),
  );
  expect(report).toEqual({ lines: 7, patients: 2, added: 7, changed: 0, unchanged: 0, warnings: [] });
  expect(patientIds).toHaveLength(2);
  expect(kept(s)).toEqual([
    ['icd10', 'I509', '2021-01-01'],
    ['icd10', 'S72001A', null],
    ['icd9', '0031', null],
    ['icd9', '4280', '2020-02-29'],
    ['icd9', 'E8490', null],
    ['icd9', 'V4581', null],
    ['snomed', '84114007', null],
  ]);
  expect(s.rows('audit_log').at(-1)).toMatchObject({ action: 'conditions.import' });
});

test('the same file again changes nothing, written with dots or without; another onset changes one', async () => {
  const s = await testStore();
  await importInto(s, file('P1,icd9,428.0,', 'P1,icd10,I50.9,2021-01-01'));
  expect((await importInto(s, file('P1,icd9,4280,', 'P1,icd10,i509,2021-01-01'))).report).toMatchObject({
    added: 0,
    changed: 0,
    unchanged: 2,
  });
  const { report, patientIds } = await importInto(
    s,
    file('P1,icd9,428.0,2019-05-01', 'P1,icd10,I50.9,2021-01-01'),
  );
  expect(report).toMatchObject({ added: 0, changed: 1, unchanged: 1 });
  expect(patientIds).toEqual([s.patientId('P1')]);
});

describe('nothing is imported and every wrong line is named', () => {
  test.each([
    ['a patient nobody enrolled', ['P9,icd9,428.0,'], [[2, 'patient']]],
    ['no such system', ['P1,icd11,BD10,'], [[2, 'system']]],
    ['no code', ['P1,icd9,,'], [[2, 'code']]],
    ['an ICD-9 code that lost its zeros', ['P1,icd9,3.1,'], [[2, 'code']]],
    ['an ICD-10 code called ICD-9', ['P1,icd9,I50.9,'], [[2, 'code']]],
    ['words for a code', ['P1,icd10,heart failure,'], [[2, 'code']]],
    ['a SNOMED code with letters', ['P1,snomed,84A14007,'], [[2, 'code']]],
    ['an onset in the future', ['P1,icd9,428.0,2027-01-01'], [[2, 'onset']]],
    ['an onset that is no date', ['P1,icd9,428.0,2020'], [[2, 'onset']]],
    ['a diagnosis twice', ['P1,icd9,428.0,', 'P1,icd9,4280,2020-01-01'], [[3, 'code']]],
    [
      'several at once',
      ['P1,icd9,428.0,', 'P9,icd9,428.0,', 'P1,icd9,x,'],
      [
        [3, 'patient'],
        [4, 'code'],
      ],
    ],
  ])('%s', async (_, lines, wrong) => {
    const s = await testStore();
    expect((await refusalOf(s, file(...lines))).map(e => [e.line, e.field])).toEqual(wrong);
  });
});
