import { localDay, minuteMs } from '../src/domain/local-day.ts';
import { batteryPercent } from './battery.ts';
import { type DeviceDay, measuredOn } from './day.ts';
import { inTimeOrder } from './in-time-order.ts';
import { type Message, messageOf, type Sender, statusOf, type Taken } from './message.ts';
import { battery as batteryMix, nuisances as nuisanceMix } from './mix.ts';
import type { Nuisance } from './nuisance.ts';
import type { SimulatedDevice, SimulatedPatient } from './patient.ts';
import { holds } from './spells.ts';
import type { Today } from './today.ts';

const seqsPerDay = 100;
const othersPurpose = 5;

const otherUnit = { kg: '[lb_av]', '[lb_av]': 'kg', g: 'kg', 'mg/dL': 'mmol/L', 'mmol/L': 'mg/dL' } as const;
const switched = (unit: string): string => otherUnit[unit as keyof typeof otherUnit] ?? unit;

type Worn = { readonly sender: Sender; readonly bias: number; readonly countsFrom: number };

/** The state of a device at an instant: swapped, in another unit, mislabelled, its clock reset. */
const wornAt = (
  { deviceId, unit }: SimulatedDevice,
  nuisances: readonly Nuisance[],
  { timeZone }: SimulatedPatient,
  at: number,
): Worn => {
  let sender: Sender = { deviceId, unit };
  let [bias, countsFrom] = [0, 0];
  for (const nuisance of nuisances) {
    if (!('deviceId' in nuisance) || nuisance.deviceId !== deviceId || !holds(nuisance, at)) continue;
    const { is, from } = nuisance;
    if (is === 'device-swap') {
      bias = nuisance.bias;
      countsFrom = localDay(from, timeZone);
      sender = { ...sender, deviceId: nuisance.newId ?? deviceId };
    }
    if (is === 'unit-switch') sender = { ...sender, unit: switched(unit) };
    if (is === 'unit-mislabelled') sender = { ...sender, unit: switched(unit), label: unit };
    if (is === 'clock-reset') {
      const resetTo = Date.UTC(nuisance.year, 0, 1);
      sender = { ...sender, clockAt: now => resetTo + now - from };
    }
  }
  return { sender, bias, countsFrom };
};

const biased = (taken: Taken, bias: number): Taken => {
  if (bias === 0) return taken;
  switch (taken.kind) {
    case 'blood-pressure': {
      const { systolicMmHg, diastolicMmHg } = taken;
      return { ...taken, systolicMmHg: systolicMmHg + bias, diastolicMmHg: diastolicMmHg + bias / 2 };
    }
    case 'weight':
      return { ...taken, weightKg: taken.weightKg + bias };
    case 'glucose':
      return taken;
  }
};

/** Somebody else steps on the scale, instead of the patient or just after. */
const withOthers = ({ dice, day, nuisances }: Today, { device, taken }: DeviceDay): readonly Taken[] => {
  const others = nuisances.filter(n => n.is === 'other-person');
  if (device.kind !== 'weight' || others.length === 0) return taken;
  const random = dice(day, othersPurpose);
  const { kgSd, replaces, minutesLater } = nuisanceMix.otherPerson;
  return taken.flatMap(own => {
    const other = others.find(n => holds(n, own.at));
    if (other === undefined) return [own];
    const weightKg = other.weightKg + random.normal(0, kgSd);
    const isInstead = random.chance(replaces);
    const laterMs = random.whole(...minutesLater) * minuteMs;
    return isInstead
      ? [{ ...own, kind: 'weight' as const, weightKg }]
      : [own, { at: own.at + laterMs, kind: 'weight' as const, weightKg }];
  });
};

const speaksOfBattery = (day: number, percent: number): boolean =>
  day % batteryMix.statusEveryDays === 0 || percent < batteryMix.dailyBelowPercent;

/** What one device sends on a day, as it is sent: measured order, a message on the battery after the first reading. */
const sentBy = (today: Today, deviceDay: DeviceDay, messages: Message[]): void => {
  const { patient, day, travel, nuisances } = today;
  const { device } = deviceDay;
  const batteries = patient.batteries[device.deviceId] ?? [];
  const timeZone = travel?.timeZone ?? patient.timeZone;
  let hasSpoken = false;
  for (const [index, taken] of withOthers(today, deviceDay).entries()) {
    const { at } = taken;
    const percent = batteryPercent(batteries, at);
    if (percent === null) continue;
    const { sender, bias, countsFrom } = wornAt(device, nuisances, patient, at);
    const seq = (day - countsFrom) * seqsPerDay + index + 1;
    messages.push(messageOf(sender, biased(taken, bias), timeZone, seq));
    if (!hasSpoken && speaksOfBattery(day, percent))
      messages.push(statusOf(sender.deviceId, at + 5_000, percent));
    hasSpoken = true;
  }
};

/** All that the patient's devices send on one local day, in time order. */
export const sentOn = (today: Today): readonly Message[] => {
  const messages: Message[] = [];
  for (const deviceDay of measuredOn(today)) sentBy(today, deviceDay, messages);
  return inTimeOrder(messages);
};
