import { z } from 'zod';
import type { GlucoseLimit, Limits } from '../domain/limits.ts';
import { mgDlPerMmolL } from '../domain/units.ts';

/** Shipped defaults; AHA and ESH pressures, BEAT-HF pulse, ADA glucose, ESC and US weight gains, clear limits by convention. */
export const defaultLimits: Limits = {
  severeSystolicMmHg: 180,
  severeDiastolicMmHg: 120,
  severeClearSystolicMmHg: 170,
  severeClearDiastolicMmHg: 110,
  lowSystolicMmHg: 90,
  veryLowSystolicMmHg: 80,
  lowClearSystolicMmHg: 95,
  lowPulsePerMin: 50,
  veryLowPulsePerMin: 40,
  lowClearPulsePerMin: 55,
  highPulsePerMin: 100,
  veryHighPulsePerMin: 110,
  highClearPulsePerMin: 95,
  meanSystolicMmHg: 135,
  meanDiastolicMmHg: 85,
  glucoseLevel1Low: { mgDl: 70, mmolL: 3.9 },
  glucoseLevel2Low: { mgDl: 54, mmolL: 3.0 },
  glucoseLowClear: { mgDl: 80, mmolL: 4.4 },
  glucoseHigh: { mgDl: 250, mmolL: 13.9 },
  glucoseVeryHigh: { mgDl: 300, mmolL: 16.7 },
  weightGain1DayKg: 1.36,
  weightGain3DaysKg: 2,
  weightGain7DaysKg: 2.27,
  weightAboveDryKg: 2,
  weightLossKg: 2,
  weightLossSystolicMmHg: 100,
  missedDays: 2,
};

/** Limits as stored, which may be older than a limit that has come since: that one has its default. */
export const withDefaults = (stored: Partial<Limits>): Limits => ({ ...defaultLimits, ...stored });

const roundingMgDl = 1;

const systolic = (what: string) => z.number().min(50).max(300).describe(`${what}, systolic, mmHg`);
const diastolic = (what: string) => z.number().min(25).max(200).describe(`${what}, diastolic, mmHg`);
const kg = (what: string) => z.number().min(0.1).max(20).describe(`${what}, kg`);

const newer = (schema: z.ZodNumber, field: NumberField) =>
  schema.default(defaultLimits[field]).describe(schema.description ?? '');
const pulse = (what: string) => z.number().min(20).max(250).describe(`${what}, /min`);

const glucose = (what: string) =>
  z
    .strictObject({
      mgDl: z.number().min(10).max(1000).describe(`${what}, mg/dL`),
      mmolL: z.number().min(0.5).max(56).describe(`${what}, mmol/L`),
    })
    .refine(({ mgDl, mmolL }) => Math.abs(mgDl - mmolL * mgDlPerMmolL) <= roundingMgDl, {
      error: 'mgDl and mmolL must be one value in two units (1 mmol/L = 18.01559 mg/dL)',
    })
    .describe(`${what}, mg/dL and mmol/L`);

type GlucoseField = { [F in keyof Limits]: Limits[F] extends GlucoseLimit ? F : never }[keyof Limits];
type NumberField = Exclude<keyof Limits, GlucoseField>;

const risingNumbers: readonly (readonly [NumberField, NumberField])[] = [
  ['veryLowSystolicMmHg', 'lowSystolicMmHg'],
  ['lowSystolicMmHg', 'lowClearSystolicMmHg'],
  ['lowClearSystolicMmHg', 'meanSystolicMmHg'],
  ['meanSystolicMmHg', 'severeSystolicMmHg'],
  ['lowClearSystolicMmHg', 'severeClearSystolicMmHg'],
  ['severeClearSystolicMmHg', 'severeSystolicMmHg'],
  ['meanDiastolicMmHg', 'severeDiastolicMmHg'],
  ['severeClearDiastolicMmHg', 'severeDiastolicMmHg'],
  ['veryLowPulsePerMin', 'lowPulsePerMin'],
  ['lowPulsePerMin', 'lowClearPulsePerMin'],
  ['lowClearPulsePerMin', 'highClearPulsePerMin'],
  ['highClearPulsePerMin', 'highPulsePerMin'],
  ['highPulsePerMin', 'veryHighPulsePerMin'],
];

