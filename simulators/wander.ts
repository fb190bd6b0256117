import { localDay } from '../src/domain/local-day.ts';
import { glucoseNoise, habits as habitMix } from './mix.ts';
import type { SimulatedPatient } from './patient.ts';
import { diceOf } from './random.ts';

/** What lasts from day to day: fluid, pressure and glucose that wander about their level, spells of not measuring. */
export type Wander = {
  readonly fluidKg: number;
  readonly pressureMmHg: number;
  /** of the logarithm */
  readonly glucose: number;
  readonly isLapsed: boolean;
};

const still: Wander = { fluidKg: 0, pressureMmHg: 0, glucose: 0, isLapsed: false };

type Tremor = { readonly sd: number; readonly kept: number; readonly fresh: number };

/** Of today's deviation `kept` is left tomorrow; the standard deviation stays. */
const tremor = (sd: number, days: number): Tremor => {
  const kept = Math.exp(-1 / days);
  return { sd, kept, fresh: sd * Math.sqrt(1 - kept ** 2) };
};

/** Whole days without a session, in spells; `held` is the chance of a session on the other days. */
export const skippingOf = ({ adherence }: SimulatedPatient['habits']) => {
  const lapsed = (1 - adherence) * habitMix.missedInSpells;
  const begins = (lapsed * (1 - habitMix.spellGoesOn)) / (1 - lapsed);
  return { begins, goesOn: habitMix.spellGoesOn, held: adherence / (1 - lapsed) };
};

/** The patient's days, each made from the one before since enrolment; best asked for in order. */
export const wanderOf = ({ key, timeZone, enrolledAt, body, habits }: SimulatedPatient) => {
  const { weight, pressure } = body;
  const first = localDay(enrolledAt, timeZone);
  const dice = diceOf(`${key}/wander`);
  const fluid = tremor(weight.wanderKg, weight.wanderDays);
  const mmHg = tremor(pressure.wanderMmHg, pressure.wanderDays);
  const sugar = tremor(glucoseNoise.wander, glucoseNoise.wanderDays);
  const { begins, goesOn } = skippingOf(habits);
  let last = -1;
  let state = still;

  const next = (n: number): Wander => {
    const random = dice(first + n, 0);
    const move = ({ sd, kept, fresh }: Tremor, from: number) =>
      n > 0 ? from * kept + random.normal(0, fresh) : random.normal(0, sd);
    const { fluidKg, pressureMmHg, glucose, isLapsed } = n > 0 ? state : still;
    return {
      fluidKg: move(fluid, fluidKg),
      pressureMmHg: move(mmHg, pressureMmHg),
      glucose: move(sugar, glucose),
      isLapsed: random.chance(isLapsed ? goesOn : begins),
    };
  };

  return (day: number): Wander => {
    if (day - first < last) last = -1;
    while (last < day - first) {
      last += 1;
      state = next(last);
    }
    return day < first ? still : state;
  };
};
