import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import { dayMs, localDay } from '../domain/local-day.ts';
import type { WeightReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { fallsBelow, reaches } from './compare.ts';
import { defineRule, param } from './define.ts';
import { evidenceOf } from './evidence.ts';
import { baselineOf, median } from './robust.ts';
import { kgOf, rollupsOf, type WeighDay, weighDays } from './weight-level.ts';
import { clearShare, gapDays, leastDays } from './weight-params.ts';

type Params = {
  readonly recentWeighIns: number;
  readonly ownFromDays: number;
  readonly limitKg: number;
  readonly spreads: number;
  readonly leastSpreadKg: number;
  readonly leastDays: number;
  readonly gapDays: number;
  readonly clearShare: number;
};

type Shift = { readonly lateKg: number; readonly ownKg: number; readonly limitKg: number };

const recentDays = 7;
const leastRecent = 3;

/** Median of the last weigh-ins against the own median of weeks ago, and the limit for this person. */
const shiftOf = (days: readonly WeighDay[], today: number, params: Params): Shift | null => {
  const late = days.filter(({ day }) => day > today - recentDays).slice(-params.recentWeighIns);
  const own = days.filter(({ day }) => day <= today - params.ownFromDays);
  if (late.length < leastRecent || own.length < params.leastDays) return null;
  const { centre, spread } = baselineOf(kgOf(own), params.leastSpreadKg);
  const limitKg = Math.max(params.limitKg, params.spreads * spread);
  return { lateKg: median(kgOf(late)), ownKg: centre, limitKg };
};

const isOver = (days: readonly WeighDay[], today: number, params: Params): boolean => {
  const shift = shiftOf(days, today, params);
  return shift !== null && fallsBelow(shift.lateKg - shift.ownKg, shift.limitKg * params.clearShare);
};

const judge = (snapshot: Snapshot, weighIn: WeightReading, params: Params): Finding => {
  const days = weighDays(snapshot, params.gapDays);
  const today = localDay(snapshot.at, snapshot.patient.timeZone);
  const shift = shiftOf(days, today, params);
  if (!shift) return unknown;
  const { lateKg, ownKg, limitKg } = shift;
  if (!reaches(lateKg - ownKg, limitKg)) {
    const isClear =
      snapshot.standing && isOver(days, today, params) && isOver(days.slice(0, -1), today, params);
    return isClear ? clear : unknown;
  }
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: `weight of the last days ${shown(lateKg)} kg, ${shown(lateKg - ownKg)} kg above the usual ${shown(ownKg)} kg of weeks ago; limit ${shown(limitKg, 2)} kg`,
    evidence: { ...evidenceOf([weighIn], { limitKg }), days: rollupsOf(days) },
  };
};

const number = (least: number, most: number, byDefault: number, what: string, unit: string, source: string) =>
  param(z.number().min(least).max(most), byDefault, { what, unit, source });

const measured = 'chosen by measurement on simulated noise';

/** The weight of late stands well above the person's own level of two to five weeks ago. */
export const weightBaselineShift = defineRule({
  id: 'weight-baseline-shift',
  version: 1,
  title: 'Weight above the usual',
  concern: 'weight',
  coolDownMs: 7 * dayMs,
  group: 'weight-up',
  ladder: ['warning'],
  clears:
    'the weight of late is less than half the limit above the usual on two weigh-ins, or has become the usual',
  steps: [
    'consider asking about swelling, breathlessness, appetite and salt',
    'consider asking the provider for a dry weight if none is prescribed',
  ],
  params: {
    recentWeighIns: param(z.number().int().min(3).max(7), 4, {
      what: 'how many weigh-ins, within 7 days, are the weight of late',
      unit: 'days',
      source: 'convention',
    }),
    ownFromDays: param(z.number().int().min(8).max(28), 14, {
      what: 'the usual is the median of the days at least so long ago',
      unit: 'days',
      source: 'convention: 14 to 28 days, so that a gain of two weeks is not part of the usual',
    }),
    limitKg: number(0.5, 20, 2, 'fires at or above so much', 'kg', measured),
    spreads: number(0, 10, 3, 'and at or above so many own spreads (scaled MAD)', '1', measured),
    leastSpreadKg: number(
      0.1,
      5,
      0.5,
      'a spread is taken for at least this',
      'kg',
      'weighings of one day differ by 0.2 to 0.3 kg',
    ),
    leastDays: leastDays(7),
    gapDays,
    clearShare,
  },
  kinds: ['weight'],
  source:
    'personal baseline by median and MAD; Moazeni 2023: a personalised limit does better than a fixed one',
  evaluate: (snapshot, params) =>
    snapshot.reading?.kind === 'weight' ? judge(snapshot, snapshot.reading, params) : unknown,
});
