import { z } from 'zod';
import type { Finding } from '../domain/alert.ts';
import type { DailyRollup } from '../domain/daily.ts';
import { dayMs } from '../domain/local-day.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { fallsBelow, reaches } from './compare.ts';
import { defineRule, param, slowUrgentAcceptanceMs, type Values } from './define.ts';
import { partDays, pulseOf, valuesOf } from './level-shift.ts';
import { judgePulse, type PulseScale, pulseParams } from './pulse.ts';
import { type Baseline, baselineOf } from './robust.ts';

const scale: PulseScale = {
  limit: 'lowPulsePerMin',
  urgentLimit: 'veryLowPulsePerMin',
  isBeyond: fallsBelow,
  isRecovered: (pulsePerMin, limits) => reaches(pulsePerMin, limits.lowClearPulsePerMin),
  note: '',
};

const leastSpreadPerMin = 2.5;

/** Convention: however slow and irregular a pulse always is, below this somebody is told. */
const floorPerMin = 30;

/** The low and the clear limit are lower, and the urgent one where even that is above them. */
const lowered = (snapshot: Snapshot, toPerMin: number): Snapshot => {
  const { lowPulsePerMin, veryLowPulsePerMin, lowClearPulsePerMin } = snapshot.limits;
  const lower = Math.min(lowPulsePerMin, Math.max(Math.min(floorPerMin, veryLowPulsePerMin), toPerMin));
  const limits = {
    ...snapshot.limits,
    lowPulsePerMin: lower,
    veryLowPulsePerMin: Math.min(veryLowPulsePerMin, lower),
    lowClearPulsePerMin: lowClearPulsePerMin - (lowPulsePerMin - lower),
  };
  return { ...snapshot, limits };
};

type Usual = { readonly own: Baseline; readonly days: readonly DailyRollup[] };

/** The own pulse of the days before the last three, and how much it varies; null where too few tell. */
const usualOf = (snapshot: Snapshot, leastOwnDays: number): Usual | null => {
  const { before } = partDays(snapshot, 'blood-pressure', 3);
  const values = valuesOf(before, pulseOf);
  return values.length < leastOwnDays ? null : { own: baselineOf(values, leastSpreadPerMin), days: before };
};

/** Whether an own level can make a difference: for most readings nobody needs to look back. */
const mayMatter = ({ reading, standing, limits }: Snapshot): boolean =>
  standing !== null ||
  (reading?.kind === 'blood-pressure' && (reading.pulsePerMin ?? Number.NaN) < limits.lowPulsePerMin);

type Sharpened = {
  readonly snapshot: Snapshot;
  readonly note: string;
  readonly days: readonly DailyRollup[];
};

/** The limits that hold for this patient, and what of her bears on them. */
const sharpened = (
  snapshot: Snapshot,
  { betaBlockerAllowancePerMin, belowUsualPerMin, belowUsualSpreads, leastOwnDays }: Values<typeof params>,
): Sharpened => {
  const { lowPulsePerMin, veryLowPulsePerMin } = snapshot.limits;
  const onBetaBlocker = snapshot.patient.flags.includes('beta-blocker');
  const allowed = onBetaBlocker ? lowPulsePerMin - betaBlockerAllowancePerMin : lowPulsePerMin;
  const limit = Math.max(veryLowPulsePerMin, allowed);
  const note = onBetaBlocker ? ' on a beta-blocker' : '';
  const usual = mayMatter(snapshot) ? usualOf(snapshot, leastOwnDays) : null;
  if (usual === null) return { snapshot: lowered(snapshot, limit), note, days: [] };
  const { own, days } = usual;
  const belowOwn = own.centre - Math.max(belowUsualPerMin, belowUsualSpreads * own.spread);
  return {
    snapshot: lowered(snapshot, Math.min(limit, belowOwn)),
    note: belowOwn < limit ? `${note}, usually ${shown(own.centre)}` : note,
    days,
  };
};

const withDays = (finding: Finding, days: readonly DailyRollup[]): Finding =>
  days.length > 0 && 'evidence' in finding
    ? { ...finding, evidence: { ...finding.evidence, days } }
    : finding;

const params = {
  ...pulseParams,
  betaBlockerAllowancePerMin: param(z.number().min(0).max(15), 5, {
    what: 'how much lower the low and the clear limit are for a patient recorded as taking a beta-blocker',
    unit: '/min',
    source: 'convention: a slow pulse is what it is given for',
  }),
  belowUsualPerMin: param(z.number().min(0).max(40), 8, {
    what: 'how far below the own usual pulse a pulse that is not urgent must lie',
    unit: '/min',
    source: 'convention: about two standard deviations of a resting pulse from day to day',
  }),
  belowUsualSpreads: param(z.number().min(0).max(10), 3, {
    what: 'the same, in own spreads (scaled median absolute deviation), where that is more',
    unit: 'spreads',
    source:
      'convention; in atrial fibrillation cuffs miss beats, and single readings vary by 8 /min and more: beyond 3 spreads lies one in 700 of a bell curve, beyond 2 one in 40, which is a false alarm a month',
  }),
  leastOwnDays: param(z.int().min(5).max(28), 7, {
    what: 'days with a pulse before an own usual pulse is known',
    unit: 'days',
    source: 'convention',
  }),
};

/**
 * Pulse below 50 /min, urgent below 40 (BEAT-HF); below 45 for a patient recorded as taking a beta-blocker, and for one
 * whose pulse is always slow, or as irregular as in atrial fibrillation, only clearly below the own usual one (and below 30).
 */
export const pulseLow = defineRule({
  id: 'pulse-low',
  version: 4,
  title: 'Low pulse',
  concern: 'blood-pressure',
  coolDownMs: 7 * dayMs,
  urgentAcceptanceMs: slowUrgentAcceptanceMs,
  group: 'pulse',
  ladder: ['warning', 'urgent'],
  clears: 'two pulses at or above the clear limit',
  steps: [
    'consider calling: fainting, dizziness, breathlessness, chest pain, confusion?',
    'consider a repeat counted by hand for a full minute: cuffs miss beats of an irregular pulse',
    'consider asking the provider about beta-blocker, digoxin or another slowing medicine the same day',
  ],
  params,
  kinds: ['blood-pressure'],
  source: 'BEAT-HF (Trials 2014;15:124): 50 and 40 /min; a repeat within 36 h, clearing at 55: convention',
  evaluate: (asked, values) => {
    const { snapshot, note, days } = sharpened(asked, values);
    return withDays(judgePulse(snapshot, { ...scale, note }, values), days);
  },
});
