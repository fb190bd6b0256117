import { dayMs } from '../src/domain/local-day.ts';
import type { Meal } from '../src/domain/reading.ts';
import type { Effect } from './effect.ts';
import { glucoseNoise, pressureNoise, steroidShares, weightNoise } from './mix.ts';
import type { SimulatedPatient } from './patient.ts';
import type { Random } from './random.ts';
import type { Wander } from './wander.ts';

/** When a session takes place: an instant, and the hour that the patient's body has. */
export type Moment = { readonly at: number; readonly hour: number };

export type State = { readonly wander: Wander; readonly effect: Effect };

const hoursUp = ({ habits }: SimulatedPatient, hour: number): number =>
  Math.max(0, hour - habits.wakesAtMinute / 60);

/** A normal deviation of that SD with wider tails than the bell curve's. */
const heavyTailed = (sd: number, random: Random): number => {
  const { heavyTail, wideFactor, coreFactor } = weightNoise;
  return random.normal(0, sd * (random.chance(heavyTail) ? wideFactor : coreFactor));
};

/** Dry weight, slow change, fluid, and what clothes, meals and the hour add. */
export const weightAt = (
  patient: SimulatedPatient,
  { wander, effect }: State,
  { at, hour }: Moment,
  random: Random,
): number => {
  const { dryKg, driftKgPerYear, dailyKg } = patient.body.weight;
  return (
    dryKg +
    (driftKgPerYear * (at - patient.startAt)) / (365 * dayMs) +
    wander.fluidKg +
    effect.weightKg +
    weightNoise.perHourKg * hoursUp(patient, hour) +
    heavyTailed(dailyKg, random)
  );
};

const bell = (distance: number): number => Math.exp(-(distance ** 2));

/** A dip at night and a surge after waking, in mmHg. */
const circadianAt = ({ body, habits }: SimulatedPatient, hour: number): number => {
  const { dipShare, dipAtHour, dipWidthHours, surgeMmHg, surgeWidthHours } = pressureNoise;
  const fromDip = ((hour - dipAtHour + 36) % 24) - 12;
  const fromSurge = hour - habits.wakesAtMinute / 60 - 1;
  const { circadian, systolicMmHg } = body.pressure;
  const dip = -dipShare * systolicMmHg * bell(fromDip / dipWidthHours);
  return circadian * (dip + surgeMmHg * bell(fromSurge / surgeWidthHours));
};

export type Pressure = {
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  readonly pulsePerMin: number;
};

/** The readings of one session share what the moment adds; a first reading runs high, now and then far too high. */
export const pressuresAt = (
  patient: SimulatedPatient,
  { wander, effect }: State,
  { hour }: Moment,
  count: number,
  random: Random,
): readonly Pressure[] => {
  const own = patient.body.pressure;
  const { diastolicShare, outlierMmHg, calmedBy, lowestMmHg, lowestPulse } = pressureNoise;
  const { pulseSessionPerMin, pulseReadingPerMin } = pressureNoise;
  const moment = wander.pressureMmHg + circadianAt(patient, hour) + random.normal(0, own.sessionMmHg);
  const diastolicMoment = random.normal(0, own.diastolicSessionMmHg);
  const pulseMoment =
    own.pulsePerMin + effect.pulsePerMin + own.pulseFactor * random.normal(0, pulseSessionPerMin);
  const alarm = random.chance(own.outlierChance) ? random.between(...outlierMmHg) : 0;
  return Array.from({ length: count }, (_, index) => {
    const calmed = calmedBy ** index;
    const raised = moment + alarm * calmed + (index === 0 ? own.firstReadingMmHg : 0);
    const systolicMmHg = own.systolicMmHg + effect.systolicMmHg + raised + random.normal(0, own.readingMmHg);
    const diastolicMmHg =
      own.diastolicMmHg +
      effect.diastolicMmHg +
      diastolicShare * raised +
      diastolicMoment +
      random.normal(0, own.diastolicReadingMmHg);
    return {
      systolicMmHg: Math.max(lowestMmHg.systolic, systolicMmHg),
      diastolicMmHg: Math.max(lowestMmHg.diastolic, Math.min(diastolicMmHg, systolicMmHg - lowestMmHg.apart)),
      pulsePerMin: Math.max(
        lowestPulse,
        pulseMoment + own.pulseFactor * random.normal(0, pulseReadingPerMin),
      ),
    };
  });
};

/** Fasting level with the dawn effect, what a meal adds, and for who is treated so a low now and then. */
export const glucoseAt = (
  { body }: SimulatedPatient,
  { wander, effect }: State,
  meal: Meal,
  random: Random,
): number => {
  const { fastingMgDl, dawnMgDl, mealRiseMgDl, dailyCv, lowChance } = body.glucose;
  const { mealShares, mealSpread, meterCv, lowDepthMgDl, proneDepthMgDl, lowestMgDl } = glucoseNoise;
  const spread = Math.exp(wander.glucose + random.normal(0, dailyCv));
  const rise = mealShares[meal] * mealRiseMgDl * Math.max(0, random.normal(1, mealSpread));
  const dawn = meal === 'fasting' ? dawnMgDl : 0;
  const usual = (fastingMgDl + dawn + rise) * spread + steroidShares[meal] * effect.glucoseMgDl;
  const depth = -Math.log(1 - random.next()) * (effect.lowChance > 0 ? proneDepthMgDl : lowDepthMgDl);
  const isLow = random.chance(lowChance + effect.lowChance);
  const shown = (isLow ? 69.5 - depth : usual) * (1 + random.normal(0, isLow ? 0 : meterCv));
  return Math.max(lowestMgDl, shown);
};