const risingGlucose: readonly (readonly [GlucoseField, GlucoseField])[] = [
  ['glucoseLevel2Low', 'glucoseLevel1Low'],
  ['glucoseLevel1Low', 'glucoseLowClear'],
  ['glucoseLowClear', 'glucoseHigh'],
  ['glucoseHigh', 'glucoseVeryHigh'],
];

const fields = {
  severeSystolicMmHg: systolic('severe at or above'),
  severeDiastolicMmHg: diastolic('severe at or above'),
  severeClearSystolicMmHg: systolic('severe clears below'),
  severeClearDiastolicMmHg: diastolic('severe clears below'),
  lowSystolicMmHg: systolic('low below'),
  veryLowSystolicMmHg: systolic('very low below'),
  lowClearSystolicMmHg: systolic('low clears at or above'),
  lowPulsePerMin: newer(pulse('low below'), 'lowPulsePerMin'),
  veryLowPulsePerMin: newer(pulse('very low below'), 'veryLowPulsePerMin'),
  lowClearPulsePerMin: newer(pulse('low clears at or above'), 'lowClearPulsePerMin'),
  highPulsePerMin: newer(pulse('high above'), 'highPulsePerMin'),
  veryHighPulsePerMin: newer(pulse('very high above'), 'veryHighPulsePerMin'),
  highClearPulsePerMin: newer(pulse('high clears at or below'), 'highClearPulsePerMin'),
  meanSystolicMmHg: systolic('mean of 7 days high at or above'),
  meanDiastolicMmHg: diastolic('mean of 7 days high at or above'),
  glucoseLevel1Low: glucose('level 1 low below'),
  glucoseLevel2Low: glucose('level 2 low below'),
  glucoseLowClear: glucose('low clears at or above'),
  glucoseHigh: glucose('high above'),
  glucoseVeryHigh: glucose('very high above'),
  weightGain1DayKg: kg('gain in 1 day at or above'),
  weightGain3DaysKg: kg('gain in 3 days above'),
  weightGain7DaysKg: kg('gain in 7 days at or above'),
  weightAboveDryKg: newer(kg('above the dry weight, above'), 'weightAboveDryKg'),
  weightLossKg: newer(kg('lost in 3 days or below the dry weight, at or above'), 'weightLossKg'),
  weightLossSystolicMmHg: newer(systolic('low for who lost weight fast, below'), 'weightLossSystolicMmHg'),
  missedDays: z.int().min(1).max(30).describe('whole local days without a reading, days'),
};

/** Limits as a site may set them; each refusal names its field, and no limit may cross another. */
export const limitsSchema = z.strictObject(fields).superRefine((limits, { addIssue }) => {
  const refuse = (higher: keyof Limits, lower: keyof Limits) =>
    addIssue({ code: 'custom', path: [higher], message: `${higher} must be above ${lower}` });
  for (const [lower, higher] of risingNumbers) if (limits[lower] >= limits[higher]) refuse(higher, lower);
  for (const [lower, higher] of risingGlucose)
    if (limits[lower].mgDl >= limits[higher].mgDl || limits[lower].mmolL >= limits[higher].mmolL)
      refuse(higher, lower);
}) satisfies z.ZodType<Limits>;

export const shippedPrograms = ['heart-failure', 'hypertension', 'diabetes'] as const;
export type ShippedProgram = (typeof shippedPrograms)[number];

/**
 * What each shipped program starts with: the defaults, but that silence is told of later where it is no sign of its own.
 * That lower adherence goes with admission in the following week is known of heart failure alone (BEAT-HF); 4 and 5 days: convention.
 */
export const programLimits: Readonly<Record<ShippedProgram, Limits>> = {
  'heart-failure': defaultLimits,
  hypertension: { ...defaultLimits, missedDays: 5 },
  diabetes: { ...defaultLimits, missedDays: 4 },
};
