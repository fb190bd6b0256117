import type { PatientFlag } from '../src/domain/patient.ts';
import type { Kind } from '../src/domain/reading.ts';

export type Program = 'heart-failure' | 'hypertension' | 'diabetes';
export type Span = readonly [low: number, high: number];
export type Shares<T> = readonly (readonly [item: T, weight: number])[];

export const scenarioNames = [
  'hf-decompensation',
  'hf-decompensation-bp-pulse',
  'hf-decompensation-no-gain',
  'fading-adherence',
  'over-diuresis',
  'hypotension',
  'hypertensive-urgency',
  'drifting-hypertension',
  'hypoglycaemia-weeks',
  'steroid-hyperglycaemia',
  'other-admission',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** A course that ends in an outcome. Spans are drawn evenly unless a `…Skew` (power of the even draw) says otherwise. */
export type ScenarioRow = {
  /** false: nothing in the readings foretells it */
  readonly clinical: boolean;
  /** events a year free of events, before frailty */
  readonly perYear: Readonly<Partial<Record<Program, number>>>;
  /** the rate holds with the first of these flags that the patient has, times its factor; without any, never */
  readonly onlyWith?: readonly (readonly [flag: PatientFlag, factor: number])[];
  /** who lacks the device never shows it */
  readonly needs: Kind;
  readonly leadDays: Span;
  readonly weightKg: Span;
  readonly weightSkew: number;
  /** share of the weight change that falls into the last 7 days */
  readonly lastWeek: Span;
  /** pressure, pulse and glucose begin to change this long before the outcome, at the onset at the earliest … */
  readonly signsDays: Span;
  /** … and are changed fully this long before it */
  readonly fullDays: number;
  readonly systolicMmHg: Span;
  /** share of courses in which the pressure goes the other way */
  readonly otherWay: number;
  /** none show it in some courses: share of courses with a change of pressure and pulse */
  readonly withSigns: number;
  readonly pulsePerMin: Span;
  readonly glucoseMgDl: Span;
  /** chance that a glucose reading is low */
  readonly lowChance: Span;
  /** share of courses in which sessions fall away before the outcome */
  readonly fades: number;
  readonly fadeDays: Span;
  /** what is left of adherence at the outcome */
  readonly fadesTo: Span;
  /** a severe reading in waking hours, so many hours before the outcome */
  readonly severeHours: Span | null;
  /** share of outcomes that are a hospital stay; the others are a visit */
  readonly admitted: number;
  readonly recoveryDays: Span;
};

export type DeviceRow = {
  readonly kind: Kind;
  readonly perSession: number;
  /** expected readings a week, with the share of patients */
  readonly perWeek: Shares<number>;
  /** share of the program's patients who have it */
  readonly share: number;
};

export type ProgramRow = {
  readonly birthYears: Span;
  readonly devices: readonly DeviceRow[];
  readonly controlledMmHg: { readonly systolic: Span; readonly diastolic: Span };
  readonly uncontrolled: number;
  readonly lowPressure: number;
  readonly weightKg: Readonly<Record<'female' | 'male', Span>>;
  readonly flags: Readonly<Partial<Record<PatientFlag, number>>>;
  readonly dryWeight: number;
};
