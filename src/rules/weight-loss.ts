import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import { dayMs, localDay, spokenDay } from '../domain/local-day.ts';
import type { WeightReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { fallsBelow, reaches } from './compare.ts';
import { defineRule, param } from './define.ts';
import { evidenceOf } from './evidence.ts';
import { baselineOf, median } from './robust.ts';
import { kgOf, rollupsOf, type WeighDay, weighDays } from './weight-level.ts';
import { clearShare, gapDays } from './weight-params.ts';

type Params = {
  readonly ownPercent: number;
  readonly dryPercent: number;
  readonly weighIns: number;
  readonly leastDaysApart: number;
  readonly spreads: number;
  readonly clearShare: number;
  readonly gapDays: number;
};

/** How much was lost from what, in kg, and from which loss on it is told. */
type Loss = { readonly kg: number; readonly limitKg: number; readonly from: string };

const leastSpreadKg = 0.5;

const sinceWeeks = (
  days: readonly WeighDay[],
  lateKg: number,
  lastDay: number,
  params: Params,
): Loss | null => {
  const first = days.slice(0, params.weighIns);
  const to = first.at(-1)?.day ?? lastDay;
  if (first.length < params.weighIns || lastDay - to < params.leastDaysApart) return null;
  const { centre, spread } = baselineOf(kgOf(first), leastSpreadKg);
  const limitKg = Math.max((centre * params.ownPercent) / 100, params.spreads * spread);
  return { kg: centre - lateKg, limitKg, from: `${shown(centre)} kg about ${spokenDay(to)}` };
};

const belowDry = (dryWeightKg: number | null, lateKg: number, { dryPercent }: Params): Loss | null =>
  dryWeightKg === null
    ? null
    : {
        kg: dryWeightKg - lateKg,
        limitKg: (dryWeightKg * dryPercent) / 100,
        from: `the dry weight of ${shown(dryWeightKg)} kg`,
      };

const lossesOf = (snapshot: Snapshot, days: readonly WeighDay[], lateKg: number, params: Params): Loss[] => {
  const today = localDay(snapshot.at, snapshot.patient.timeZone);
  const losses = [
    belowDry(snapshot.patient.dryWeightKg, lateKg, params),
    sinceWeeks(days, lateKg, today, params),
  ];
  return losses.filter(loss => loss !== null);
};

const judge = (snapshot: Snapshot, weighIn: WeightReading, params: Params): Finding => {
  const days = weighDays(snapshot, params.gapDays);
  const late = days.slice(-params.weighIns);
  if (late.length < params.weighIns) return unknown;
  const lateKg = median(kgOf(late));
  const losses = lossesOf(snapshot, days, lateKg, params);
  const loss = losses.find(({ kg, limitKg }) => reaches(kg, limitKg));
  if (!loss) {
    const isBack = losses.every(({ kg, limitKg }) => fallsBelow(kg, limitKg * params.clearShare));
    return snapshot.standing && losses.length > 0 && isBack ? clear : unknown;
  }
  const { kg, limitKg, from } = loss;
  return {
    is: 'firing',
    severity: 'info',
    confirmed: true,
    because: `weight of the last ${params.weighIns} weigh-ins ${shown(lateKg)} kg, down ${shown(kg)} kg from ${from}; limit ${shown(limitKg)} kg`,
    evidence: { ...evidenceOf([weighIn], { limitKg }), days: rollupsOf(days) },
  };
};

const percent = (byDefault: number, what: string, source: string) =>
  param(z.number().min(1).max(30), byDefault, { what, unit: '%', source });

/** A slow loss: below the dry weight, or in the weeks that are looked back on. */
export const weightLoss = defineRule({
  id: 'weight-loss',
  version: 1,
  title: 'Weight loss',
  concern: 'weight',
  coolDownMs: 28 * dayMs,
  group: 'weight-down',
  ladder: ['info'],
  clears: 'half of the loss has been regained, or it has become the usual weight',
  steps: [
    'consider asking about appetite, nausea, mood, swallowing and food at home',
    'consider asking whether the loss is wanted (diet, a new medicine, diuretics)',
    'consider asking the provider about nutrition, and whether the dry weight on file still holds',
  ],
  params: {
    ownPercent: percent(
      4,
      'lost within about 30 days',
      'convention; 5 % in 6 to 12 months is what is called cachexia',
    ),
    dryPercent: percent(
      5,
      'below the dry weight',
      'more than 5 % in 6 to 12 months: convention for cachexia',
    ),
    weighIns: param(z.number().int().min(3).max(14), 5, {
      what: 'how many weigh-in days are the weight of late, and as many the weight of then',
      unit: 'days',
      source: 'convention',
    }),
    leastDaysApart: param(z.number().int().min(7).max(30), 18, {
      what: 'how far apart the two must lie',
      unit: 'days',
      source: 'convention: a faster loss is weight-over-diuresis',
    }),
    spreads: param(z.number().min(0).max(10), 3, {
      what: 'and at least so many own spreads (scaled MAD) of then',
      unit: '1',
      source: 'convention',
    }),
    clearShare,
    gapDays,
  },
  kinds: ['weight'],
  source:
    'loss of more than 5 % in 6 to 12 months (convention: cachexia); only five weeks are looked back on',
  evaluate: (snapshot, params) =>
    snapshot.reading?.kind === 'weight' ? judge(snapshot, snapshot.reading, params) : unknown,
});
