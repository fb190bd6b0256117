import { describe, expect, test } from 'vitest';
import { groupsOfCode } from '../../src/risk/features/comorbidity.ts';
import { charlson } from '../../src/risk/scores/charlson.ts';
import { at, diagnoses, inputs, pointsOf } from './inputs.ts';

const indexOf = (...codes: string[]) => pointsOf(charlson.score(inputs([], diagnoses(...codes)), at)).value;

describe('hand-worked cases, Quan 2011 weights', () => {
  test.each([
    ['nothing', [], 0],
    ['heart failure', ['I509'], 2],
    ['infarction, stroke, vascular disease and ulcer weigh nothing', ['I219', 'I639', 'I739', 'K259'], 0],
    ['COPD and heart failure', ['J449', 'I5022'], 3],
    ['diabetes without complications', ['E119'], 0],
    ['diabetes with and without complications: the severe form cancels the mild one', ['E119', 'E1122'], 1],
    ['cirrhosis and varices: severe liver disease cancels mild', ['K746', 'I850'], 4],
    ['breast cancer with metastases: 6, not 8', ['C509', 'C787'], 6],
    ['dementia and hemiplegia', ['F03', 'G819'], 4],
    ['kidney disease, rheumatoid arthritis', ['N183', 'M069'], 2],
    ['HIV', ['B20'], 4],
    ['the same group twice counts once', ['I500', 'I509', 'I110'], 2],
    ['hypertension and a fracture are in no group', ['I10', 'S7200'], 0],
    ['everything', ['I509', 'F03', 'J449', 'M069', 'E112', 'G819', 'N189', 'I850', 'C787', 'B24'], 24],
    ['ICD-9 heart failure', ['9:4280'], 2],
    ['ICD-9 diabetes: complicated cancels uncomplicated', ['9:25000', '9:25060'], 1],
    ['ICD-9 hepatitis and encephalopathy: severe liver disease cancels mild', ['9:07054', '9:5722'], 4],
    ['ICD-9 cancer with metastases', ['9:1749', '9:1985'], 6],
    ['ICD-9 HIV, as written and as a spreadsheet leaves it', ['9:042', '9:42'], 4],
    ['ICD-9 heart failure and kidney failure in one code: both groups', ['9:40493'], 3],
    ['ICD-9 and ICD-10 together', ['9:496', 'I509', '9:4280'], 3],
  ])('%s: %j → %i', (_, codes, value) => {
    expect(indexOf(...codes)).toBe(value);
  });

  test('the parts name each group, also one that weighs nothing, and none that is cancelled', () => {
    const score = charlson.score(inputs([], diagnoses('I252', 'E119', 'E1122')), at);
    expect(score.applicable && score.parts).toEqual([
      { id: 'myocardial-infarction', label: 'Myocardial infarction', points: 0 },
      { id: 'diabetes-complicated', label: 'Diabetes with complications', points: 1 },
    ]);
  });

  test('a code is read in its own system: V-codes and E-codes of ICD-9 are not ICD-10', () => {
    expect(indexOf('9:V420')).toBe(1);
    expect(indexOf('V420')).toBe(0);
    expect(indexOf('9:E109')).toBe(0);
  });

  test('a SNOMED code is not mapped: it counts in no group', () => {
    const conditions = [{ system: 'snomed' as const, code: '42343007', onset: null }];
    expect(pointsOf(charlson.score(inputs([], conditions), at)).value).toBe(0);
  });

  test('a diagnosis counts from the day of its onset, in the time of where the patient lives', () => {
    expect(indexOf('I509 2026-11-23')).toBe(2);
    expect(indexOf('I509 2026-11-24')).toBe(0);
    const evening = Date.parse('2026-11-24T03:00:00Z');
    const conditions = diagnoses('I509 2026-11-24');
    expect(pointsOf(charlson.score(inputs([], conditions, 'UTC'), evening)).value).toBe(2);
    expect(pointsOf(charlson.score(inputs([], conditions, 'America/New_York'), evening)).value).toBe(0);
  });
});

describe('a code of two groups counts in both', () => {
  test.each([
    ['9:40403', ['heart-failure', 'renal']],
    ['9:40413', ['heart-failure', 'renal']],
    ['9:40493', ['heart-failure', 'renal']],
    ['9:4373', ['cerebrovascular', 'peripheral-vascular']],
    ['9:4372', ['cerebrovascular']],
    ['9:40492', ['renal']],
  ])('%s: %j', (code, groups) => {
    expect(diagnoses(code).flatMap(groupsOfCode).toSorted()).toEqual(groups);
  });
});
