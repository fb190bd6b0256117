import { hourMs } from '../src/domain/local-day.ts';
import type { Course } from './course.ts';
import { clockOf } from './local-clock.ts';
import type { Nuisance } from './nuisance.ts';
import type { SimulatedPatient } from './patient.ts';
import { type Dice, diceOf } from './random.ts';
import { holds, overlaps, type Spell } from './spells.ts';
import { skippingOf, type Wander, wanderOf } from './wander.ts';

/** Abroad, the hours of a day at home shift by so much at most. */
export const awayMs = 12 * hourMs;

/** One local day of a patient, with what may bear on it. */
export type Today = {
  readonly patient: SimulatedPatient;
  readonly day: number;
  readonly startsAt: number;
  readonly dice: Dice;
  readonly wander: Wander;
  readonly held: number;
  readonly travel: Extract<Nuisance, { is: 'travel' }> | null;
  readonly nuisances: readonly Nuisance[];
  readonly courses: readonly Course[];
};

const none: readonly never[] = [];

/** A patient's days, to be asked for in any order. */
export const daysOf = (patient: SimulatedPatient): ((day: number) => Today) => {
  const { timeZone, nuisances, courses } = patient;
  const dice = diceOf(`${patient.key}/day`);
  const clock = clockOf(timeZone);
  const wander = wanderOf(patient);
  const { held } = skippingOf(patient.habits);
  return day => {
    const startsAt = clock.startOf(day);
    const around: Spell = { from: startsAt - awayMs, to: startsAt + 24 * hourMs + awayMs };
    const near = nuisances.length === 0 ? none : nuisances.filter(n => overlaps(n, around));
    const travel = near.find(n => n.is === 'travel' && holds(n, startsAt + 12 * hourMs));
    return {
      patient,
      day,
      startsAt,
      dice,
      wander: wander(day),
      held,
      travel: travel?.is === 'travel' ? travel : null,
      nuisances: near,
      courses:
        courses.length === 0 ? none : courses.filter(c => c.onset < around.to && c.recoveredAt > around.from),
    };
  };
};

/** Whether the patient may use the devices at all: enrolled, at home, with them at hand. */
export const isMeasuring = ({ patient, nuisances, courses }: Today, at: number): boolean =>
  at >= patient.enrolledAt &&
  courses.every(({ stay }) => stay === null || at < stay.admittedAt || at >= stay.dischargedAt) &&
  nuisances.every(n => n.is !== 'holiday' || !holds(n, at));
