import { hourMs, localDay } from '../domain/local-day.ts';
import { baselineStartsAt } from '../domain/patient.ts';
import type { WeightReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { lookBackMs, measuredAtOf } from './window.ts';

/** How far back a comparison of days reaches, and what breaks it off. */
export type Reach = {
  /** local days before the weigh-in's own */
  readonly days: number;
  /** a gap between weigh-ins that starts a new baseline */
  readonly gapHours: number;
};

const dayStart = ({ readings, patient, at }: Snapshot, last: number): number => {
  const day = localDay(measuredAtOf(readings, last), patient.timeZone);
  let first = last;
  for (let i = last - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt <= at - lookBackMs) break;
    if (reading.kind !== 'weight') continue;
    if (localDay(reading.measuredAt, patient.timeZone) !== day) break;
    first = i;
  }
  return first;
};

/** Mean in kg of the weigh-ins on the local day whose last weigh-in stands at position `last`. */
export const dayMeanKg = (snapshot: Snapshot, last: number): number => {
  let sum = 0;
  let count = 0;
  for (let i = dayStart(snapshot, last); i <= last; i++) {
    const reading = snapshot.readings[i];
    if (reading?.kind !== 'weight') continue;
    sum += reading.weightKg;
    count++;
  }
  return sum / count;
};

/** Position of the last weigh-in of the day that is best by `isBetter`, of those that `lightestDay` speaks of. */
const bestDay = (
  snapshot: Snapshot,
  weighIn: WeightReading,
  { days, gapHours }: Reach,
  isBetter: (kg: number, bestKg: number) => boolean,
): number => {
  const { readings, patient, at } = snapshot;
  const today = localDay(weighIn.measuredAt, patient.timeZone);
  const startsAt = baselineStartsAt(patient, at);
  let best = -1;
  let bestKg = Number.NaN;
  let day = today;
  let later = weighIn.measuredAt;
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt <= at - lookBackMs || reading.measuredAt < startsAt) break;
    if (reading.kind !== 'weight' || reading.measuredAt > weighIn.measuredAt) continue;
    if (later - reading.measuredAt >= gapHours * hourMs) break;
    later = reading.measuredAt;
    const its = localDay(later, patient.timeZone);
    if (its < today - days) break;
    if (its === day) continue;
    day = its;
    const kg = dayMeanKg(snapshot, i);
    if (best < 0 || isBetter(kg, bestKg)) {
      best = i;
      bestKg = kg;
    }
  }
  return best;
};

/**
 * Position of the last weigh-in of the lightest among the `days` local days before the weigh-in's own, back to
 * the last gap of `gapHours` or hospital stay (CLINICAL: either starts a new baseline); -1 without one.
 */
export const lightestDay = (snapshot: Snapshot, weighIn: WeightReading, reach: Reach): number =>
  bestDay(snapshot, weighIn, reach, (kg, bestKg) => kg < bestKg);

/** As `lightestDay`, of the heaviest. */
export const heaviestDay = (snapshot: Snapshot, weighIn: WeightReading, reach: Reach): number =>
  bestDay(snapshot, weighIn, reach, (kg, bestKg) => kg > bestKg);

/** The last weigh-in of the last local day before the weigh-in's own, not older than what is looked back on; null without one. */
export const weighInBefore = (
  { readings, patient, at }: Snapshot,
  weighIn: WeightReading,
): WeightReading | null => {
  const today = localDay(weighIn.measuredAt, patient.timeZone);
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt <= at - lookBackMs) return null;
    if (reading.kind === 'weight' && localDay(reading.measuredAt, patient.timeZone) < today) return reading;
  }
  return null;
};

/** The weigh-ins from the local day whose last one stands at position `last` up to a weigh-in, which comes last. */
export const weighInsSince = (
  snapshot: Snapshot,
  last: number,
  weighIn: WeightReading,
): readonly WeightReading[] => {
  const between = snapshot.readings
    .slice(dayStart(snapshot, last))
    .filter((reading): reading is WeightReading => reading.kind === 'weight')
    .filter(one => one.id !== weighIn.id && one.measuredAt <= weighIn.measuredAt);
  return [...between, weighIn];
};
