import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import type { WeightReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { fallsBelow, reaches } from './compare.ts';
import { defineRule, param, slowUrgentAcceptanceMs } from './define.ts';
import { evidenceOf } from './evidence.ts';
import {
  type Crossing,
  type CrossingParams,
  crossingOf,
  isFluidWatched,
  rollupsOf,
  shareAfterDischarge,
  type WeighDay,
  weighDays,
} from './weight-level.ts';
import {
  clearShare,
  crossingParams,
  dischargeDays,
  dischargeShare,
  gapDays,
  leastDays,
  leastDaysAfterDischarge,
} from './weight-params.ts';
import { type Sign, type SignParams, signsOf } from './weight-signs.ts';

type Params = CrossingParams &
  SignParams & {
    readonly limitKg: number;
    readonly urgentKg: number;
    readonly leastKg: number;
    readonly clearShare: number;
    readonly gapDays: number;
    readonly leastDaysAfterDischarge: number;
    readonly dischargeDays: number;
    readonly dischargeShare: number;
  };

const sum = (crossing: Crossing, signs: readonly Sign[]): number =>
  signs.reduce((kg, sign) => kg + sign.kg, crossing.kg);

const textOf = ({ fastKg, slowKg, kg }: Crossing, signs: readonly Sign[], limitKg: number): string => {
  const weight = `weight ${shown(fastKg)} kg of late, ${shown(kg, 2)} kg above the slower average of ${shown(slowKg)} kg`;
  const limit = `limit ${shown(limitKg, 2)} kg`;
  if (signs.length === 0) return `${weight}; ${limit}`;
  const total = shown(kg + signs.reduce((others, sign) => others + sign.kg, 0), 2);
  return `signs of fluid count as ${total} kg gained; ${limit}; ${[weight, ...signs.map(({ text }) => text)].join('; ')}`;
};

const firing = (
  weighIn: WeightReading,
  days: readonly WeighDay[],
  crossing: Crossing,
  signs: readonly Sign[],
  limitKg: number,
  urgentKg: number,
): Finding => {
  const all = [...rollupsOf(days), ...signs.flatMap(sign => sign.days)];
  const rollups = new Map(all.map(rollup => [`${rollup.kind} ${rollup.day}`, rollup]));
  return {
    is: 'firing',
    severity: reaches(sum(crossing, signs), urgentKg) ? 'urgent' : 'warning',
    confirmed: true,
    because: textOf(crossing, signs, limitKg),
    evidence: { ...evidenceOf([weighIn], { limitKg, urgentKg }), days: [...rollups.values()] },
  };
};

const isOver = (
  days: readonly WeighDay[],
  signs: readonly Sign[],
  belowKg: number,
  params: Params,
): boolean => {
  const crossing = crossingOf(days, params);
  return crossing !== null && fallsBelow(sum(crossing, signs), belowKg);
};

const judge = (snapshot: Snapshot, weighIn: WeightReading, params: Params): Finding => {
  const days = weighDays(snapshot, params.gapDays);
  const share = shareAfterDischarge(snapshot, params);
  const least = share < 1 ? params.leastDaysAfterDischarge : params.leastDays;
  const crossing = crossingOf(days, { ...params, leastDays: least });
  if (!crossing) return unknown;
  const isUp = reaches(crossing.kg, params.leastKg);
  if (!isUp && !snapshot.standing) return unknown;
  const signs = signsOf(snapshot, days, params);
  const limitKg = params.limitKg * share;
  if (isUp && reaches(sum(crossing, signs), limitKg))
    return firing(weighIn, days, crossing, signs, limitKg, params.urgentKg * share);
  if (!snapshot.standing) return unknown;
  const belowKg = limitKg * params.clearShare;
  const both = [days, days.slice(0, -1)];
  return both.every(its => isOver(its, signs, belowKg, { ...params, leastDays: least })) ? clear : unknown;
};

const measured = 'chosen by measurement on simulated noise';

const kg = (least: number, most: number, byDefault: number, what: string, source = measured) =>
  param(z.number().min(least).max(most), byDefault, { what, unit: 'kg', source });

/**
 * Weight, pulse, systolic pressure and missed weigh-ins weighed together against the person's own levels, in kg of gain:
 * in heart failure, or where a dry weight is prescribed. A strong gain of weight is enough.
 */
export const weightDecompensation = defineRule({
  id: 'weight-decompensation',
  version: 1,
  title: 'Signs of decompensation',
  concern: 'weight',
  urgentAcceptanceMs: slowUrgentAcceptanceMs,
  group: 'weight-up',
  ladder: ['warning', 'urgent'],
  clears: 'the signs together count less than half the limit on two weigh-ins',
  steps: [
    'consider calling today: breathlessness, swelling, sleeping upright, missed diuretics, salt',
    'consider asking for a weigh-in and a pressure today and tomorrow',
    'consider the diuretic plan on file, or asking the provider about the dose and bloods',
    'consider an urgent visit for breathlessness at rest or a pressure below the limit',
  ],
  params: {
    limitKg: kg(0.2, 5, 0.55, 'fires at so much, all signs together'),
    urgentKg: kg(0.3, 10, 1.3, 'urgent at so much'),
    leastKg: kg(0, 5, 0.25, 'of which the weight itself must be at least this'),
    pulseKg: kg(0, 2, 0.2, 'as how much a pulse counts that is one own spread above the usual'),
    systolicKg: kg(0, 2, 0.1, 'as how much a systolic pressure counts that is one own spread away'),
    systolicFrom: param(z.number().min(0).max(6), 0.5, {
      what: 'so many own spreads of systolic pressure count for nothing',
      unit: '1',
      source: measured,
    }),
    mostSpreads: param(z.number().min(1).max(10), 3, {
      what: 'no pulse and no pressure counts for more own spreads',
      unit: '1',
      source: 'convention',
    }),
    missedKg: kg(0, 2, 0.3, 'as how much it counts to have stopped weighing altogether'),
    ...crossingParams,
    leastDays: leastDays(10),
    gapDays,
    clearShare,
    dischargeDays,
    dischargeShare,
    leastDaysAfterDischarge,
  },
  kinds: ['weight'],
  source:
    'Moazeni 2023: pulse and systolic pressure predict better than weight, weigh them together; BEAT-HF (PMC7352152): fewer weigh-ins; Chaudhry 2007: gain in the last weeks; numbers by measurement',
  evaluate: (snapshot, params) =>
    snapshot.reading?.kind === 'weight' && isFluidWatched(snapshot.patient)
      ? judge(snapshot, snapshot.reading, params)
      : unknown,
});
