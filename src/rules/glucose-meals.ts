import { dayMs } from '../domain/local-day.ts';
import type { GlucoseReading, Meal } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';

const weekMs = 7 * dayMs;

/** A reading of one of some contexts whose value is a number. */
export type MealReading = GlucoseReading & { readonly glucoseMgDl: number };

const isOf = (reading: GlucoseReading, meals: readonly Meal[]): reading is MealReading =>
  reading.glucoseMgDl !== null && reading.meal !== null && meals.includes(reading.meal);

/** Readings of the last 7 days in some contexts, oldest first. */
export const mealReadings = ({ readings, at }: Snapshot, meals: readonly Meal[]): MealReading[] => {
  const found: MealReading[] = [];
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt <= at - weekMs) break;
    if (reading.kind === 'glucose' && isOf(reading, meals)) found.push(reading);
  }
  return found.reverse();
};
