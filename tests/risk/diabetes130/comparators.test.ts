import { describe, expect, test } from 'vitest';
import { comparators, comparatorsOf } from '../../../src/risk/diabetes130/comparators.ts';
import type { FileRow } from '../../../src/risk/diabetes130/read-file.ts';

const plain: FileRow = {
  number_inpatient: '0',
  number_emergency: '0',
  time_in_hospital: '1',
  admission_type_id: '3',
  num_procedures: '0',
  medical_specialty: '?',
  diag_1: '?',
  diag_2: '?',
  diag_3: '?',
};

const scoreOf = (id: string, row: FileRow): number | undefined =>
  comparators.find(c => c.id === id)?.score({ ...plain, ...row });

describe('scores that the columns of a stay allow', () => {
  test.each<[string, FileRow, number]>([
    ['admissions', { number_inpatient: '3' }, 3],
    ['admissions', { number_inpatient: '?' }, 0],
    ['two-admissions', { number_inpatient: '1' }, 0],
    ['two-admissions', { number_inpatient: '2' }, 1],
    // one day
    ['lace', {}, 1],
    // 4–6 days 4, emergency 3, heart failure 2, two visits 2
    [
      'lace',
      { time_in_hospital: '5', admission_type_id: '1', number_emergency: '2', diag_1: '428' },
      4 + 3 + 2 + 2,
    ],
    // 7–13 days 5; visits count 4 at most
    ['lace', { time_in_hospital: '7', number_emergency: '9' }, 5 + 4],
    // 14 days 7, trauma centre 3
    ['lace', { time_in_hospital: '14', admission_type_id: '7' }, 7 + 3],
    ['hospital', {}, 0],
    // procedure 1, urgent 1, 2–5 admissions 2, 5 days 2, a cancer diagnosis for oncology 2
    [
      'hospital',
      {
        num_procedures: '1',
        admission_type_id: '2',
        number_inpatient: '2',
        time_in_hospital: '5',
        diag_2: '174',
      },
      1 + 1 + 2 + 2 + 2,
    ],
    // the service is known, and is not oncology: cancer does not stand in for it
    ['hospital', { medical_specialty: 'Cardiology', diag_2: '174' }, 0],
    ['hospital', { medical_specialty: 'Hematology/Oncology' }, 2],
    ['charlson', { diag_1: '428', diag_2: '250.43', diag_3: 'V45.1' }, 2 + 1 + 1],
    // leading zeros are lost: 42 is 042 (HIV), 38.9 is 038.9 and no ear disease
    ['charlson', { diag_1: '42', diag_2: '38.9' }, 4],
  ])('%s of %j is %d', (id, row, expected) => {
    expect(scoreOf(id, row)).toBe(expected);
  });

  test('those whose columns are missing are left out', () => {
    expect(comparatorsOf(plain).map(c => c.id)).toEqual(comparators.map(c => c.id));
    const { diag_3: _, number_emergency: __, ...fewer } = plain;
    expect(comparatorsOf(fewer).map(c => c.id)).toEqual(['admissions', 'two-admissions']);
    expect(comparatorsOf({})).toEqual([]);
  });

  test('what a file cannot tell is said of every score that lacks it', () => {
    const lacking = comparators.filter(c => c.lacks !== null).map(c => c.id);
    expect(lacking).toEqual(['lace', 'hospital', 'charlson']);
  });
});
