import { dayMs, hourMs, minuteMs, offsetMs } from '../src/domain/local-day.ts';
import type { Random } from './random.ts';

/** What happens to a patient near the end of the simulated time: the ground truth to judge alerts by. */
export type Course =
  | { readonly is: 'stable' }
  | {
      readonly is: 'hf-decompensation';
      readonly startsAt: number;
      readonly endsAt: number;
      readonly gainKg: number;
    }
  | {
      readonly is: 'hypertensive-urgency';
      readonly startsAt: number;
      readonly readings: readonly (readonly [systolicMmHg: number, diastolicMmHg: number])[];
    }
  | {
      readonly is: 'drifting-hypertension';
      readonly startsAt: number;
      readonly endsAt: number;
      readonly riseMmHg: number;
    }
  | { readonly is: 'low-bp'; readonly startsAt: number; readonly systolicMmHg: number }
  | { readonly is: 'hypoglycaemia'; readonly startsAt: number }
  | { readonly is: 'hyperglycaemia'; readonly startsAt: number; readonly glucoseMgDl: number }
  | { readonly is: 'silent'; readonly startsAt: number };

export type CourseName = Course['is'];

export type Effect = {
  readonly weightKg: number;
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  readonly pulsePerMin: number;
  readonly lowGlucoseChance: number;
  /** replaces the patient's own level */
  readonly glucoseMgDl: number | null;
  readonly levelSystolicMmHg: number | null;
};

const none: Effect = {
  weightKg: 0,
  systolicMmHg: 0,
  diastolicMmHg: 0,
  pulsePerMin: 0,
  lowGlucoseChance: 0,
  glucoseMgDl: null,
  levelSystolicMmHg: null,
};

export const repeatAfterMs = 4 * minuteMs;
const unrepeatedShare = 0.3;

const inWakingHours = (at: number, timeZone: string): number => {
  const hour = Math.floor((at + offsetMs(at, timeZone)) / hourMs) % 24;
  return hour >= 22 || hour < 7 ? at - 9 * hourMs : at;
};

const drawUrgency = (endAt: number, timeZone: string, random: Random): Course => {
  const at = Math.floor((endAt - random.between(3, 50) * hourMs) / minuteMs) * minuteMs;
  const first = random.whole(186, 200);
  const diastolic = random.whole(98, 116);
  const repeat = [[first - random.whole(0, 5), diastolic - random.whole(-2, 4)]] as const;
  return {
    is: 'hypertensive-urgency',
    startsAt: inWakingHours(at, timeZone),
    readings: [[first, diastolic] as const, ...(random.chance(unrepeatedShare) ? [] : repeat)],
  };
};

export const drawCourse = (is: CourseName, endAt: number, timeZone: string, random: Random): Course => {
  const daysBefore = (low: number, high: number) => endAt - random.between(low, high) * dayMs;
  switch (is) {
    case 'stable':
      return { is };
    case 'hf-decompensation':
      return { is, startsAt: daysBefore(7, 10), endsAt: endAt, gainKg: random.between(2, 5) };
    case 'hypertensive-urgency':
      return drawUrgency(endAt, timeZone, random);
    case 'drifting-hypertension':
      return { is, startsAt: daysBefore(21, 35), endsAt: endAt, riseMmHg: random.between(18, 26) };
    case 'low-bp':
      return { is, startsAt: daysBefore(3, 6), systolicMmHg: random.between(80, 88) };
    case 'hypoglycaemia':
      return { is, startsAt: daysBefore(7, 12) };
    case 'hyperglycaemia':
      return { is, startsAt: daysBefore(3, 6), glucoseMgDl: random.between(290, 325) };
    case 'silent':
      return { is, startsAt: daysBefore(3, 6) };
  }
};

/** 0 before the start, 1 from the end on. */
const progress = (at: number, { startsAt, endsAt }: { startsAt: number; endsAt: number }): number =>
  Math.min(1, Math.max(0, (at - startsAt) / (endsAt - startsAt)));

/** What the course adds to the patient's own levels at an instant. */
export const effectOf = (course: Course, at: number): Effect => {
  if ('startsAt' in course && at < course.startsAt) return none;
  switch (course.is) {
    case 'stable':
    case 'silent':
      return none;
    case 'hf-decompensation': {
      const done = progress(at, course);
      return {
        ...none,
        weightKg: course.gainKg * done ** 1.3,
        systolicMmHg: 6 * done,
        pulsePerMin: 8 * done,
      };
    }
    case 'hypertensive-urgency':
      return { ...none, systolicMmHg: 12, diastolicMmHg: 5, pulsePerMin: 4 };
    case 'drifting-hypertension': {
      const rise = course.riseMmHg * progress(at, course);
      return { ...none, systolicMmHg: rise, diastolicMmHg: rise / 2 };
    }
    case 'low-bp':
      return { ...none, levelSystolicMmHg: course.systolicMmHg, diastolicMmHg: -16, pulsePerMin: 8 };
    case 'hypoglycaemia':
      return { ...none, lowGlucoseChance: 0.2 };
    case 'hyperglycaemia':
      return { ...none, glucoseMgDl: course.glucoseMgDl };
  }
};
