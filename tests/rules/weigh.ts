import type { Finding } from '../../src/domain/alert.ts';
import type { Reading } from '../../src/domain/reading.ts';
import type { Rule, Snapshot } from '../../src/domain/rule.ts';
import { bp, est, hours, judge, weight } from './build.ts';

/** 06:00 in New York on Thursday 26 November 2026: the last day of what is measured here. */
export const lastMorning = est('11-26 06:00');

export const morning = (daysBefore: number): number => lastMorning - hours(24 * daysBefore);

/** A weigh-in each morning up to the last one; a hole is a morning without. */
export const mornings = (kg: readonly (number | null)[]): Reading[] =>
  kg.flatMap((value, i) => (value === null ? [] : [weight(morning(kg.length - 1 - i), value)]));

/** The same weight on so many mornings, 0.2 kg up and down. */
export const steady = (count: number, kg: number): number[] =>
  Array.from({ length: count }, (_, i) => kg + (i % 2 === 0 ? 0.2 : -0.2));

/** A pressure with a pulse on so many mornings before the last one's weigh-in. */
export const pressures = (count: number, of: (daysBefore: number) => readonly [number, number]): Reading[] =>
  Array.from({ length: count }, (_, i) => {
    const daysBefore = count - 1 - i;
    const [systolic, pulsePerMin] = of(daysBefore);
    return { ...bp(morning(daysBefore) - hours(0.5), systolic), pulsePerMin };
  });

export const inOrder = (...readings: readonly Reading[]): Reading[] =>
  readings.toSorted((a, b) => a.measuredAt - b.measuredAt);

/** The fixed limit alone, on one weigh-in: without confirmation, own noise or own level. */
export const fixedLimit = { isConfirmed: false, noiseSpreads: 0, untilOwnDays: 0 };

export const judgeFixed = (rule: Rule, readings: readonly Reading[], over: Partial<Snapshot> = {}): Finding =>
  judge(rule, readings, { ...over, params: fixedLimit });
