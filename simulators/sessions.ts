import { minuteMs, offsetMs } from '../src/domain/local-day.ts';
import { type Kind, kinds, type Meal } from '../src/domain/reading.ts';
import { effectAt } from './effect.ts';
import type { Moment } from './levels.ts';
import { habits as habitMix, nuisances as nuisanceMix } from './mix.ts';
import type { Nuisance } from './nuisance.ts';
import type { SimulatedDevice, SimulatedPatient } from './patient.ts';
import type { Dice, Random } from './random.ts';

export const slotNames = ['morning', 'noon', 'evening', 'night'] as const;
export type Slot = (typeof slotNames)[number];

const earliestMinute = 4 * 60 + 30;
const latestMinute = 23 * 60;

const slots: Readonly<Record<Kind, readonly (readonly [slot: Slot, meal: Meal])[]>> = {
  'blood-pressure': [
    ['morning', 'fasting'],
    ['evening', 'before'],
  ],
  glucose: [
    ['morning', 'fasting'],
    ['evening', 'before'],
    ['night', 'bedtime'],
    ['noon', 'after'],
  ],
  weight: [['morning', 'fasting']],
};

const slotPurpose = 7;
const firstSlots = Object.fromEntries(
  kinds.map(kind => [kind, slots[kind].map((_, n) => slots[kind].slice(0, n + 1))]),
);
const noSlots: (typeof slots)[Kind] = [];
const slotsOf = ({ kind }: SimulatedDevice, count: number) => firstSlots[kind]?.[count - 1] ?? noSlots;

const perDay = (day: number, { perWeek, perSession }: SimulatedDevice): number => {
  const daily = perWeek / perSession / 7;
  const weekday = day % 7;
  return Math.floor((weekday + 1) * daily + 1e-9) - Math.floor(weekday * daily + 1e-9);
};

/** The sessions expected of a device on a day; some people weigh themselves at any hour. */
export const sessionsOn = (
  day: number,
  device: SimulatedDevice,
  { body }: SimulatedPatient,
  dice: Dice,
): readonly (readonly [slot: Slot, meal: Meal])[] => {
  const expected = slotsOf(device, perDay(day, device));
  if (device.kind !== 'weight' || !body.weight.anytime) return expected;
  const random = dice(day, slotPurpose);
  if (random.chance(habitMix.anytimeIsMorning)) return expected;
  return expected.map(() => [random.pick(slotNames.slice(1)), 'casual'] as const);
};

type Day = {
  readonly startsAt: number;
  readonly day: number;
  readonly travel: Extract<Nuisance, { is: 'travel' }> | null;
  /** chance of a session on a day that is not lapsed */
  readonly held: number;
};

/** When the patient turns to the devices in a slot of a day; null when skipped. Abroad it is the hour there. */
export const momentOf = (
  patient: SimulatedPatient,
  { day, startsAt, travel, held }: Day,
  slot: Slot,
  dice: Dice,
): Moment | null => {
  const random = dice(day, slotNames.indexOf(slot));
  const { timeZone, habits, courses } = patient;
  const spread = random.normal(0, travel ? nuisanceMix.travel.minutesSd : habitMix.minutesSd);
  const minute = habits.wakesAtMinute + habitMix.minutesAfterWaking[slot] + spread;
  const kept = Math.min(latestMinute, Math.max(earliestMinute, minute));
  const atHome = startsAt + Math.round(kept * 60) * 1000;
  const at = travel ? atHome + offsetMs(atHome, timeZone) - offsetMs(atHome, travel.timeZone) : atHome;
  const chance = held * effectAt(courses, at).adherence * (travel ? nuisanceMix.travel.adherence : 1);
  return random.chance(chance) ? { at, hour: kept / 60 } : null;
};

/** The moment at which one of the devices is used in a session. */
export const deviceMoment = ({ at, hour }: Moment, kind: Kind, random: Random): Moment => {
  const minutes = habitMix.minutesIntoSession[kind];
  return {
    at: at + minutes * minuteMs + random.whole(...habitMix.secondsOff) * 1000,
    hour: hour + minutes / 60,
  };
};
