import type { Limits } from '../domain/limits.ts';
import type { Kind } from '../domain/reading.ts';

type NumberKey = { [K in keyof Limits]: Limits[K] extends number ? K : never }[keyof Limits];

export type Tightened = {
  readonly limit: NumberKey;
  /** lower is tighter for each of them */
  readonly value: number;
  /** for whom it matters: who holds a device of that kind; null: everybody */
  readonly kind: Kind | null;
  readonly source: string;
};

const byProgram: Readonly<Record<string, number>> = { 'heart-failure': 1 };
const otherMissedDays = 2;

/**
 * Limits that are tighter for 30 days after a discharge, beside the rules that tighten by themselves (blood pressure soon
 * after a discharge). None for glucose: no source was found.
 */
export const tightenedLimits = (programId: string): readonly Tightened[] => [
  {
    limit: 'weightAboveDryKg',
    value: 1.36,
    kind: 'weight',
    source: 'US practice, the lesser gain: 3 lb; a gain of 2–5 lb goes with admission (Chaudhry 2007)',
  },
  {
    limit: 'weightGain7DaysKg',
    value: 2,
    kind: 'weight',
    source: 'convention: the 2 kg of ESC over a week instead of three days',
  },
  {
    limit: 'meanSystolicMmHg',
    value: 130,
    kind: 'blood-pressure',
    source: 'AHA/ACC 2025, home threshold',
  },
  {
    limit: 'meanDiastolicMmHg',
    value: 80,
    kind: 'blood-pressure',
    source: 'AHA/ACC 2025, home threshold',
  },
  {
    limit: 'missedDays',
    value: byProgram[programId] ?? otherMissedDays,
    kind: null,
    source: 'BEAT-HF: silence goes with admission in the following week; the days: convention',
  },
];
