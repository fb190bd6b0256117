import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import type { WeightReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { exceeds, fallsBelow } from './compare.ts';
import { defineRule, param } from './define.ts';
import { evidenceOf } from './evidence.ts';
import { rollupsOf, shareAfterDischarge, type WeighDay, weighDays } from './weight-level.ts';
import { clearShare, dischargeDays, dischargeShare, gapDays } from './weight-params.ts';

type Params = {
  readonly weighIns: number;
  readonly clearShare: number;
  readonly gapDays: number;
  readonly dischargeDays: number;
  readonly dischargeShare: number;
};

const clearDays = 2;

const firing = (
  weighIn: WeightReading,
  days: readonly WeighDay[],
  aboveKg: number,
  dryWeightKg: number,
  limitKg: number,
): Finding => {
  const above = `${shown(aboveKg, 2)} kg above the dry weight of ${shown(dryWeightKg, 2)} kg`;
  const inARow = days.length > 1 ? ` on ${days.length} weigh-in days in a row` : '';
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: `weight ${shown(weighIn.weightKg, 2)} kg, ${above}, above the limit${inARow}; limit ${shown(limitKg, 2)} kg`,
    evidence: {
      ...evidenceOf([weighIn], { weightAboveDryKg: limitKg, dryWeightKg }),
      days: rollupsOf(days),
    },
  };
};

const judge = (snapshot: Snapshot, weighIn: WeightReading, dryWeightKg: number, params: Params): Finding => {
  const limitKg = snapshot.limits.weightAboveDryKg * shareAfterDischarge(snapshot, params);
  const aboveKg = weighIn.weightKg - dryWeightKg;
  const isAbove = exceeds(aboveKg, limitKg);
  if (!isAbove && !snapshot.standing) return unknown;
  const days = weighDays(snapshot, params.gapDays);
  if (isAbove) {
    const row = days.slice(-params.weighIns);
    const isHeld =
      row.length === params.weighIns && row.every(({ kg }) => exceeds(kg - dryWeightKg, limitKg));
    return isHeld ? firing(weighIn, row, aboveKg, dryWeightKg, limitKg) : unknown;
  }
  const last = days.slice(-clearDays);
  const belowKg = limitKg * params.clearShare;
  const isBack = last.length === clearDays && last.every(({ kg }) => fallsBelow(kg - dryWeightKg, belowKg));
  return isBack ? clear : unknown;
};

/** More than 2 kg above the prescribed dry weight, day after day; says nothing of a patient who has none prescribed. */
export const weightAboveDry = defineRule({
  id: 'weight-above-dry',
  version: 2,
  title: 'Weight above the dry weight',
  concern: 'weight',
  coolDownMs: 7 * dayMs,
  group: 'weight-up',
  ladder: ['warning'],
  clears: 'two weigh-in days within half the limit of the dry weight',
  steps: [
    'consider asking about breathlessness, swelling and missed diuretics',
    'consider the diuretic plan on file, or asking the provider',
    'consider asking the provider whether the dry weight on file still holds',
  ],
  params: {
    weighIns: param(z.number().int().min(1).max(7), 3, {
      what: 'so many weigh-in days in a row must be above the limit',
      unit: 'days',
      source: 'chosen by measurement on simulated noise; 1: every weigh-in counts, as leaflets have it',
    }),
    clearShare,
    gapDays,
    dischargeDays,
    dischargeShare,
  },
  kinds: ['weight'],
  source:
    "ESC's 2 kg, held against the prescribed dry weight, and clearing below half: convention; without one, the weight at enrolment does not stand in, since it may hold the fluid of a recent stay: weight-baseline-shift speaks, against the person's own median of weeks",
  evaluate: (snapshot, params) => {
    const { reading, patient } = snapshot;
    if (reading?.kind !== 'weight' || patient.dryWeightKg === null) return unknown;
    return judge(snapshot, reading, patient.dryWeightKg, params);
  },
});
