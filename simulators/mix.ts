import type { Kind } from '../src/domain/reading.ts';
import type { CourseName } from './course.ts';

export type Program = 'heart-failure' | 'hypertension' | 'diabetes';
export type Span = readonly [low: number, high: number];

export type ProgramMix = {
  readonly birthYears: Span;
  /** `share` of the program's patients who have the device */
  readonly devices: readonly {
    readonly kind: Kind;
    readonly perWeek: number;
    readonly perSession: number;
    readonly share: number;
  }[];
  readonly courses: readonly (readonly [course: CourseName, share: number])[];
  readonly systolicMmHg: Span;
  readonly diastolicMmHg: Span;
  readonly uncontrolled: number;
  readonly weightKg: Readonly<Record<'female' | 'male', Span>>;
};

export const programShares: readonly (readonly [Program, number])[] = [
  ['heart-failure', 0.4],
  ['hypertension', 0.35],
  ['diabetes', 0.25],
];

export const programMix: Readonly<Record<Program, ProgramMix>> = {
  'heart-failure': {
    birthYears: [1934, 1966],
    devices: [
      { kind: 'weight', perWeek: 7, perSession: 1, share: 1 },
      { kind: 'blood-pressure', perWeek: 7, perSession: 1, share: 1 },
    ],
    courses: [
      ['stable', 0.86],
      ['hf-decompensation', 0.08],
      ['low-bp', 0.03],
      ['silent', 0.03],
    ],
    systolicMmHg: [114, 126],
    diastolicMmHg: [62, 75],
    uncontrolled: 0.03,
    weightKg: { female: [56, 102], male: [66, 118] },
  },
  hypertension: {
    birthYears: [1942, 1986],
    devices: [{ kind: 'blood-pressure', perWeek: 14, perSession: 2, share: 1 }],
    courses: [
      ['stable', 0.87],
      ['hypertensive-urgency', 0.05],
      ['drifting-hypertension', 0.04],
      ['low-bp', 0.01],
      ['silent', 0.03],
    ],
    systolicMmHg: [116, 127],
    diastolicMmHg: [66, 77],
    uncontrolled: 0.17,
    weightKg: { female: [52, 105], male: [62, 120] },
  },
  diabetes: {
    birthYears: [1946, 1990],
    devices: [
      { kind: 'glucose', perWeek: 21, perSession: 1, share: 1 },
      { kind: 'weight', perWeek: 3, perSession: 1, share: 1 },
      { kind: 'blood-pressure', perWeek: 7, perSession: 1, share: 0.35 },
    ],
    courses: [
      ['stable', 0.86],
      ['hypoglycaemia', 0.06],
      ['hyperglycaemia', 0.05],
      ['silent', 0.03],
    ],
    systolicMmHg: [115, 126],
    diastolicMmHg: [66, 76],
    uncontrolled: 0.05,
    weightKg: { female: [58, 115], male: [66, 128] },
  },
};

export const timeZoneShares = [
  ['America/New_York', 0.7],
  ['America/Chicago', 0.15],
  ['America/Los_Angeles', 0.1],
  ['America/Phoenix', 0.05],
] as const;

export const unitShares = {
  'blood-pressure': [
    ['mm[Hg]', 0.95],
    ['kPa', 0.05],
  ],
  glucose: [
    ['mg/dL', 0.75],
    ['mmol/L', 0.25],
  ],
  weight: [
    ['kg', 0.5],
    ['[lb_av]', 0.5],
  ],
} as const;

export const adherence: Span = [0.7, 0.98];
/** most people are quiet; `noisy` of them sit at the upper end of CLINICAL's self-trackers */
export const noisy = 0.12;

/** Standard deviations. Weight: that of the 1-day difference is 1.41 times this. Glucose: of the logarithm. */
export const noise = {
  weightKg: { quiet: [0.25, 0.32], noisy: [0.34, 0.43] },
  systolicSessionMmHg: { quiet: [4.6, 5.6], noisy: [5.8, 6.6] },
  systolicReadingMmHg: { quiet: [3.6, 4.2], noisy: [4.2, 4.8] },
  glucose: { quiet: [0.09, 0.13], noisy: [0.14, 0.17] },
  pulsePerMin: 4,
} as const satisfies Record<string, number | Readonly<Record<'quiet' | 'noisy', Span>>>;

export const uncontrolledMmHg: { readonly systolic: Span; readonly diastolic: Span } = {
  systolic: [136, 145],
  diastolic: [76, 86],
};
export const glucoseMgDl: Span = [105, 138];
export const pulsePerMin: Span = [60, 82];
