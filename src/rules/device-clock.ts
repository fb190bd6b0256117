import { clear, type Finding, unknown } from '../domain/alert.ts';
import { kinds, type Reading } from '../domain/reading.ts';
import { defineRule } from './define.ts';
import { evidenceOf } from './evidence.ts';

const wrongClock = (reading: Reading): Finding => ({
  is: 'firing',
  severity: 'info',
  confirmed: true,
  because: "device clock was unusable: the reading was filed at the time it arrived; set the device's clock",
  evidence: evidenceOf([reading], {}),
});

/** A device's clock was ahead, unset or before 2000; a later reading with a good time of its own clears it. */
export const deviceClock = defineRule({
  id: 'device-clock',
  version: 1,
  title: 'Device clock is wrong',
  concern: 'device',
  group: 'device',
  ladder: ['info'],
  clears: 'a reading with a usable time of its own',
  steps: [],
  params: {},
  kinds,
  source: 'Convention: a clock more than 10 min ahead, unset or before 2000 is unusable',
  evaluate: ({ reading }) => {
    if (!reading) return unknown;
    if (reading.flags.includes('clock')) return wrongClock(reading);
    return reading.flags.includes('no-time') ? unknown : clear;
  },
});
