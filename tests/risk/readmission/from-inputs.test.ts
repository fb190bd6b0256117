import { describe, expect, test } from 'vitest';
import type { StayFacts } from '../../../src/domain/encounter.ts';
import { dayMs } from '../../../src/domain/local-day.ts';
import type { RiskInputs, ToldEncounter } from '../../../src/risk/features/inputs.ts';
import { stayFeaturesAt } from '../../../src/risk/readmission/from-inputs.ts';

const day = (n: number): number => Date.UTC(2026, 0, 1, 12) + n * dayMs;
const stay = (from: number, to: number | null, facts: StayFacts | null = null): ToldEncounter => ({
  class: 'inpatient',
  admittedAt: day(from),
  dischargedAt: to === null ? null : day(to),
  emergent: true,
  facts,
});
const visit = (is: 'emergency' | 'outpatient', at: number): ToldEncounter => ({
  class: is,
  admittedAt: day(at),
  dischargedAt: day(at),
  emergent: false,
  facts: null,
});
const inputsOf = (encounters: readonly ToldEncounter[]): RiskInputs => ({
  timeZone: 'UTC',
  birthDate: '1950-06-01',
  encounters,
  conditions: [
    { system: 'icd10', code: 'I10', onset: '2019-01-01' },
    { system: 'icd10', code: 'I509', onset: '2024-01-01' },
  ],
});
const featuresOf = (encounters: readonly ToldEncounter[], at: number) => {
  const found = stayFeaturesAt(inputsOf(encounters), day(at));
  if (!found.ok) throw new Error(found.none.why);
  return found.features;
};

describe('a stay as the model sees it', () => {
  test('counts visits and stays of the year before, and not the stay itself', () => {
    const features = featuresOf(
      [
        stay(-400, -395),
        stay(-100, -96),
        visit('emergency', -50),
        visit('emergency', -370),
        visit('outpatient', -9),
        stay(0, 5),
      ],
      6,
    );
    expect(features).toMatchObject({
      lengthOfStay: 5,
      inpatientLastYear: 1,
      emergencyLastYear: 1,
      outpatientLastYear: 1,
      earlierStays: 2,
      earlierDays: 9,
      previousLengthOfStay: 4,
      age: 75,
    });
  });

  test.each([
    ['no earlier stay', [], 'no-earlier-stay', 0],
    ['back after 30 days', [stay(-40, -30)], 'within-30-days', 1],
    ['back after 31 days', [stay(-40, -31)], 'later', 0],
    ['two returns', [stay(-60, -50), stay(-40, -30)], 'within-30-days', 2],
    ['an early return, then a late one', [stay(-200, -190), stay(-180, -170)], 'later', 1],
  ] as const)('%s', (_, earlier, lastReturn, earlierReturns) => {
    expect(featuresOf([...earlier, stay(0, 3)], 4)).toMatchObject({ lastReturn, earlierReturns });
  });

  test('the emergency visit that a stay began with is no visit before it', () => {
    const began = { ...visit('emergency', 0), admittedAt: day(0) - 3 * 3_600_000, dischargedAt: day(0) };
    const earlier = { ...visit('emergency', -50), admittedAt: day(-50) - 3_600_000, dischargedAt: day(-50) };
    const features = featuresOf([earlier, stay(-50, -45), visit('emergency', -20), began, stay(0, 5)], 6);
    expect(features.emergencyLastYear).toBe(1);
  });

  test('diagnoses made after the discharge do not count', () => {
    const inputs = inputsOf([stay(0, 3)]);
    const later = { system: 'icd10', code: 'C349', onset: '2026-01-20' } as const;
    const found = stayFeaturesAt({ ...inputs, conditions: [...inputs.conditions, later] }, day(25));
    expect(found.ok && found.features.diagnosisCount).toBe(2);
  });

  test('what comes after its discharge is not seen', () => {
    const before = featuresOf([stay(-40, -30), stay(0, 3)], 4);
    const after = featuresOf([stay(-40, -30), stay(0, 3), visit('emergency', 4), visit('outpatient', 5)], 6);
    expect(after).toEqual(before);
  });

  test("only a stay's own diagnoses have an order: without them none is known, and none is denied", () => {
    const told = featuresOf([stay(0, 3, { diagnoses: [{ system: 'icd9', code: '25060' }] })], 4);
    expect(told.diagnoses).toEqual(['diabetes-complicated']);
    expect(featuresOf([stay(0, 3)], 4).diagnoses).toEqual([]);
  });

  test.each([
    [undefined, null],
    [6.9, 'normal'],
    [7, 'normal'],
    [7.1, 'over-7'],
    [8, 'over-7'],
    [8.1, 'over-8'],
  ])('HbA1c %s is told as %s', (percent, expected) => {
    const facts = percent === undefined ? {} : { hba1cPercent: percent };
    expect(featuresOf([stay(0, 3, facts)], 4).hba1c).toBe(expected);
  });

  test('what nobody told is not known, never no', () => {
    expect(featuresOf([stay(0, 3)], 4)).toMatchObject({
      disposition: null,
      admissionSource: null,
      medications: null,
      procedures: null,
      labTests: null,
      insulin: null,
      onDiabetesMedication: null,
    });
  });
});

test.each([
  [[], 0, 'no discharge in the last 30 days'],
  [[stay(-40, -31)], 0, 'no discharge in the last 30 days'],
  [[stay(-1, null)], 0, 'in hospital now: it is scored from the discharge on'],
] as const)('to others it does not apply, and it says why', (encounters, at, why) => {
  const found = stayFeaturesAt(inputsOf(encounters), day(at));
  expect(found.ok ? null : found.none.why).toBe(why);
});
