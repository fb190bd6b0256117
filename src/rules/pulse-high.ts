import { exceeds } from './compare.ts';
import { pulseRule } from './pulse.ts';

/** Pulse above 100 /min, urgent above 110 (BEAT-HF). */
export const pulseHigh = pulseRule({
  id: 'pulse-high',
  title: 'High pulse',
  source: 'BEAT-HF (Trials 2014;15:124): 100 and 110 /min; a repeat within 36 h, clearing at 95: convention',
  limit: 'highPulsePerMin',
  urgentLimit: 'veryHighPulsePerMin',
  isBeyond: exceeds,
  isRecovered: (pulsePerMin, limits) => !exceeds(pulsePerMin, limits.highClearPulsePerMin),
});
