import { describe, expect, test } from 'vitest';
import type { Limits } from '../../src/domain/limits.ts';
import { defaultLimits, limitsSchema, programLimits, shippedPrograms } from '../../src/rules/limits.ts';

const refusals = (input: unknown) =>
  limitsSchema.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ??
  [];

const withLimit = (over: Partial<Limits>): Limits => ({ ...defaultLimits, ...over });

test('the defaults and every shipped program are valid', () => {
  expect(limitsSchema.parse(defaultLimits)).toEqual(defaultLimits);
  for (const program of shippedPrograms) expect(refusals(programLimits[program])).toEqual([]);
  expect(Object.keys(programLimits)).toEqual(['heart-failure', 'hypertension', 'diabetes']);
});

test('limits for a pregnant patient (160/110) can be set', () => {
  const pregnant = withLimit({
    severeSystolicMmHg: 160,
    severeDiastolicMmHg: 110,
    severeClearSystolicMmHg: 150,
    severeClearDiastolicMmHg: 100,
  });
  expect(refusals(pregnant)).toEqual([]);
});

test('every field says what it is and in which unit', () => {
  for (const [name, field] of Object.entries(limitsSchema.shape))
    expect([name, field.description]).toEqual([
      name,
      expect.stringMatching(/(mmHg|mg\/dL and mmol\/L|kg|days)$/),
    ]);
});

describe('a refusal names its field', () => {
  const { missedDays: _, ...incomplete } = defaultLimits;
  test.each([
    { name: 'missing', input: incomplete, field: 'missedDays' },
    { name: 'no number', input: { ...defaultLimits, lowSystolicMmHg: '90' }, field: 'lowSystolicMmHg' },
    { name: 'not finite', input: withLimit({ weightGain1DayKg: Number.NaN }), field: 'weightGain1DayKg' },
    { name: 'implausible', input: withLimit({ severeSystolicMmHg: 1800 }), field: 'severeSystolicMmHg' },
    { name: 'broken day', input: withLimit({ missedDays: 1.5 }), field: 'missedDays' },
    {
      name: 'a unit missing',
      input: { ...defaultLimits, glucoseHigh: { mgDl: 250 } },
      field: 'glucoseHigh.mmolL',
    },
    {
      name: 'units that disagree',
      input: withLimit({ glucoseHigh: { mgDl: 250, mmolL: 10 } }),
      field: 'glucoseHigh',
    },
  ])('$name', ({ input, field }) => {
    expect(refusals(input)).toEqual([expect.stringContaining(`${field}: `)]);
  });

  test('an unknown field is refused by its name', () => {
    expect(refusals({ ...defaultLimits, severeSystolic: 170 })).toEqual([
      expect.stringContaining('severeSystolic'),
    ]);
  });
});

describe('no limit may cross another', () => {
  test.each([
    [
      withLimit({ severeSystolicMmHg: 170 }),
      ['severeSystolicMmHg: severeSystolicMmHg must be above severeClearSystolicMmHg'],
    ],
    [
      withLimit({ lowClearSystolicMmHg: 90 }),
      ['lowClearSystolicMmHg: lowClearSystolicMmHg must be above lowSystolicMmHg'],
    ],
    [
      withLimit({ glucoseLowClear: { mgDl: 70, mmolL: 3.9 } }),
      ['glucoseLowClear: glucoseLowClear must be above glucoseLevel1Low'],
    ],
    [
      withLimit({ glucoseLowClear: { mgDl: 70.5, mmolL: 3.9 } }),
      ['glucoseLowClear: glucoseLowClear must be above glucoseLevel1Low'],
    ],
  ])('%#', (input, expected) => {
    expect(refusals(input)).toEqual(expected);
  });
});
