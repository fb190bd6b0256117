import { unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import type { BloodPressureReading } from '../domain/reading.ts';
import { shown } from '../domain/units.ts';
import { fallsBelow } from './compare.ts';
import { defineRule } from './define.ts';
import { isSevere, severePart } from './severe-pressure.ts';
import { judgeUnowned, type SevereValue } from './unowned-severe.ts';

const severeValue = (reading: BloodPressureReading, limits: Limits): SevereValue | null => {
  const { severeSystolicMmHg, severeDiastolicMmHg, veryLowSystolicMmHg } = limits;
  if (isSevere(reading, limits))
    return { ...severePart(reading, limits), limits: { severeSystolicMmHg, severeDiastolicMmHg } };
  if (!fallsBelow(reading.systolicMmHg, veryLowSystolicMmHg)) return null;
  const what = `systolic ${shown(reading.systolicMmHg)} mmHg`;
  return { what, limit: shown(veryLowSystolicMmHg), limits: { veryLowSystolicMmHg } };
};

/** A reading of unknown owner at ≥180 or ≥120 (AHA) or with systolic <80 mmHg (BEAT-HF); never clears by itself. */
export const unownedBloodPressure = defineRule({
  id: 'unowned-blood-pressure',
  version: 1,
  title: 'Severe blood pressure, not known whose',
  concern: 'blood-pressure',
  group: 'whose',
  ladder: ['urgent'],
  clears: 'a person decides whose the reading is',
  steps: [
    'consider calling every household that shares the cuff: whose reading is it, and how are they?',
    'consider a repeat with the right user chosen on the cuff',
    'consider giving each person a slot or a cuff of their own',
  ],
  params: {},
  kinds: ['blood-pressure'],
  judges: 'unowned',
  source: 'AHA patient advice (180/120 mmHg) and BEAT-HF (80 mmHg)',
  evaluate: ({ reading, limits }) =>
    reading?.kind === 'blood-pressure' ? judgeUnowned(reading, severeValue(reading, limits)) : unknown,
});
