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
} from './glucose-compare.ts';
import { clearReadings } from './glucose-params.ts';
import { clearWhenLast } from './window.ts';

const veryLow = (reading: GlucoseReading, { glucoseLevel2Low }: Limits): Finding => ({
  is: 'firing',
  severity: 'urgent',
  confirmed: true,
  because: `glucose ${glucoseText(reading)}; limit ${glucoseLimitText(reading, glucoseLevel2Low)}`,
  evidence: evidenceOf([reading], glucoseLimitUsed(reading, 'glucoseLevel2Low', glucoseLevel2Low)),
});

const recovered = (reading: GlucoseReading, limits: Limits): boolean =>
  glucoseAtLeast(reading, limits.glucoseLevel1Low);

/** Glucose below 54 mg/dL, 3.0 mmol/L (ADA level 2): urgent by itself. */
export const glucoseLowLevel2 = defineRule({
  id: 'glucose-low-level-2',
  version: 1,
  title: 'Low glucose, level 2',
  concern: 'glucose',
  group: 'glucose-low',
  ladder: ['urgent'],
  clears: 'two readings at or above the clear limit',
  steps: [
    'consider calling at once: is the patient awake, eating, not alone?',
    'consider emergency services where nobody answers or the patient cannot swallow',
    'consider a second reading 15 minutes after something sweet',
    'consider telling the provider the same day: dose, timing, glucagon at home',
  ],
  params: { clearReadings: clearReadings(2) },
  kinds: ['glucose'],
  source: 'ADA Standards of Care, level 2 (<54 mg/dL); clearing on two readings at 70: convention',
  evaluate: (snapshot, { clearReadings }) => {
    const { reading, limits } = snapshot;
    if (reading?.kind !== 'glucose') return unknown;
    if (glucoseBelow(reading, limits.glucoseLevel2Low)) return veryLow(reading, limits);
    return clearWhenLast(snapshot, 'glucose', clearReadings, recovered);
  },
});
