import { unknown } from '../domain/alert.ts';
import type { GlucoseLimit, Limits } from '../domain/limits.ts';
import type { GlucoseReading } from '../domain/reading.ts';
import { defineRule } from './define.ts';
import { glucoseLimitText, glucoseLimitUsed, glucoseText, highOrHi, lowOrLo } from './glucose-compare.ts';
import { judgeUnowned, type SevereValue } from './unowned-severe.ts';

const crossed = (reading: GlucoseReading, name: string, limit: GlucoseLimit): SevereValue => ({
  what: `glucose ${glucoseText(reading)}`,
  limit: glucoseLimitText(reading, limit),
  limits: glucoseLimitUsed(reading, name, limit),
});

const severeValue = (reading: GlucoseReading, limits: Limits): SevereValue | null => {
  const { glucoseLevel2Low, glucoseVeryHigh } = limits;
  if (lowOrLo(reading, glucoseLevel2Low)) return crossed(reading, 'glucoseLevel2Low', glucoseLevel2Low);
  if (highOrHi(reading, glucoseVeryHigh)) return crossed(reading, 'glucoseVeryHigh', glucoseVeryHigh);
  return null;
};

/** A reading of unknown owner below 54 or above 300 mg/dL (3.0, 16.7 mmol/L), LO or HI; never clears by itself. */
export const unownedGlucose = defineRule({
  id: 'unowned-glucose',
  version: 1,
  title: 'Severe glucose, not known whose',
  concern: 'glucose',
  group: 'whose',
  ladder: ['urgent'],
  clears: 'a person decides whose the reading is',
  steps: [
    'consider asking everyone who shares the meter who measured, beginning with whoever may be in danger',
    'consider calling at once for a low: awake, eating, not alone?',
    'consider giving each person a slot or a meter of their own',
  ],
  params: {},
  kinds: ['glucose'],
  judges: 'unowned',
  source:
    'ADA Standards of Care (<54 mg/dL) and long-term-care guidance, Table 6 (>300 mg/dL), written for nursing facilities',
  evaluate: ({ reading, limits }) =>
    reading?.kind === 'glucose' ? judgeUnowned(reading, severeValue(reading, limits)) : unknown,
});
