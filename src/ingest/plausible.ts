import { plausibleWeightKg } from '../domain/plausible-weight.ts';
import type { Measurement } from '../domain/reading.ts';
import { shown } from '../domain/units.ts';

type Range = { readonly name: string; readonly unit: string; readonly low: number; readonly high: number };

/** CLINICAL: plausible values; outside them a person looks first. */
const systolic: Range = { name: 'systolic', unit: 'mmHg', low: 50, high: 300 };
const diastolic: Range = { name: 'diastolic', unit: 'mmHg', low: 25, high: 200 };
const pulse: Range = { name: 'pulse', unit: '/min', low: 20, high: 250 };
const glucose: Range = { name: 'glucose', unit: 'mg/dL', low: 10, high: 1000 };
const weight: Range = { name: 'weight', unit: 'kg', ...plausibleWeightKg };

const outside = (value: number | null, { name, unit, low, high }: Range): string | null =>
  value === null || (value >= low && value <= high)
    ? null
    : `${name} ${shown(value)} ${unit} is outside the plausible ${low}–${high}`;

/** Why a person must look before any rule does; null when nothing is odd. */
export const suspicion = (measurement: Measurement): string | null => {
  switch (measurement.kind) {
    case 'blood-pressure': {
      const { systolicMmHg, diastolicMmHg, pulsePerMin } = measurement;
      const range =
        outside(systolicMmHg, systolic) ?? outside(diastolicMmHg, diastolic) ?? outside(pulsePerMin, pulse);
      if (range !== null) return range;
      return systolicMmHg > diastolicMmHg
        ? null
        : `systolic ${shown(systolicMmHg)} is not above diastolic ${shown(diastolicMmHg)} mmHg`;
    }
    case 'glucose':
      return outside(measurement.glucoseMgDl, glucose);
    case 'weight':
      return outside(measurement.weightKg, weight);
  }
};
