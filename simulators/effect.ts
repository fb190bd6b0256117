import { dayMs } from '../src/domain/local-day.ts';
import type { Course } from './course.ts';
import { pressureNoise } from './mix.ts';

/** What courses add to a patient's own levels at an instant. */
export type Effect = {
  readonly weightKg: number;
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  readonly pulsePerMin: number;
  readonly glucoseMgDl: number;
  /** chance that a glucose reading is low */
  readonly lowChance: number;
  /** factor of the chance that a session takes place */
  readonly adherence: number;
};

export const noEffect: Effect = {
  weightKg: 0,
  systolicMmHg: 0,
  diastolicMmHg: 0,
  pulsePerMin: 0,
  glucoseMgDl: 0,
  lowChance: 0,
  adherence: 1,
};

/** 0 up to `from`, 1 from `to` on, evenly between. */
const progress = (at: number, from: number, to: number): number => {
  if (at >= to) return 1;
  return at <= from ? 0 : (at - from) / (to - from);
};

/** How much of what the course changed is left: all until the outcome, then less and less; a stay takes the fluid. */
const remaining = ({ outcome, stay, recoveredAt }: Course, at: number): number =>
  1 - progress(at, stay?.dischargedAt ?? outcome, recoveredAt);

const weightOf = (course: Course, at: number): number => {
  const { onset, outcome, lastWeek, weightKg, stay } = course;
  if (weightKg === 0) return 0;
  if (at >= outcome) return stay ? 0 : weightKg * remaining(course, at);
  const slowly = progress(at, onset, outcome);
  const lately = progress(at, Math.max(onset, outcome - 7 * dayMs), outcome);
  return weightKg * ((1 - lastWeek) * slowly + lastWeek * lately);
};

const effectOf = (course: Course, at: number): Effect => {
  const { onset, outcome, recoveredAt, signsAt, fullAt, fadesAt, fadesTo } = course;
  if (at < onset || at >= recoveredAt) return noEffect;
  const signs = progress(at, signsAt, fullAt) * remaining(course, at);
  const isBefore = at < outcome;
  return {
    weightKg: weightOf(course, at),
    systolicMmHg: signs * course.systolicMmHg,
    diastolicMmHg: signs * course.systolicMmHg * pressureNoise.diastolicShare,
    pulsePerMin: signs * course.pulsePerMin,
    glucoseMgDl: signs * course.glucoseMgDl,
    lowChance: isBefore ? course.lowChance : 0,
    adherence: isBefore ? 1 - (1 - fadesTo) * progress(at, fadesAt, outcome) : 1,
  };
};

/** A patient has one course at a time: each begins after the one before is over. */
export const effectAt = (courses: readonly Course[], at: number): Effect => {
  for (const course of courses) {
    if (at >= course.onset && at < course.recoveredAt) return effectOf(course, at);
  }
  return noEffect;
};
