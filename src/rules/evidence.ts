import type { Evidence } from '../domain/alert.ts';
import { hourMs, minuteMs } from '../domain/local-day.ts';
import type { Reading } from '../domain/reading.ts';
import { shown } from '../domain/units.ts';
import { glucoseText } from './glucose-compare.ts';

/** `184/96`, of values in mmHg. */
export const pressureText = (systolicMmHg: number, diastolicMmHg: number): string =>
  `${shown(systolicMmHg)}/${shown(diastolicMmHg)}`;

const valueText = (reading: Reading): string => {
  switch (reading.kind) {
    case 'blood-pressure':
      return `${pressureText(reading.systolicMmHg, reading.diastolicMmHg)} mmHg`;
    case 'glucose':
      return glucoseText(reading);
    case 'weight':
      return `${shown(reading.weightKg, 2)} kg`;
  }
};

/** The readings a finding rests on, values with units, and the limits they were compared with. */
export const evidenceOf = (readings: readonly Reading[], limits: Evidence['limits']): Evidence => ({
  readings: readings.map(reading => ({
    id: reading.id,
    measuredAt: reading.measuredAt,
    value: valueText(reading),
  })),
  limits,
});

/** `6 min`, `3 h`: how long a duration in ms is, rounded down. */
export const spanText = (spanMs: number): string => {
  if (spanMs < minuteMs) return 'less than 1 min';
  if (spanMs < 2 * hourMs) return `${Math.floor(spanMs / minuteMs)} min`;
  return `${Math.floor(spanMs / hourMs)} h`;
};

/** `1 day`, `3 days`. */
export const daysText = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;
