import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { lace } from '../../src/risk/scores/lace.ts';
import { at, diagnoses, inputs, pointsOf, stay, visit } from './inputs.ts';

const score = (...given: Parameters<typeof inputs>) => pointsOf(lace.score(inputs(...given), at));

describe('hand-worked cases', () => {
  test.each([
    [
      'heart failure, 5 days, emergency, one visit before: 4 + 3 + 2 + 1',
      [stay('2026-11-10', '2026-11-15'), visit('2026-08-01')],
      ['I509'],
      { length: 4, acute: 3, comorbidity: 2, emergency: 1, value: 10 },
    ],
    [
      'planned, home the same day, nothing else: 0',
      [stay('2026-11-10T12:00:00Z', '2026-11-10T20:00:00Z', false)],
      [],
      { length: 0, acute: 0, comorbidity: 0, emergency: 0, value: 0 },
    ],
    [
      'the highest there is: 14 days, emergency, metastases, four visits: 7 + 3 + 5 + 4',
      [
        stay('2026-11-01', '2026-11-15'),
        ...['2026-06-10', '2026-07-10', '2026-08-10', '2026-09-10'].map(day => visit(day)),
      ],
      ['C787'],
      { length: 7, acute: 3, comorbidity: 5, emergency: 4, value: 19 },
    ],
    [
      'previous infarction and stroke: C is their sum, 2',
      [stay('2026-11-10', '2026-11-12', false)],
      ['I252', 'I639'],
      { length: 2, acute: 0, comorbidity: 2, emergency: 0, value: 4 },
    ],
    [
      'infarction and heart failure: C is their sum, 3',
      [stay('2026-11-10', '2026-11-11', false)],
      ['I252', 'I500'],
      { length: 1, acute: 0, comorbidity: 3, emergency: 0, value: 4 },
    ],
    [
      'heart failure and COPD: a sum of 4 scores 5',
      [stay('2026-11-10', '2026-11-13', false)],
      ['I509', 'J449'],
      { length: 3, acute: 0, comorbidity: 5, emergency: 0, value: 8 },
    ],
    [
      'dementia alone: 3, not its Charlson weight',
      [stay('2026-11-08', '2026-11-15')],
      ['F03'],
      { length: 5, acute: 3, comorbidity: 3, emergency: 0, value: 11 },
    ],
    [
      'complicated diabetes cancels the uncomplicated: 2, not 3',
      [stay('2026-11-10', '2026-11-14')],
      ['E119', 'E112'],
      { length: 4, acute: 3, comorbidity: 2, emergency: 0, value: 9 },
    ],
    [
      'unspecified kidney disease is mild: 2',
      [stay('2026-11-10', '2026-11-14')],
      ['N189'],
      { length: 4, acute: 3, comorbidity: 2, emergency: 0, value: 9 },
    ],
    [
      'mild liver and mild kidney disease are one item: 2, not 4',
      [stay('2026-11-10', '2026-11-14')],
      ['K700', 'N189'],
      { length: 4, acute: 3, comorbidity: 2, emergency: 0, value: 9 },
    ],
    [
      'mild liver and moderate kidney disease count as the worse: 4, so 5',
      [stay('2026-11-10', '2026-11-14')],
      ['K700', 'N184'],
      { length: 4, acute: 3, comorbidity: 5, emergency: 0, value: 12 },
    ],
    [
      'kidney disease of stage 4 is moderate or severe: 4, so 5',
      [stay('2026-11-10', '2026-11-14')],
      ['N184'],
      { length: 4, acute: 3, comorbidity: 5, emergency: 0, value: 12 },
    ],
    [
      'in ICD-9: heart failure with kidney failure in one code (404.93), 2 + 4, so 5',
      [stay('2026-11-10', '2026-11-14')],
      ['9:40493'],
      { length: 4, acute: 3, comorbidity: 5, emergency: 0, value: 12 },
    ],
    [
      'peptic ulcer and hemiplegia do not count in LACE',
      [stay('2026-11-10', '2026-11-14')],
      ['K259', 'G819'],
      { length: 4, acute: 3, comorbidity: 0, emergency: 0, value: 7 },
    ],
  ])('%s', (_, encounters, codes, points) => {
    expect(score(encounters, diagnoses(...codes))).toEqual(points);
  });

  test.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
    [6, 4],
    [7, 5],
    [13, 5],
    [14, 7],
    [40, 7],
  ])('%i days of stay are %i points', (days, points) => {
    const discharged = at - dayMs;
    const index = { ...stay('2026-11-10'), admittedAt: discharged - days * dayMs, dischargedAt: discharged };
    expect(score([index])).toMatchObject({ length: points });
  });

  test('a stay is counted in the calendar days of where the patient lives', () => {
    const overnight = stay('2026-11-11T04:30:00Z', '2026-11-11T14:00:00Z');
    expect(score([overnight], [], 'America/New_York')).toMatchObject({ length: 1 });
    expect(score([overnight], [], 'UTC')).toMatchObject({ length: 0 });
  });

  test('every part says in words what it counted', () => {
    const result = lace.score(
      inputs([stay('2026-11-10', '2026-11-15'), visit('2026-08-01')], diagnoses('I509', 'E119')),
      at,
    );
    expect(result.applicable && result.parts.map(p => p.label)).toEqual([
      'length of stay: 5 days',
      'admitted as an emergency',
      'comorbidity 3: heart failure 2, diabetes without complications 1',
      '1 emergency visit in the 6 months before the admission',
    ]);
  });
});

