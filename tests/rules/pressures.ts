import { dayMs } from '../../src/domain/local-day.ts';
import type { BloodPressureReading } from '../../src/domain/reading.ts';
import { bp, hours, start } from './build.ts';

/** What ordinary people's pressures do from one sitting to the next, mmHg about their own level; its mean is 0. */
const wobble = [4, -3, 6, -6, 1, -5, 3];

type Level = { readonly systolic: number; readonly diastolic?: number; readonly pulse?: number };

/**
 * A pressure each morning of so many days, the last of them `start`, as `levelAt` gives it by the days left, wobbling as
 * people's pressures do.
 */
export const mornings = (days: number, levelAt: (daysLeft: number) => Level): BloodPressureReading[] =>
  Array.from({ length: days }, (_, i) => {
    const daysLeft = days - 1 - i;
    const { systolic, diastolic = 75, pulse = 70 } = levelAt(daysLeft);
    const by = wobble[i % wobble.length] ?? 0;
    const reading = bp(start - daysLeft * dayMs, systolic + by, diastolic + by / 2);
    return { ...reading, pulsePerMin: pulse + by / 2 };
  });

/** The same level every day. */
export const steady = (days: number, level: Level): BloodPressureReading[] => mornings(days, () => level);

/** A morning and an evening a day, the last evening 12 h after `start`, without any wobble. */
export const twiceDaily = (days: number, systolic: number, diastolic = 75): BloodPressureReading[] =>
  Array.from({ length: days }, (_, i) => start - (days - 1 - i) * dayMs).flatMap(at => [
    bp(at, systolic, diastolic),
    bp(at + hours(12), systolic, diastolic),
  ]);
