import { hourMs, localDay, minuteMs, startOfLocalDay } from '../src/domain/local-day.ts';
import type { Kind, Meal } from '../src/domain/reading.ts';
import { bloodPressuresAt, glucoseAt, weightAt } from './body.ts';
import { repeatAfterMs } from './course.ts';
import { type Message, messageOf, type Taken } from './message.ts';
import type { SimulatedDevice, SimulatedPatient } from './patient.ts';
import { randomOf } from './random.ts';

type Slot = 'morning' | 'noon' | 'evening' | 'night';

const minutesAfterWaking: Readonly<Record<Slot, number>> = {
  morning: 0,
  noon: 330,
  evening: 660,
  night: 810,
};
const minutesIntoSlot: Readonly<Record<Kind, number>> = { glucose: 2, weight: 6, 'blood-pressure': 18 };
const earliestMinute = 4 * 60 + 30;
const latestMinute = 23 * 60;
const seqsPerDay = 100;

const slots: Readonly<Record<Kind, readonly (readonly [slot: Slot, meal: Meal])[]>> = {
  'blood-pressure': [
    ['morning', 'fasting'],
    ['evening', 'before'],
  ],
  glucose: [
    ['morning', 'fasting'],
    ['evening', 'before'],
    ['night', 'bedtime'],
    ['noon', 'before'],
  ],
  weight: [['morning', 'fasting']],
};

const sessionsOn = (day: number, { perWeek, perSession }: SimulatedDevice): number => {
  const perDay = perWeek / perSession / 7;
  const weekday = day % 7;
  return Math.floor((weekday + 1) * perDay + 1e-9) - Math.floor(weekday * perDay + 1e-9);
};

/** When the patient turns to the devices in this slot of this day; null when skipped. */
const sessionAt = ({ key, timeZone, temperament }: SimulatedPatient, day: number, slot: Slot) => {
  const random = randomOf(`${key}/${day}/${slot}`);
  if (!random.chance(temperament.adherence)) return null;
  const minute = temperament.wakesAtMinute + minutesAfterWaking[slot] + random.normal(0, 18);
  const held = Math.min(latestMinute, Math.max(earliestMinute, minute));
  return startOfLocalDay(day, timeZone) + Math.round(held * 60) * 1000;
};

const takeSession = (
  patient: SimulatedPatient,
  { kind, perSession }: SimulatedDevice,
  day: number,
  [slot, meal]: readonly [Slot, Meal],
): readonly Taken[] => {
  const sitsDownAt = sessionAt(patient, day, slot);
  if (sitsDownAt === null) return [];
  const { key, body, course } = patient;
  const random = randomOf(`${key}/${day}/${slot}/${kind}`);
  const at = sitsDownAt + minutesIntoSlot[kind] * minuteMs + random.whole(-90, 120) * 1000;
  switch (kind) {
    case 'weight':
      return [{ at, kind, weightKg: weightAt(body, course, at, random) }];
    case 'glucose':
      return [{ at, kind, meal, glucoseMgDl: glucoseAt(body, course, at, meal, random) }];
    case 'blood-pressure': {
      const apartMs = random.whole(65, 150) * 1000;
      return bloodPressuresAt(body, course, at, perSession, random).map((values, index) => ({
        at: at + index * apartMs,
        kind,
        ...values,
      }));
    }
  }
};

const urgencyOn = ({ course, body, timeZone }: SimulatedPatient, day: number): readonly Taken[] =>
  course.is === 'hypertensive-urgency' && localDay(course.startsAt, timeZone) === day
    ? course.readings.map(([systolicMmHg, diastolicMmHg], index) => ({
        at: course.startsAt + index * repeatAfterMs,
        kind: 'blood-pressure',
        systolicMmHg,
        diastolicMmHg,
        pulsePerMin: body.pulsePerMin + 12,
      }))
    : [];

const deviceDay = (patient: SimulatedPatient, device: SimulatedDevice, day: number): readonly Message[] => {
  const urgency = device.kind === 'blood-pressure' ? urgencyOn(patient, day) : [];
  const regular = slots[device.kind]
    .slice(0, sessionsOn(day, device))
    .flatMap(slot => takeSession(patient, device, day, slot));
  const apart = regular.filter(({ at }) => urgency.every(event => Math.abs(event.at - at) > 3 * hourMs));
  return [...apart, ...urgency]
    .sort((a, b) => a.at - b.at)
    .map((taken, index) => messageOf(device, taken, patient.timeZone, day * seqsPerDay + index));
};

/** All that the patient's devices send on one local day, in time order; the same however often it is asked. */
export const dayMessages = (patient: SimulatedPatient, day: number): readonly Message[] => {
  const { course, devices } = patient;
  const messages = devices.flatMap(device => deviceDay(patient, device, day)).sort((a, b) => a.at - b.at);
  return course.is === 'silent' ? messages.filter(({ at }) => at < course.startsAt) : messages;
};
