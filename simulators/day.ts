import { hourMs, localDay } from '../src/domain/local-day.ts';
import type { Meal } from '../src/domain/reading.ts';
import { effectAt } from './effect.ts';
import { inTimeOrder } from './in-time-order.ts';
import { glucoseAt, type Moment, pressuresAt, weightAt } from './levels.ts';
import type { Taken } from './message.ts';
import { habits, urgency } from './mix.ts';
import type { SimulatedDevice } from './patient.ts';
import { deviceMoment, momentOf, type Slot, sessionsOn, slotNames } from './sessions.ts';
import { isMeasuring, type Today } from './today.ts';

/** Dice of a day are told apart by purpose: the slots come first, then each device, with a session each. */
const purposes = { 'blood-pressure': 10, glucose: 20, weight: 30 } as const;

const takeSession = (
  today: Today,
  { kind, perSession }: SimulatedDevice,
  sitting: Moment,
  [slot, meal]: readonly [Slot, Meal],
): readonly Taken[] => {
  const { patient, wander, courses } = today;
  const random = today.dice(today.day, purposes[kind] + 1 + slotNames.indexOf(slot));
  const moment = deviceMoment(sitting, kind, random);
  const { at } = moment;
  const state = { wander, effect: effectAt(courses, at) };
  switch (kind) {
    case 'weight':
      return [{ at, kind, weightKg: weightAt(patient, state, moment, random) }];
    case 'glucose':
      return [{ at, kind, meal, glucoseMgDl: glucoseAt(patient, state, meal, random) }];
    case 'blood-pressure': {
      const apartMs = random.whole(...habits.secondsApart) * 1000;
      return pressuresAt(patient, state, moment, perSession, random).map((values, index) => ({
        at: at + index * apartMs,
        kind,
        ...values,
      }));
    }
  }
};

const severeOn = ({ patient, courses, day }: Today): readonly Taken[] =>
  courses.flatMap(({ severe }) =>
    severe
      .filter(([at]) => localDay(at, patient.timeZone) === day)
      .map(([at, systolicMmHg, diastolicMmHg]) => ({
        at,
        kind: 'blood-pressure' as const,
        systolicMmHg,
        diastolicMmHg,
        pulsePerMin: patient.body.pressure.pulsePerMin + urgency.pulseRisePerMin,
      })),
  );

export type DeviceDay = { readonly device: SimulatedDevice; readonly taken: readonly Taken[] };

const none: readonly DeviceDay[] = [];

const withSevere = (today: Today, usual: readonly Taken[]): readonly Taken[] => {
  const severe = today.courses.length === 0 ? [] : severeOn(today);
  if (severe.length === 0) return usual;
  const apart = usual.filter(({ at }) => severe.every(s => Math.abs(s.at - at) > 3 * hourMs));
  return inTimeOrder([...apart, ...severe]);
};

/** What the patient measures on a day, device by device, in time order; the same however often it is asked. */
export const measuredOn = (today: Today): readonly DeviceDay[] => {
  const { patient, day, wander, dice } = today;
  if (wander.isLapsed && today.courses.length === 0) return none;
  // devices used in one slot share its moment; what is skipped is skipped for all of them
  const moments: (Moment | null | undefined)[] = [];
  return patient.devices.map(device => {
    const usual: Taken[] = [];
    const sessions = wander.isLapsed ? [] : sessionsOn(day, device, patient, dice);
    for (const session of sessions) {
      const number = slotNames.indexOf(session[0]);
      if (moments[number] === undefined) moments[number] = momentOf(patient, today, session[0], dice);
      const moment = moments[number];
      if (moment) usual.push(...takeSession(today, device, moment, session));
    }
    const taken =
      device.kind === 'blood-pressure' ? withSevere(today, inTimeOrder(usual)) : inTimeOrder(usual);
    return { device, taken: taken.filter(({ at }) => isMeasuring(today, at)) };
  });
};
