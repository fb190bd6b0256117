import { type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import type { GlucoseReading } from '../domain/reading.ts';
import { defineRule } from './define.ts';
import { evidenceOf } from './evidence.ts';
import { glucoseAtMost, glucoseLimitText } from './glucose-compare.ts';
import { clearReadings } from './glucose-params.ts';
import { clearWhenLast } from './window.ts';

const usualCeiling = { mgDl: 600, mmolL: 33.3 };

const meterHigh = (reading: GlucoseReading): Finding => ({
  is: 'firing',
  severity: 'urgent',
  confirmed: true,
  because: `glucose meter showed HI: above what it can measure, usually ${glucoseLimitText(reading, usualCeiling)}`,
  evidence: evidenceOf([reading], {}),
});

const recovered = (reading: GlucoseReading, limits: Limits): boolean =>
  glucoseAtMost(reading, limits.glucoseVeryHigh);

/** The meter showed HI, above its range (usually 600 mg/dL, 33.3 mmol/L). */
export const glucoseMeterHigh = defineRule({
  id: 'glucose-meter-high',
  version: 1,
  title: 'Glucose meter shows HI',
  concern: 'glucose',
  group: 'glucose-high',
  ladder: ['urgent'],
  clears: 'two readings that are numbers below the limit',
  steps: [
    'consider calling: thirst, vomiting, drowsiness, fast breathing, fever?',
    'consider emergency care for any of these, and ketones where the patient has type 1 diabetes',
    'consider a second reading with washed hands',
    'consider telling the provider the same day',
  ],
  params: { clearReadings: clearReadings(2) },
  kinds: ['glucose'],
  source: 'ADA long-term-care guidance, Table 6 (any "HI"); clearing on two ≤300 mg/dL: convention',
  evaluate: (snapshot, { clearReadings }) => {
    const { reading } = snapshot;
    if (reading?.kind !== 'glucose') return unknown;
    if (reading.outOfRange === 'HI') return meterHigh(reading);
    return clearWhenLast(snapshot, 'glucose', clearReadings, recovered);
  },
});
