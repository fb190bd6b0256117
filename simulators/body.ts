import { dayMs } from '../src/domain/local-day.ts';
import type { Kind, Meal } from '../src/domain/reading.ts';
import { type Course, effectOf } from './course.ts';
import {
  glucoseMgDl,
  noise,
  noisy,
  type ProgramMix,
  pulsePerMin,
  type Span,
  uncontrolledMmHg,
} from './mix.ts';
import type { Random } from './random.ts';

type Wave = { readonly periodDays: number; readonly phase: number };

/** A patient's own levels and how much they vary: standard deviations in `…Noise`. */
export type Body = {
  readonly weightKg: number;
  readonly weightNoiseKg: number;
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  readonly sessionNoiseMmHg: number;
  readonly readingNoiseMmHg: number;
  readonly pulsePerMin: number;
  readonly glucoseMgDl: number;
  readonly glucoseNoise: number;
  readonly waves: Readonly<Record<Kind, Wave>>;
};

export const drawBody = (mix: ProgramMix, sex: 'female' | 'male', random: Random): Body => {
  const within = ([low, high]: Span) => random.between(low, high);
  const spread = ({ quiet, noisy: wide }: Record<'quiet' | 'noisy', Span>) =>
    within(random.chance(noisy) ? wide : quiet);
  const wave = (): Wave => ({
    periodDays: random.between(35, 80),
    phase: random.between(0, 2 * Math.PI),
  });
  const uncontrolled = random.chance(mix.uncontrolled);
  return {
    weightKg: within(mix.weightKg[sex]),
    weightNoiseKg: spread(noise.weightKg),
    systolicMmHg: within(uncontrolled ? uncontrolledMmHg.systolic : mix.systolicMmHg),
    diastolicMmHg: within(uncontrolled ? uncontrolledMmHg.diastolic : mix.diastolicMmHg),
    sessionNoiseMmHg: spread(noise.systolicSessionMmHg),
    readingNoiseMmHg: spread(noise.systolicReadingMmHg),
    pulsePerMin: within(pulsePerMin),
    glucoseMgDl: within(glucoseMgDl),
    glucoseNoise: spread(noise.glucose),
    waves: { 'blood-pressure': wave(), glucose: wave(), weight: wave() },
  };
};

const waveAt = ({ periodDays, phase }: Wave, at: number): number =>
  Math.sin((2 * Math.PI * at) / (periodDays * dayMs) + phase);

export const weightAt = (body: Body, course: Course, at: number, random: Random): number =>
  body.weightKg +
  0.4 * waveAt(body.waves.weight, at) +
  effectOf(course, at).weightKg +
  random.normal(0, body.weightNoiseKg);

/** The readings of one session share what the moment adds; a first reading runs a little high. */
export const bloodPressuresAt = (body: Body, course: Course, at: number, count: number, random: Random) => {
  const effect = effectOf(course, at);
  const moment = random.normal(0, body.sessionNoiseMmHg) + 2 * waveAt(body.waves['blood-pressure'], at);
  const level = effect.levelSystolicMmHg ?? body.systolicMmHg + effect.systolicMmHg;
  const calm = effect.levelSystolicMmHg === null ? 1 : 0.5;
  return Array.from({ length: count }, (_, index) => {
    const first = count > 1 && index === 0 ? 1.5 : 0;
    const systolicMmHg = level + first + calm * (moment + random.normal(0, body.readingNoiseMmHg));
    const diastolicMmHg =
      body.diastolicMmHg +
      effect.diastolicMmHg +
      0.45 * moment +
      random.normal(0, body.readingNoiseMmHg * 0.8);
    return {
      systolicMmHg,
      diastolicMmHg: Math.max(40, Math.min(diastolicMmHg, systolicMmHg - 20)),
      pulsePerMin: body.pulsePerMin + effect.pulsePerMin + random.normal(0, noise.pulsePerMin),
    };
  });
};

const mealFactor: Readonly<Record<Meal, number>> = {
  fasting: 1,
  before: 1.06,
  after: 1.25,
  casual: 1.1,
  bedtime: 1.15,
};

export const glucoseAt = (body: Body, course: Course, at: number, meal: Meal, random: Random): number => {
  const effect = effectOf(course, at);
  if (random.chance(effect.lowGlucoseChance)) return random.between(45, 65);
  const spread = Math.exp(random.normal(0, effect.glucoseMgDl === null ? body.glucoseNoise : 0.07));
  const own = body.glucoseMgDl * mealFactor[meal] * (1 + 0.04 * waveAt(body.waves.glucose, at));
  return (effect.glucoseMgDl ?? own) * spread;
};
