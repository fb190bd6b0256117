import { clear, type Finding, unknown } from '../domain/alert.ts';
import { kinds, type Reading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { defineRule } from './define.ts';
import { deviceText } from './device-name.ts';
import { evidenceOf } from './evidence.ts';
import { lookBackMs } from './window.ts';

/** The last reading of each device that says something of its clock, oldest first; the one judged counts for its own. */
const lastTimed = ({ readings, at }: Snapshot, judged: Reading): Reading[] => {
  const byDevice = new Map<string, Reading>([[judged.deviceId, judged]]);
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt <= at - lookBackMs) break;
    if (saysTime(reading) && !byDevice.has(reading.deviceId)) byDevice.set(reading.deviceId, reading);
  }
  return [...byDevice.values()].reverse();
};

const isWrong = ({ flags }: Reading): boolean => flags.includes('clock');
const saysTime = (reading: Reading): boolean => isWrong(reading) || !reading.flags.includes('no-time');

const wrongClock = (wrong: readonly Reading[]): Finding => {
  const whose = wrong.map(deviceText).join(' and ');
  return {
    is: 'firing',
    severity: 'info',
    confirmed: true,
    because: `clock of ${whose} was unusable: what it sent was filed at the time it arrived`,
    evidence: evidenceOf(wrong, {}),
  };
};

/** A device's clock was ahead, unset or before 2000; another device's good clock does not clear it while it was heard in the last 8 days. */
export const deviceClock = defineRule({
  id: 'device-clock',
  version: 2,
  title: 'Device clock is wrong',
  concern: 'device',
  group: 'device',
  ladder: ['info'],
  clears: 'every device that was heard in the last 8 days has sent a usable time again',
  steps: [
    "consider asking the patient or a caregiver to set the device's clock, or to pair it anew",
    'consider exchanging the device if the clock is lost again: its backup battery may be empty',
  ],
  params: {},
  kinds,
  source: 'Convention: a clock more than 10 min ahead, unset or before 2000 is unusable',
  evaluate: snapshot => {
    const { reading } = snapshot;
    if (!reading || !saysTime(reading)) return unknown;
    if (!isWrong(reading) && !snapshot.standing) return clear;
    const wrong = lastTimed(snapshot, reading).filter(isWrong);
    if (isWrong(reading)) return wrongClock(wrong);
    return wrong.length > 0 ? unknown : clear;
  },
});
