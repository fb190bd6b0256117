import { dayMs } from '../domain/local-day.ts';
import { exceeds } from './compare.ts';
import { defineRule } from './define.ts';
import { judgePulse, type PulseScale, pulseParams } from './pulse.ts';

const scale: PulseScale = {
  limit: 'highPulsePerMin',
  urgentLimit: 'veryHighPulsePerMin',
  isBeyond: exceeds,
  isRecovered: (pulsePerMin, limits) => !exceeds(pulsePerMin, limits.highClearPulsePerMin),
  note: '',
};

/** Convention: a fast pulse is more remarkable where it is held down. */
const onBetaBlocker: PulseScale = { ...scale, note: ' although on a beta-blocker' };

/** Pulse above 100 /min, urgent above 110 (BEAT-HF). */
export const pulseHigh = defineRule({
  id: 'pulse-high',
  version: 2,
  title: 'High pulse',
  concern: 'blood-pressure',
  coolDownMs: 7 * dayMs,
  group: 'pulse',
  ladder: ['warning', 'urgent'],
  clears: 'two pulses at or below the clear limit',
  steps: [
    'consider calling: chest pain, breathlessness, palpitations, fever, fainting?',
    'consider a repeat after 10 minutes of rest, counted by hand where the pulse is irregular',
    'consider asking whether a beta-blocker or a rate-controlling medicine was missed',
  ],
  params: pulseParams,
  kinds: ['blood-pressure'],
  source: 'BEAT-HF (Trials 2014;15:124): 100 and 110 /min; a repeat within 36 h, clearing at 95: convention',
  evaluate: (snapshot, params) =>
    judgePulse(snapshot, snapshot.patient.flags.includes('beta-blocker') ? onBetaBlocker : scale, params),
});
