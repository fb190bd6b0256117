import { type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import type { GlucoseReading } from '../domain/reading.ts';
import { defineRule } from './define.ts';
import { evidenceOf } from './evidence.ts';
import { glucoseAtLeast, glucoseLimitText } from './glucose-compare.ts';
import { clearReadings } from './glucose-params.ts';
import { clearWhenLast } from './window.ts';

const usualFloor = { mgDl: 20, mmolL: 1.1 };

const meterLow = (reading: GlucoseReading): Finding => ({
  is: 'firing',
  severity: 'critical',
  confirmed: true,
  because: `glucose meter showed LO: below what it can measure, usually ${glucoseLimitText(reading, usualFloor)}`,
  evidence: evidenceOf([reading], {}),
});

const recovered = (reading: GlucoseReading, limits: Limits): boolean =>
  glucoseAtLeast(reading, limits.glucoseLevel1Low);

/** The meter showed LO, below its range (usually 20 mg/dL, 1.1 mmol/L). */
export const glucoseMeterLow = defineRule({
  id: 'glucose-meter-low',
  version: 1,
  title: 'Glucose meter shows LO',
  concern: 'glucose',
  group: 'glucose-low',
  ladder: ['critical'],
  clears: 'two readings at or above the clear limit',
  steps: [
    'consider calling at once, and emergency services where nobody answers',
    'consider asking for a second reading with a new strip and washed hands',
    'consider telling the provider the same day',
  ],
  params: { clearReadings: clearReadings(2) },
  kinds: ['glucose'],
  source: 'Convention: LO lies below ADA level 2 (<54 mg/dL); clearing on two ≥70 mg/dL: convention',
  evaluate: (snapshot, { clearReadings }) => {
    const { reading } = snapshot;
    if (reading?.kind !== 'glucose') return unknown;
    if (reading.outOfRange === 'LO') return meterLow(reading);
    return clearWhenLast(snapshot, 'glucose', clearReadings, recovered);
  },
});
