import type { DailyRollup } from '../domain/daily.ts';
import { localDay, spokenDay } from '../domain/local-day.ts';
import { baselineStartsAt } from '../domain/patient.ts';
import type { Reading, WeightReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { fallsBelow } from './compare.ts';
import { daysText } from './evidence.ts';
import { partDays, systolicOf, valuesOf } from './level-shift.ts';
import { median } from './robust.ts';
import { dayMeanKg, heaviestDay, weighInsSince } from './weight-days.ts';
import { measuredAtOf } from './window.ts';

export type LossParams = {
  readonly days: number;
  readonly clearShare: number;
  readonly gapHours: number;
  readonly belowUsualMmHg: number;
};

export type Loss = {
  readonly kg: number;
  readonly text: string;
  /** what the limit on the loss holds for: ` in 3 days`, or nothing */
  readonly span: string;
  readonly weighIns: readonly Reading[];
};

const lossInDays = (snapshot: Snapshot, weighIn: WeightReading, params: LossParams): Loss | null => {
  const heaviest = heaviestDay(snapshot, weighIn, params);
  if (heaviest < 0) return null;
  const { readings, patient } = snapshot;
  const fromKg = dayMeanKg(snapshot, heaviest);
  const day = spokenDay(localDay(measuredAtOf(readings, heaviest), patient.timeZone));
  const kg = fromKg - weighIn.weightKg;
  const text = `down ${shown(kg, 2)} kg from ${shown(fromKg, 2)} kg on ${day}`;
  const weighIns = weighInsSince(snapshot, heaviest, weighIn);
  return { kg, text, span: ` in ${daysText(params.days)}`, weighIns };
};

const belowDry = ({ patient: { dryWeightKg } }: Snapshot, weighIn: WeightReading): Loss | null => {
  if (dryWeightKg === null) return null;
  const kg = dryWeightKg - weighIn.weightKg;
  const text = `${shown(kg, 2)} kg below the dry weight of ${shown(dryWeightKg, 2)} kg`;
  return { kg, text, span: '', weighIns: [weighIn] };
};

export const lossesOf = (snapshot: Snapshot, weighIn: WeightReading, params: LossParams): readonly Loss[] =>
  [lossInDays(snapshot, weighIn, params), belowDry(snapshot, weighIn)].filter(loss => loss !== null);

const recentPressureDays = 3;
const leastUsualDays = 7;

/** A pressure that is low for this person, and the days that tell it; null where too few do. */
export type LowForOne = { readonly systolicMmHg: number | null; readonly days: readonly DailyRollup[] };

export const lowForOne = (snapshot: Snapshot, { belowUsualMmHg }: LossParams): LowForOne => {
  const { before } = partDays(snapshot, 'blood-pressure', recentPressureDays);
  const systolic = valuesOf(before, systolicOf);
  if (systolic.length < leastUsualDays) return { systolicMmHg: null, days: before };
  return { systolicMmHg: median(systolic) - belowUsualMmHg, days: before };
};

/** The heaviest day since shortly before the alert began: what was lost stays lost until it is regained. */
const heaviestSince = (
  { days, at, patient }: Snapshot,
  weighIn: WeightReading,
  startedAt: number,
  reachDays: number,
): number | null => {
  const dayOf = (instant: number): number => localDay(instant, patient.timeZone);
  const from = Math.max(dayOf(startedAt) - reachDays, dayOf(Math.max(0, baselineStartsAt(patient, at))));
  const to = dayOf(weighIn.measuredAt);
  const means = days('weight').flatMap(({ day, mean }) => (day >= from && day < to ? (mean ?? []) : []));
  return means.length > 0 ? Math.max(...means) : null;
};

export const isWeightBack = (
  snapshot: Snapshot,
  weighIn: WeightReading,
  startedAt: number,
  params: LossParams,
): boolean => {
  const { limits, patient } = snapshot;
  const heaviestKg = heaviestSince(snapshot, weighIn, startedAt, params.days);
  const from = [heaviestKg, patient.dryWeightKg].filter(kg => kg !== null);
  const belowKg = limits.weightLossKg * params.clearShare;
  return from.length > 0 && from.every(kg => fallsBelow(kg - weighIn.weightKg, belowKg));
};
