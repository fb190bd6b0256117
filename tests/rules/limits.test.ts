import { describe, expect, test } from 'vitest';
import type { Limits } from '../../src/domain/limits.ts';
import {
  defaultLimits,
  limitsSchema,
  programLimits,
  shippedPrograms,
  withDefaults,
} from '../../src/rules/limits.ts';

const refusals = (input: unknown) =>
  limitsSchema.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ??
  [];

const withLimit = (over: Partial<Limits>): Limits => ({ ...defaultLimits, ...over });

test('the defaults and every shipped program are valid', () => {
  expect(limitsSchema.parse(defaultLimits)).toEqual(defaultLimits);
  for (const program of shippedPrograms) expect(refusals(programLimits[program])).toEqual([]);
  expect(Object.keys(programLimits)).toEqual(['heart-failure', 'hypertension', 'diabetes']);
});

test('silence is told of soonest in heart failure, where it goes with admission; nothing else differs', () => {
  const { 'heart-failure': heart, hypertension, diabetes } = programLimits;
  expect(heart).toEqual(defaultLimits);
  expect(hypertension).toEqual({ ...defaultLimits, missedDays: 5 });
  expect(diabetes).toEqual({ ...defaultLimits, missedDays: 4 });
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
      expect.stringMatching(/(mmHg|mg\/dL and mmol\/L|\/min|kg|days)$/),
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

describe('limits that came later', () => {
  const {
    lowPulsePerMin: _a,
    veryLowPulsePerMin: _b,
    lowClearPulsePerMin: _c,
    highPulsePerMin: _d,
    veryHighPulsePerMin: _e,
    highClearPulsePerMin: _f,
    weightAboveDryKg: _g,
    weightLossKg: _h,
    weightLossSystolicMmHg: _i,
    ...first
  } = defaultLimits;

  test('may be left out by whoever knows only the first ones, and then have their defaults', () => {
    expect(limitsSchema.parse(first)).toEqual(defaultLimits);
    const wide = { ...first, lowSystolicMmHg: 105, lowClearSystolicMmHg: 110 };
    expect(limitsSchema.parse(wide)).toEqual({ ...defaultLimits, ...wide });
  });

  test('have their defaults in limits stored before they came, which keep what they say', () => {
    expect(withDefaults({ ...first, missedDays: 3 })).toEqual({ ...defaultLimits, missedDays: 3 });
    expect(withDefaults({ ...first, weightLossKg: 3 })).toEqual({ ...defaultLimits, weightLossKg: 3 });
  });

  test.each([
    ['veryLowPulsePerMin', 'lowPulsePerMin', 50],
    ['lowPulsePerMin', 'lowClearPulsePerMin', 55],
    ['highClearPulsePerMin', 'highPulsePerMin', 100],
    ['highPulsePerMin', 'veryHighPulsePerMin', 110],
  ] as const)('%s must stay below %s', (lower, higher, value) => {
    expect(refusals(withLimit({ [lower]: value }))).toEqual([`${higher}: ${higher} must be above ${lower}`]);
  });

  test('a low pulse never clears where a high one does not yet', () => {
    expect(refusals(withLimit({ lowClearPulsePerMin: 95 }))).toEqual([
      'highClearPulsePerMin: highClearPulsePerMin must be above lowClearPulsePerMin',
    ]);
  });
});
