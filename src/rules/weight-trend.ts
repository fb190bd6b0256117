import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import type { WeightReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { fallsBelow, reaches } from './compare.ts';
import { defineRule, option, param } from './define.ts';
import { evidenceOf } from './evidence.ts';
import {
  type CrossingParams,
  crossingOf,
  isFluidWatched,
  rollupsOf,
  type WeighDay,
  weighDays,
} from './weight-level.ts';
import { clearShare, crossingParams, gapDays, leastDays } from './weight-params.ts';

type Params = CrossingParams & {
  readonly limitKg: number;
  readonly clearShare: number;
  readonly gapDays: number;
};

const isOver = (days: readonly WeighDay[], params: Params): boolean => {
  const crossing = crossingOf(days, params);
  return crossing !== null && fallsBelow(crossing.kg, params.limitKg * params.clearShare);
};

const judge = (snapshot: Snapshot, weighIn: WeightReading, params: Params): Finding => {
  const days = weighDays(snapshot, params.gapDays);
  const crossing = crossingOf(days, params);
  if (!crossing) return unknown;
  if (!reaches(crossing.kg, params.limitKg)) {
    const isClear = snapshot.standing && isOver(days, params) && isOver(days.slice(0, -1), params);
    return isClear ? clear : unknown;
  }
  const { fastKg, slowKg, kg } = crossing;
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: `weight of the last days ${shown(fastKg)} kg, ${shown(kg, 2)} kg above its slower average of ${shown(slowKg)} kg; limit ${shown(params.limitKg, 2)} kg`,
    evidence: { ...evidenceOf([weighIn], { limitKg: params.limitKg }), days: rollupsOf(days) },
  };
};

/** A weight that rises: its fast average crosses its slow one by more than the person's noise does. */
export const weightTrend = defineRule({
  id: 'weight-trend',
  version: 1,
  title: 'Weight is rising',
  concern: 'weight',
  coolDownMs: 14 * dayMs,
  group: 'weight-up',
  ladder: ['warning'],
  clears: 'the averages lie less than half the limit apart on two weigh-ins',
  steps: [
    'consider asking about swelling, breathlessness, salt and new medicines (steroids, anti-inflammatories)',
    'consider asking whether the scale, the floor, the clothes or the time of day changed',
  ],
  params: {
    limitKg: param(z.number().min(0.2).max(10), 1, {
      what: 'fires at or above so much between the two averages',
      unit: 'kg',
      source: 'chosen by measurement on simulated noise',
    }),
    alsoWhereFluidIsWatched: option(false, {
      what: 'judge those in heart failure or with a dry weight too, for whom weight-decompensation weighs the same rise with other signs',
      source: 'convention: one rule speaks',
    }),
    ...crossingParams,
    leastDays: leastDays(10),
    gapDays,
    clearShare,
  },
  kinds: ['weight'],
  source:
    'Zhang 2009, HeartPhone 2013: averages that cross do better than fixed gains; exponential averages were chosen over a Theil-Sen slope by measurement (72 against 54 % of gains found at one false alarm in 33 weeks)',
  evaluate: (snapshot, params) => {
    const { reading, patient } = snapshot;
    if (reading?.kind !== 'weight') return unknown;
    return params.alsoWhereFluidIsWatched || !isFluidWatched(patient)
      ? judge(snapshot, reading, params)
      : unknown;
  },
});