describe('emergency visits', () => {
  const index = stay('2026-11-10T20:00:00Z', '2026-11-15');
  const emergency = (...visits: ReturnType<typeof visit>[]) => score([index, ...visits]).emergency;

  test('the visit that led to the admission does not count', () => {
    expect(emergency(visit('2026-11-10T12:00:00Z', '2026-11-10T20:00:00Z'))).toBe(0);
    expect(emergency(visit('2026-11-10T12:00:00Z', '2026-11-10T19:30:00Z'))).toBe(0);
    expect(emergency(visit('2026-11-10T12:00:00Z', null))).toBe(0);
  });
  test('one that ended the day before counts', () => {
    expect(emergency(visit('2026-11-09T12:00:00Z', '2026-11-09T18:00:00Z'))).toBe(1);
  });
  test('one between the admission and now does not count', () => {
    expect(emergency(visit('2026-11-12'), visit('2026-11-20'))).toBe(0);
  });
  test('one more than 6 months before the admission does not count, one just within does', () => {
    expect(emergency(visit('2026-05-10'))).toBe(0);
    expect(emergency(visit('2026-05-12'))).toBe(1);
  });
  test('at most 4 count', () => {
    const days = ['2026-06-01', '2026-07-01', '2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01'];
    expect(emergency(...days.map(day => visit(day)))).toBe(4);
  });
  test('outpatient visits and earlier stays are none', () => {
    expect(emergency({ ...visit('2026-08-01'), class: 'outpatient' }, stay('2026-07-01', '2026-07-03'))).toBe(
      0,
    );
  });
});

describe('when it applies', () => {
  const days30 = stay('2026-10-20', '2026-10-24T12:00:00Z');
  const noDischarge = { applicable: false, why: 'no discharge in the last 30 days' };

  test('up to 30 days after the discharge, and no moment longer', () => {
    expect(lace.score(inputs([days30]), at)).toMatchObject({ applicable: true });
    expect(lace.score(inputs([days30]), at + 1)).toEqual(noDischarge);
  });
  test.each([
    ['nobody ever was in hospital', []],
    ['only an emergency visit', [visit('2026-11-20')]],
    ['the stay lies ahead', [stay('2026-12-01', '2026-12-05')]],
  ])('not when %s', (_, encounters) => {
    expect(lace.score(inputs(encounters), at)).toEqual(noDischarge);
  });
  test('not while in hospital, also soon after an earlier discharge, or with the discharge planned', () => {
    const earlier = stay('2026-11-10', '2026-11-15');
    for (const now of [stay('2026-11-20'), stay('2026-11-20', '2026-11-25')]) {
      expect(lace.score(inputs([earlier, now]), at)).toMatchObject({
        applicable: false,
        why: expect.stringContaining('in hospital now'),
      });
    }
  });
  test('of the stay that ended last; one whose discharge nobody recorded is no stay for ever', () => {
    const forgotten = stay('2026-01-10');
    const last = stay('2026-11-18', '2026-11-20', false);
    expect(score([last, stay('2026-11-01', '2026-11-15'), forgotten])).toMatchObject({ length: 2, acute: 0 });
  });
  test('a diagnosis made after the discharge does not count', () => {
    const index = stay('2026-11-10', '2026-11-15');
    expect(score([index], diagnoses('I509 2026-11-16'))).toMatchObject({ comorbidity: 0 });
    expect(score([index], diagnoses('I509 2026-11-15'))).toMatchObject({ comorbidity: 2 });
  });
});
