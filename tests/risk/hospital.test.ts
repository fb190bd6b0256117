import { describe, expect, test } from 'vitest';
import { atMostOf, pointsText } from '../../src/domain/risk.ts';
import { hospital } from '../../src/risk/scores/hospital.ts';
import { type HospitalFacts, hospitalParts } from '../../src/risk/scores/hospital-parts.ts';
import { at, diagnoses, inputs, pointsOf, stay, visit } from './inputs.ts';

/** Everything known, nothing that scores. */
const none: HospitalFacts = {
  haemoglobinGDl: 13.5,
  sodiumMmolL: 140,
  fromOncology: false,
  hasCancer: false,
  hadProcedure: false,
  isUrgent: false,
  admissionsBefore: 0,
  stayDays: 2,
};

const worked = (facts: Partial<HospitalFacts>) => {
  const parts = hospitalParts({ ...none, ...facts });
  const value = parts.reduce((sum, { points }) => sum + points, 0);
  return pointsText(value, atMostOf(value, parts));
};

describe('hand-worked cases, points of Donzé 2016 (PMC5070968)', () => {
  test.each<readonly [what: string, facts: Partial<HospitalFacts>, points: string]>([
    ['nothing', {}, '0'],
    ['haemoglobin below 12', { haemoglobinGDl: 11.9 }, '1'],
    ['haemoglobin of 12 is not low', { haemoglobinGDl: 12 }, '0'],
    ['sodium below 135', { sodiumMmolL: 134.9 }, '1'],
    ['sodium of 135 is not low', { sodiumMmolL: 135 }, '0'],
    ['discharged from oncology', { fromOncology: true }, '2'],
    ['a procedure', { hadProcedure: true }, '1'],
    ['an urgent admission', { isUrgent: true }, '1'],
    ['1 admission before', { admissionsBefore: 1 }, '0'],
    ['2 admissions before', { admissionsBefore: 2 }, '2'],
    ['5 admissions before', { admissionsBefore: 5 }, '2'],
    ['6 admissions before', { admissionsBefore: 6 }, '5'],
    ['a stay of 4 days', { stayDays: 4 }, '0'],
    ['a stay of 5 days', { stayDays: 5 }, '2'],
    [
      'anaemia, urgent, 3 admissions, a week: 1 + 1 + 2 + 2',
      { haemoglobinGDl: 9.8, isUrgent: true, admissionsBefore: 3, stayDays: 7 },
      '6',
    ],
    [
      'the highest there is: 1 + 2 + 1 + 1 + 1 + 5 + 2',
      {
        haemoglobinGDl: 8,
        fromOncology: true,
        sodiumMmolL: 128,
        hadProcedure: true,
        isUrgent: true,
        admissionsBefore: 9,
        stayDays: 21,
      },
      '13',
    ],
    ['cancer does not count where the service is known', { hasCancer: true }, '0'],
    ['cancer counts where the service is not known', { fromOncology: null, hasCancer: true }, '2'],
    ['no cancer and no known service', { fromOncology: null }, '0'],
    ['nothing known of either', { fromOncology: null, hasCancer: null }, '0–2'],
    ['haemoglobin not known', { haemoglobinGDl: null }, '0–1'],
    ['sodium not known', { sodiumMmolL: null }, '0–1'],
    ['procedures not known', { hadProcedure: null }, '0–1'],
    ['admission type not known', { isUrgent: null }, '0–1'],
    ['earlier admissions not known', { admissionsBefore: null }, '0–5'],
    ['length of stay not known', { stayDays: null }, '0–2'],
    [
      'what no laboratory told: urgent, 6 admissions, 5 days: 1 + 5 + 2, and up to 3 more',
      {
        haemoglobinGDl: null,
        sodiumMmolL: null,
        hadProcedure: null,
        isUrgent: true,
        admissionsBefore: 6,
        stayDays: 5,
      },
      '8–11',
    ],
  ])('%s: %j', (_, facts, points) => {
    expect(worked(facts)).toBe(points);
  });
});

describe('of what is on file', () => {
  const index = stay('2026-11-10', '2026-11-15');
  const score = (...given: Parameters<typeof inputs>) => hospital.score(inputs(...given), at);
  const points = (...given: Parameters<typeof inputs>) => pointsOf(score(...given));

  test('five days, emergency, heart failure: 3, and each part says what it counted or that it is not known', () => {
    const result = score([index], diagnoses('I509'));
    expect(result).toMatchObject({ applicable: true, value: 3 });
    expect(result.applicable && result.parts).toEqual([
      { id: 'haemoglobin', label: 'haemoglobin at discharge is not known', points: 0, mayAdd: 1 },
      { id: 'oncology', label: 'no cancer among the diagnoses', points: 0 },
      { id: 'sodium', label: 'sodium at discharge is not known', points: 0, mayAdd: 1 },
      { id: 'procedure', label: 'procedures during the stay are not known', points: 0, mayAdd: 1 },
      { id: 'urgent', label: 'urgent or emergency admission', points: 1 },
      { id: 'admissions', label: '0 admissions in the year before', points: 0 },
      { id: 'length', label: 'length of stay: 5 days', points: 2 },
    ]);
  });

  test('a planned day case without a diagnosis on file: nothing that counts, and up to 5 points unknown', () => {
    const result = score([stay('2026-11-10', '2026-11-10T20:00:00Z', false)]);
    expect(result.applicable && atMostOf(result.value, result.parts)).toBe(5);
    expect(result).toMatchObject({ value: 0 });
  });

  test.each([
    ['C349', 2],
    ['C787', 2],
    ['9:1749', 2],
    ['C349 2026-11-15', 2],
    ['C349 2026-11-16', null],
    ['D126', 0],
    ['Z853', 0],
  ])('%s: %j points for cancer', (code, expected) => {
    const result = score([index], diagnoses(code));
    const part = result.applicable ? result.parts.find(({ id }) => id === 'oncology') : undefined;
    expect(part?.mayAdd === undefined ? part?.points : null).toBe(expected);
  });

  test('admissions in the 365 days before the stay count, the stay itself and what came later do not', () => {
    const before = stay('2025-11-10', '2025-11-12');
    const tooEarly = stay('2025-11-09', '2025-11-12');
    expect(points([index, before, tooEarly])).toMatchObject({ admissions: 0 });
    expect(points([index, before, stay('2026-03-01', '2026-03-04')])).toMatchObject({ admissions: 2 });
    expect(points([index, before, visit('2026-03-01'), visit('2026-04-01')])).toMatchObject({
      admissions: 0,
    });
    expect(points([index, before, stay('2026-12-01', '2026-12-04')])).toMatchObject({ admissions: 0 });
  });

  test('applies as LACE does: up to 30 days after a discharge, never in hospital', () => {
    const days30 = stay('2026-10-20', '2026-10-24T12:00:00Z');
    expect(hospital.score(inputs([days30]), at)).toMatchObject({ applicable: true });
    expect(hospital.score(inputs([days30]), at + 1)).toEqual({
      applicable: false,
      why: 'no discharge in the last 30 days',
    });
    expect(score([index, stay('2026-11-20')])).toMatchObject({
      applicable: false,
      why: expect.stringContaining('in hospital now'),
    });
  });

  test('a sentence says that more points are possible', () => {
    expect(hospital.say(6)).toBe('HOSPITAL at least 6 of 13');
  });
});
