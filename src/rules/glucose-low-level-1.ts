import { type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import type { GlucoseReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { defineRule } from './define.ts';
import { evidenceOf } from './evidence.ts';
import {
  glucoseAtLeast,
  glucoseBelow,
  glucoseLimitText,
  glucoseLimitUsed,
  glucoseText,
  lowOrLo,
} from './glucose-compare.ts';
import { clearReadings, gradesUp } from './glucose-params.ts';
import { gradeLow } from './lowering-drug.ts';
import { clearWhenLast } from './window.ts';

const low = (reading: GlucoseReading, { patient, limits }: Snapshot, grades: boolean): Finding => {
  const { glucoseLevel1Low, glucoseLevel2Low } = limits;
  const { severity, on } = gradeLow(patient, grades);
  return {
    is: 'firing',
    severity,
    confirmed: true,
    because: `glucose ${glucoseText(reading)}${on}; limit ${glucoseLimitText(reading, glucoseLevel1Low)}`,
    evidence: evidenceOf([reading], {
      ...glucoseLimitUsed(reading, 'glucoseLevel1Low', glucoseLevel1Low),
      ...glucoseLimitUsed(reading, 'glucoseLevel2Low', glucoseLevel2Low),
    }),
  };
};

const recovered = (reading: GlucoseReading, limits: Limits): boolean =>
  glucoseAtLeast(reading, limits.glucoseLowClear);

/** Glucose below 70 and not below 54 mg/dL, 3.9 and 3.0 mmol/L (ADA level 1); urgent on insulin or a sulfonylurea. */
export const glucoseLowLevel1 = defineRule({
  id: 'glucose-low-level-1',
  version: 2,
  title: 'Low glucose, level 1',
  concern: 'glucose',
  group: 'glucose-low',
  ladder: ['warning', 'urgent'],
  clears: 'two readings at or above the clear limit',
  steps: [
    'consider asking whether the patient has eaten or drunk something sweet and has measured again after 15 minutes',
    'consider what came before: a meal left out, exercise, alcohol, a changed dose',
    'consider telling the provider who prescribes insulin or tablets if it comes again',
  ],
  params: { gradesUp, clearReadings: clearReadings(2) },
  kinds: ['glucose'],
  source: 'ADA Standards of Care, level 1 (<70 and ≥54 mg/dL); clearing at 80: convention',
  evaluate: (snapshot, params) => {
    const { reading, limits } = snapshot;
    if (reading?.kind !== 'glucose' || lowOrLo(reading, limits.glucoseLevel2Low)) return unknown;
    if (glucoseBelow(reading, limits.glucoseLevel1Low)) return low(reading, snapshot, params.gradesUp);
    return clearWhenLast(snapshot, 'glucose', params.clearReadings, recovered);
  },
});
