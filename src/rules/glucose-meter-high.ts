import { type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import type { GlucoseReading } from '../domain/reading.ts';
import { defineRule } from './define.ts';
import { evidenceOf } from './evidence.ts';
import { glucoseAtMost, glucoseLimitText } from './glucose-compare.ts';
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
  steps: [],
  params: {},
  kinds: ['glucose'],
  source: 'ADA long-term-care guidance, Table 6 (any "HI"); clearing on two ≤300 mg/dL: convention',
  evaluate: snapshot => {
    const { reading } = snapshot;
    if (reading?.kind !== 'glucose') return unknown;
    if (reading.outOfRange === 'HI') return meterHigh(reading);
    return clearWhenLast(snapshot, 'glucose', 2, recovered);
  },
});
