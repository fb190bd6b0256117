import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import { dayMs, localDay, spokenDay } from '../domain/local-day.ts';
import type { HeldDevice } from '../domain/patient.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { exceeds, reaches } from './compare.ts';
import { defineRule, param } from './define.ts';
import { deviceText } from './device-name.ts';

type Known = HeldDevice & { readonly batteryPercent: number; readonly statusAt: number };

const knownOf = ({ patient, at }: Snapshot): Known[] =>
  patient.devices.filter(
    (device): device is Known =>
      device.batteryPercent !== null && device.statusAt !== null && device.statusAt <= at,
  );

const low = (devices: readonly Known[], { patient }: Snapshot, lowPercent: number): Finding => {
  const texts = devices.map(device => {
    const day = spokenDay(localDay(device.statusAt, patient.timeZone));
    return `battery of ${deviceText(device)} at ${shown(device.batteryPercent)} % on ${day}`;
  });
  return {
    is: 'firing',
    severity: 'info',
    confirmed: true,
    because: `${texts.join(', ')}; limit ${shown(lowPercent)} %`,
    evidence: { readings: [], limits: { lowPercent } },
  };
};

/** The battery of a device the patient holds is nearly empty; looked at when a device speaks of itself. */
export const deviceBattery = defineRule({
  id: 'device-battery',
  version: 1,
  title: 'Battery is nearly empty',
  concern: 'device',
  group: 'device',
  ladder: ['info'],
  clears: 'every battery is above the clear limit',
  steps: [
    'consider asking the patient or a caregiver to change or charge the battery',
    'consider sending a battery or another device',
  ],
  params: {
    lowPercent: param(z.number().min(1).max(60), 15, {
      what: 'fires at or below it',
      unit: '%',
      source: 'convention',
    }),
    clearPercent: param(z.number().min(1).max(100), 25, {
      what: 'ends above it',
      unit: '%',
      source: 'convention',
    }),
  },
  kinds: [],
  latenessLimitMs: 35 * dayMs,
  source: 'Convention: a cuff or scale at 15 % lasts some days',
  evaluate: (snapshot, { lowPercent, clearPercent }) => {
    const devices = knownOf(snapshot);
    const empty = devices.filter(({ batteryPercent }) => reaches(lowPercent, batteryPercent));
    if (empty.length > 0) return low(empty, snapshot, lowPercent);
    return devices.every(({ batteryPercent }) => exceeds(batteryPercent, clearPercent)) ? clear : unknown;
  },
});
