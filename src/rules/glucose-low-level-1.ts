import { type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import type { GlucoseReading } from '../domain/reading.ts';
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
import { clearWhenLast } from './window.ts';

const low = (reading: GlucoseReading, { glucoseLevel1Low, glucoseLevel2Low }: Limits): Finding => ({
  is: 'firing',
  severity: 'warning',
  confirmed: true,
  because: `glucose ${glucoseText(reading)}; limit ${glucoseLimitText(reading, glucoseLevel1Low)}`,
  evidence: evidenceOf([reading], {
    ...glucoseLimitUsed(reading, 'glucoseLevel1Low', glucoseLevel1Low),
    ...glucoseLimitUsed(reading, 'glucoseLevel2Low', glucoseLevel2Low),
  }),
});

const recovered = (reading: GlucoseReading, limits: Limits): boolean =>
  glucoseAtLeast(reading, limits.glucoseLowClear);

/** Glucose below 70 and not below 54 mg/dL, 3.9 and 3.0 mmol/L (ADA level 1). */
export const glucoseLowLevel1 = defineRule({
  id: 'glucose-low-level-1',
  version: 1,
  title: 'Low glucose, level 1',
  concern: 'glucose',
  group: 'glucose-low',
  ladder: ['warning'],
  clears: 'two readings at or above the clear limit',
  steps: [],
  params: {},
  kinds: ['glucose'],
  source: 'ADA Standards of Care, level 1 (<70 and ≥54 mg/dL); clearing at 80: convention',
  evaluate: snapshot => {
    const { reading, limits } = snapshot;
    if (reading?.kind !== 'glucose' || lowOrLo(reading, limits.glucoseLevel2Low)) return unknown;
    if (glucoseBelow(reading, limits.glucoseLevel1Low)) return low(reading, limits);
    return clearWhenLast(snapshot, 'glucose', 2, recovered);
  },
});
