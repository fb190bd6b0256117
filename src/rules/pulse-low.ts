import { fallsBelow, reaches } from './compare.ts';
import { pulseRule } from './pulse.ts';

/** Pulse below 50 /min, urgent below 40 (BEAT-HF). */
export const pulseLow = pulseRule({
  id: 'pulse-low',
  title: 'Low pulse',
  source: 'BEAT-HF (Trials 2014;15:124): 50 and 40 /min; a repeat within 36 h, clearing at 55: convention',
  limit: 'lowPulsePerMin',
  urgentLimit: 'veryLowPulsePerMin',
  isBeyond: fallsBelow,
  isRecovered: (pulsePerMin, limits) => reaches(pulsePerMin, limits.lowClearPulsePerMin),
});
