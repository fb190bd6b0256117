import { z } from 'zod';
import { type Finding, unknown } from '../domain/alert.ts';
import { hourMs, localDay, spokenDay } from '../domain/local-day.ts';
import type { WeightReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { exceeds, fallsBelow, reaches } from './compare.ts';
import { type CatalogueRule, defineRule, option, param } from './define.ts';
import { daysText, evidenceOf } from './evidence.ts';
import { dayMeanKg, lightestDay, type Reach, weighInBefore, weighInsSince } from './weight-days.ts';
import { ownNoiseKg, rollupsOf, shareAfterDischarge, type WeighDay, weighDays } from './weight-level.ts';
import { clearShare, dischargeDays, dischargeShare, gapDays, gapHours } from './weight-params.ts';
import { clearWhenLast, measuredAtOf } from './window.ts';

type WeightGain = {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** how many local days before the weigh-in's own are looked at */
  readonly days: number;
  readonly limit: 'weightGain1DayKg' | 'weightGain3DaysKg' | 'weightGain7DaysKg';
  readonly fires: 'at-limit' | 'above-limit';
  readonly startsEnabled: boolean;
};

type Params = {
  readonly isConfirmed: boolean;
  readonly noiseSpreads: number;
  readonly untilOwnDays: number;
  readonly clearShare: number;
  readonly gapHours: number;
  readonly gapDays: number;
  readonly dischargeDays: number;
  readonly dischargeShare: number;
};

type Gain = { readonly position: number; readonly fromKg: number; readonly kg: number };

const gainOf = (snapshot: Snapshot, weighIn: WeightReading, reach: Reach): Gain | null => {
  const position = lightestDay(snapshot, weighIn, reach);
  if (position < 0) return null;
  const fromKg = dayMeanKg(snapshot, position);
  return { position, fromKg, kg: weighIn.weightKg - fromKg };
};

/** Where the gain was there on the weigh-in day before already, from what; null where it was not. */
const seenBefore = (
  snapshot: Snapshot,
  weighIn: WeightReading,
  reach: Reach,
  isEnough: (kg: number) => boolean,
): Gain | null => {
  const before = weighInBefore(snapshot, weighIn);
  if (!before || weighIn.measuredAt - before.measuredAt >= reach.gapHours * hourMs) return null;
  const first = gainOf(snapshot, before, reach);
  if (!first || !isEnough(first.kg)) return null;
  const kg = weighIn.weightKg - first.fromKg;
  return isEnough(kg) ? { ...first, kg } : null;
};

const gained = (
  snapshot: Snapshot,
  weighIn: WeightReading,
  { position, fromKg, kg }: Gain,
  gain: WeightGain,
  params: Params,
  limitKg: number,
  days: readonly WeighDay[],
): Finding => {
  const { readings, patient } = snapshot;
  const day = spokenDay(localDay(measuredAtOf(readings, position), patient.timeZone));
  const text = `up ${shown(kg, 2)} kg from ${shown(fromKg)} kg on ${day}`;
  const twice = params.isConfirmed ? ', as on the weigh-in before' : '';
  const weighIns = weighInsSince(snapshot, position, weighIn);
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: `weight ${shown(weighIn.weightKg)} kg, ${text}${twice}; limit ${shown(limitKg, 2)} kg in ${daysText(gain.days)}`,
    evidence: { ...evidenceOf(weighIns, { [gain.limit]: limitKg }), days: rollupsOf(days) },
  };
};

/** The limit, or what this person's own noise makes of it where that is more. */
const beyondNoise = (days: readonly WeighDay[], limitKg: number, { noiseSpreads }: Params): number => {
  const noiseKg = noiseSpreads === 0 ? null : ownNoiseKg(days);
  return noiseKg === null ? limitKg : Math.max(limitKg, noiseSpreads * noiseKg);
};

const hasOwnLevel = (days: readonly WeighDay[], { untilOwnDays }: Params): boolean =>
  untilOwnDays > 0 && days.length >= untilOwnDays;

const isQuiet = (snapshot: Snapshot, weighIn: WeightReading, reach: Reach, belowKg: number): boolean => {
  const gain = gainOf(snapshot, weighIn, reach);
  return gain !== null && fallsBelow(gain.kg, belowKg);
};

const judge = (snapshot: Snapshot, weighIn: WeightReading, gain: WeightGain, params: Params): Finding => {
  const reach = { days: gain.days, gapHours: params.gapHours };
  const fixedKg = snapshot.limits[gain.limit] * shareAfterDischarge(snapshot, params);
  const passes = gain.fires === 'at-limit' ? reaches : exceeds;
  const find = (limitKg: number): Gain | null => {
    if (params.isConfirmed) return seenBefore(snapshot, weighIn, reach, kg => passes(kg, limitKg));
    const now = gainOf(snapshot, weighIn, reach);
    return now && passes(now.kg, limitKg) ? now : null;
  };
  // days are asked for only where the fixed limit is passed
  if (find(fixedKg)) {
    const days = weighDays(snapshot, params.gapDays);
    const limitKg = beyondNoise(days, fixedKg, params);
    const found = hasOwnLevel(days, params) ? null : find(limitKg);
    return found ? gained(snapshot, weighIn, found, gain, params, limitKg, days) : unknown;
  }
  if (!snapshot.standing) return unknown;
  const belowKg = fixedKg * params.clearShare;
  return clearWhenLast(snapshot, 'weight', 2, one => isQuiet(snapshot, one, reach, belowKg));
};

const params = {
  isConfirmed: option(true, {
    what: 'the gain must be there on two weigh-in days in a row',
    source: 'a single odd weigh-in (another person, clothes) is no gain: measured on self-trackers',
  }),
  noiseSpreads: param(z.number().min(0).max(10), 2.5, {
    what: "it must also pass so many of the person's own day-to-day spreads; 0: the limit alone",
    unit: '1',
    source: 'self-trackers: the 1-day difference alone has a standard deviation of 0.58 to 1.19 kg',
  }),
  untilOwnDays: param(z.number().int().min(0).max(35), 10, {
    what: 'silent from so many days with a weigh-in on, within 5 weeks: weight-decompensation and weight-trend then judge against the own level; 0: never silent',
    unit: 'days',
    source:
      'measured on simulated noise: beside those rules it finds 0.5 % more gains at a third more false alarms',
  }),
  clearShare,
  gapHours,
  gapDays,
  dischargeDays,
  dischargeShare,
};

/** A rule on weight gained, in kg, since the lightest of some local days; clears on two weigh-ins under half the limit. */
export const weightGain = (gain: WeightGain): CatalogueRule =>
  defineRule({
    id: gain.id,
    version: 2,
    title: gain.title,
    concern: 'weight',
    group: 'weight-up',
    ladder: ['warning'],
    clears: 'two weigh-ins with less than half the gain',
    steps: [
      'consider calling today: breathlessness, swelling, sleeping upright, missed diuretics, salt',
      'consider asking whether the scale, the clothes or the time of day changed, and another weigh-in tomorrow',
      'consider the diuretic plan on file, or asking the provider',
    ],
    params,
    kinds: ['weight'],
    source: gain.source,
    startsEnabled: gain.startsEnabled,
    evaluate: (snapshot, its) =>
      snapshot.reading?.kind === 'weight' ? judge(snapshot, snapshot.reading, gain, its) : unknown,
  });
