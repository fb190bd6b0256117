import { type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import type { BloodPressureReading } from '../domain/reading.ts';
import { shown } from '../domain/units.ts';
import { fallsBelow, reaches } from './compare.ts';
import { defineRule } from './define.ts';
import { evidenceOf } from './evidence.ts';
import { clearWhenLast } from './window.ts';

const low = (reading: BloodPressureReading, { lowSystolicMmHg, veryLowSystolicMmHg }: Limits): Finding => {
  const veryLow = fallsBelow(reading.systolicMmHg, veryLowSystolicMmHg);
  const limit = veryLow ? veryLowSystolicMmHg : lowSystolicMmHg;
  return {
    is: 'firing',
    severity: veryLow ? 'urgent' : 'warning',
    confirmed: true,
    because: `systolic ${shown(reading.systolicMmHg)} mmHg; limit ${shown(limit)}`,
    evidence: evidenceOf([reading], { lowSystolicMmHg, veryLowSystolicMmHg }),
  };
};

const recovered = (reading: BloodPressureReading, limits: Limits): boolean =>
  reaches(reading.systolicMmHg, limits.lowClearSystolicMmHg);

/** Systolic below 90 mmHg, urgent below 80 (BEAT-HF); one reading decides. */
export const bpLow = defineRule({
  id: 'bp-low',
  version: 1,
  title: 'Low blood pressure',
  concern: 'blood-pressure',
  group: 'bp-low',
  ladder: ['warning', 'urgent'],
  clears: 'two readings at or above the clear limit',
  steps: [],
  params: {},
  kinds: ['blood-pressure'],
  source: 'BEAT-HF (Trials 2014;15:124): 90 and 80 mmHg; clearing at 95: convention',
  evaluate: snapshot => {
    const { reading, limits } = snapshot;
    if (reading?.kind !== 'blood-pressure') return unknown;
    if (fallsBelow(reading.systolicMmHg, limits.lowSystolicMmHg)) return low(reading, limits);
    return clearWhenLast(snapshot, 'blood-pressure', 2, recovered);
  },
});
