import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import type { BloodPressureReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import {
  leastChange,
  leastOwnDays,
  leastRecentDays,
  leastSpread,
  leastSpreads,
  recentDays,
} from './bp-params.ts';
import { reaches } from './compare.ts';
import { defineRule, param, type Values } from './define.ts';
import { daysText, evidenceOf } from './evidence.ts';
import { pulseOf, type Shift, shiftOf } from './level-shift.ts';

const shiftParams = {
  recentDays: recentDays(4),
  leastRecentDays: leastRecentDays(3),
  leastOwnDays: leastOwnDays(7),
  leastSpreadPerMin: leastSpread(3, '/min'),
  leastSpreads: leastSpreads(1.75),
  leastChangePerMin: leastChange(9, '/min'),
  levelPerMin: param(z.number().min(50).max(120), 70, {
    what: 'the pulse of late must be at least this',
    unit: '/min',
    source: 'convention',
  }),
};

type PulseShiftParams = Values<typeof shiftParams>;

const raised = (
  reading: BloodPressureReading,
  { recent, own, days }: Shift,
  needed: number,
  params: PulseShiftParams,
): Finding => {
  const limits = {
    levelPerMin: params.levelPerMin,
    ownPerMin: own.centre,
    spreadPerMin: own.spread,
    changePerMin: needed,
  };
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: `resting pulse ${shown(recent)} /min over the last ${daysText(params.recentDays)}, ${shown(recent - own.centre)} above the own ${shown(own.centre)} of the weeks before; limit ${shown(needed)}`,
    evidence: { ...evidenceOf([reading], limits), days },
  };
};

const judgePulse = (
  reading: BloodPressureReading,
  pulsePerMin: number,
  snapshot: Snapshot,
  params: PulseShiftParams,
): Finding => {
  const { standing } = snapshot;
  // a pulse that has risen shows in readings that are fast themselves: most readings end here
  if (!standing && !reaches(pulsePerMin, params.levelPerMin)) return unknown;
  const shift = shiftOf(snapshot, 'blood-pressure', pulseOf, {
    ...params,
    leastSpread: params.leastSpreadPerMin,
  });
  if (!shift) return unknown;
  const change = shift.recent - shift.own.centre;
  const needed = Math.max(params.leastChangePerMin, params.leastSpreads * shift.own.spread);
  if (reaches(shift.recent, params.levelPerMin) && reaches(change, needed))
    return raised(reading, shift, needed, params);
  return standing && change < needed / 2 ? clear : unknown;
};

/**
 * Resting pulse of 4 days at least 9 /min and 1.75 own spreads above the own median of the weeks before: in heart failure a
 * sign of decompensation (Moazeni 2023: pulse and systolic pressure predicted better than weight).
 */
export const pulseShift = defineRule({
  id: 'pulse-shift',
  version: 1,
  title: 'Pulse above own level',
  concern: 'blood-pressure',
  coolDownMs: 14 * dayMs,
  group: 'pulse',
  ladder: ['warning'],
  clears: 'less than half of the rise is left, also because the own level has followed within 4 weeks',
  steps: [
    'consider asking about breathlessness, swelling, fever, pain, palpitations',
    'consider asking whether a beta-blocker was stopped or ran out',
    'consider looking at weight and blood pressure together',
  ],
  params: shiftParams,
  kinds: ['blood-pressure'],
  source:
    'Moazeni 2023 (pulse predicts decompensation); 9 /min, 1.75 spreads, 4 days: convention, by measurement',
  evaluate: (snapshot, params) => {
    const { reading } = snapshot;
    if (reading?.kind !== 'blood-pressure' || reading.pulsePerMin === null) return unknown;
    return judgePulse(reading, reading.pulsePerMin, snapshot, params);
  },
});
