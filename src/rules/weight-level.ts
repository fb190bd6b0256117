import type { DailyRollup } from '../domain/daily.ts';
import { dayMs, localDay } from '../domain/local-day.ts';
import { baselineStartsAt, lastDischargeAt, type PatientContext } from '../domain/patient.ts';
import type { Snapshot } from '../domain/rule.ts';
import { median, scaledMad } from './robust.ts';
import { ewma, type Point } from './trend.ts';

/** A local day with a weigh-in, and the mean of its weigh-ins in kg. */
export type WeighDay = { readonly day: number; readonly kg: number; readonly rollup: DailyRollup };

/** Days with a weigh-in up to 35 days back, oldest first, since the last hospital stay and the last gap of `gapDays` days. */
export const weighDays = ({ days, at, patient }: Snapshot, gapDays: number): readonly WeighDay[] => {
  const startsAt = baselineStartsAt(patient, at);
  const first = startsAt === Number.NEGATIVE_INFINITY ? startsAt : localDay(startsAt, patient.timeZone);
  const since: WeighDay[] = [];
  for (const rollup of days('weight')) {
    const { day, mean } = rollup;
    if (mean === null || day < first) continue;
    const before = since.at(-1);
    if (before && day - before.day >= gapDays) since.length = 0;
    since.push({ day, kg: mean, rollup });
  }
  return since;
};

export const kgOf = (days: readonly WeighDay[]): number[] => days.map(({ kg }) => kg);

export const rollupsOf = (days: readonly WeighDay[]): DailyRollup[] => days.map(({ rollup }) => rollup);

export type CrossingParams = {
  readonly fastDays: number;
  readonly slowDays: number;
  readonly clampKg: number;
  readonly leastDays: number;
};

/** How a person's weight of the last days stands to the own slower average, in kg. */
export type Crossing = { readonly fastKg: number; readonly slowKg: number; readonly kg: number };

const mostStartDays = 7;
const leastStartDays = 3;
const newestDays = 4;

/** Both averages begin at the median of the first half of the days, of 3 to 7. */
const startOf = (points: readonly Point[]): number => {
  const count = Math.max(leastStartDays, Math.min(mostStartDays, Math.floor(points.length / 2)));
  return median(points.slice(0, count).map(({ y }) => y));
};

/** No weigh-in counts as farther from the person's own level than `clampKg`: one odd value must not decide. */
const clamped = (days: readonly WeighDay[], clampKg: number): Point[] => {
  const earlier = days.length > newestDays ? days.slice(0, -newestDays) : days;
  const level = median(kgOf(earlier));
  return days.map(({ day, kg }) => ({
    x: day,
    y: Math.max(level - clampKg, Math.min(level + clampKg, kg)),
  }));
};

/** Two exponentially weighted means of a weight, a fast one and a slow one; null on fewer than `leastDays` days. */
export const crossingOf = (
  days: readonly WeighDay[],
  { fastDays, slowDays, clampKg, leastDays }: CrossingParams,
): Crossing | null => {
  if (days.length < leastDays) return null;
  const points = clamped(days, clampKg);
  const start = startOf(points);
  const fastKg = ewma(points, start, fastDays);
  const slowKg = ewma(points, start, slowDays);
  return { fastKg, slowKg, kg: fastKg - slowKg };
};

const neighbourDays = 2;
const leastPairs = 5;

/** A person's own noise: robust standard deviation in kg of the difference between neighbouring weigh-ins; null if too few. */
export const ownNoiseKg = (days: readonly WeighDay[]): number | null => {
  const differences: number[] = [];
  days.forEach(({ day, kg }, i) => {
    const before = days[i - 1];
    if (before && day - before.day <= neighbourDays) differences.push(kg - before.kg);
  });
  return differences.length < leastPairs ? null : scaledMad(differences, median(differences));
};

/** Whether fluid is the question: a program of heart failure, or a prescribed dry weight. */
export const isFluidWatched = ({ programId, dryWeightKg }: PatientContext): boolean =>
  programId === 'heart-failure' || dryWeightKg !== null;

/** The part of a limit that holds at an instant: less than the whole of it for some days after a hospital stay. */
export const shareAfterDischarge = (
  { at, patient }: Snapshot,
  { dischargeDays, dischargeShare }: { readonly dischargeDays: number; readonly dischargeShare: number },
): number => {
  const discharge = lastDischargeAt(patient, at);
  return discharge !== null && at - discharge <= dischargeDays * dayMs ? dischargeShare : 1;
};
