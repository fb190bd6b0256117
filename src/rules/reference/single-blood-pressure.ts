import { z } from 'zod';
import { shown } from '../../domain/units.ts';
import { exceeds, fallsBelow, reaches } from '../compare.ts';
import { param } from '../define.ts';
import { pressureText } from '../evidence.ts';
import { singleLimit } from './single-limit.ts';

const convention = 'convention of remote monitoring programs';

const mmHg = (byDefault: number, what: string, source: string) =>
  param(z.number().min(25).max(300), byDefault, { what, unit: 'mmHg', source });

const perMin = (byDefault: number, what: string, source: string) =>
  param(z.number().min(20).max(250), byDefault, { what, unit: '/min', source });

/** One reading of 160/100 mmHg or more. */
export const singleBpHigh = singleLimit({
  id: 'single-bp-high',
  title: 'High blood pressure, one reading',
  concern: 'blood-pressure',
  group: 'bp-high',
  kind: 'blood-pressure',
  source: `160/100 mmHg: ${convention}`,
  params: {
    systolicMmHg: mmHg(160, 'systolic at or above', convention),
    diastolicMmHg: mmHg(100, 'diastolic at or above', convention),
  },
  says: (reading, { systolicMmHg = 0, diastolicMmHg = 0 }) => {
    if (reading.kind !== 'blood-pressure') return 'nothing';
    const isHigh =
      reaches(reading.systolicMmHg, systolicMmHg) || reaches(reading.diastolicMmHg, diastolicMmHg);
    if (!isHigh) return 'within';
    const pressure = pressureText(reading.systolicMmHg, reading.diastolicMmHg);
    return { beyond: `${pressure} mmHg; limit ${pressureText(systolicMmHg, diastolicMmHg)}` };
  },
});

/** One systolic below 90 mmHg. */
export const singleBpLow = singleLimit({
  id: 'single-bp-low',
  title: 'Low blood pressure, one reading',
  concern: 'blood-pressure',
  group: 'bp-low',
  kind: 'blood-pressure',
  source: 'BEAT-HF (Trials 2014;15:124): 90 mmHg',
  params: { systolicMmHg: mmHg(90, 'systolic below', 'BEAT-HF (Trials 2014;15:124)') },
  says: (reading, { systolicMmHg = 0 }) => {
    if (reading.kind !== 'blood-pressure') return 'nothing';
    if (!fallsBelow(reading.systolicMmHg, systolicMmHg)) return 'within';
    return { beyond: `systolic ${shown(reading.systolicMmHg)} mmHg; limit ${shown(systolicMmHg)}` };
  },
});

/** One pulse above 110 or below 50 /min. */
export const singlePulse = singleLimit({
  id: 'single-pulse',
  title: 'Pulse out of range, one reading',
  concern: 'blood-pressure',
  group: 'pulse',
  kind: 'blood-pressure',
  source: 'BEAT-HF (Trials 2014;15:124): 50 and 110 /min',
  params: {
    lowPulsePerMin: perMin(50, 'pulse below', 'BEAT-HF (Trials 2014;15:124)'),
    highPulsePerMin: perMin(110, 'pulse above', 'BEAT-HF (Trials 2014;15:124)'),
  },
  says: (reading, { lowPulsePerMin = 0, highPulsePerMin = 0 }) => {
    if (reading.kind !== 'blood-pressure' || reading.pulsePerMin === null) return 'nothing';
    const { pulsePerMin } = reading;
    const isLow = fallsBelow(pulsePerMin, lowPulsePerMin);
    if (!isLow && !exceeds(pulsePerMin, highPulsePerMin)) return 'within';
    const limit = isLow ? lowPulsePerMin : highPulsePerMin;
    return { beyond: `pulse ${shown(pulsePerMin)} /min; limit ${shown(limit)}` };
  },
});
