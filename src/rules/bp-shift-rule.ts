import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import type { BloodPressureReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import {
  leastChange,
  leastOwnDays,
  leastRecentDays,
  leastSpread,
  leastSpreads,
  recentDays,
} from './bp-params.ts';
import { reaches } from './compare.ts';
import { type CatalogueRule, defineRule, param, type Values } from './define.ts';
import { daysText, evidenceOf } from './evidence.ts';
import { type Shift, shiftOf, systolicOf } from './level-shift.ts';

type ShiftRule = {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly steps: readonly string[];
  readonly source: string;
  /** +1 looks for a rise, −1 for a fall */
  readonly sign: 1 | -1;
  /** mmHg: a rise that ends below it, or a fall that ends above it, is told of nowhere */
  readonly levelMmHg: number;
  readonly leastChangeMmHg: number;
  readonly recentDays: number;
};

const paramsOf = ({ sign, levelMmHg, leastChangeMmHg, recentDays: lateDays }: ShiftRule) => ({
  recentDays: recentDays(lateDays),
  leastRecentDays: leastRecentDays(3),
  leastOwnDays: leastOwnDays(7),
  leastSpreadMmHg: leastSpread(4, 'mmHg'),
  leastSpreads: leastSpreads(1.5),
  leastChangeMmHg: leastChange(leastChangeMmHg, 'mmHg'),
  levelMmHg: param(z.number().min(70).max(180), levelMmHg, {
    what: `the level of late must be at ${sign > 0 ? 'least' : 'most'} this, systolic`,
    unit: 'mmHg',
    source: sign > 0 ? 'AHA home threshold 130/80 mmHg' : 'convention',
  }),
});

type ShiftParams = Values<ReturnType<typeof paramsOf>>;

const neededOf = ({ own }: Shift, { leastChangeMmHg, leastSpreads }: ShiftParams): number =>
  Math.max(leastChangeMmHg, leastSpreads * own.spread);

const shifted = (
  rule: ShiftRule,
  reading: BloodPressureReading,
  shift: Shift,
  params: ShiftParams,
): Finding => {
  const { recent, own, days } = shift;
  const change = Math.abs(recent - own.centre);
  const needed = neededOf(shift, params);
  const limits = {
    levelMmHg: params.levelMmHg,
    ownSystolicMmHg: own.centre,
    spreadMmHg: own.spread,
    changeMmHg: needed,
  };
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because:
      `systolic ${shown(recent)} mmHg over the last ${daysText(params.recentDays)}, ${shown(change)} ` +
      `${rule.sign > 0 ? 'above' : 'below'} the own ${shown(own.centre)} of the weeks before; limit ${shown(needed)}`,
    evidence: { ...evidenceOf([reading], limits), days },
  };
};

const judgeShift = (
  rule: ShiftRule,
  reading: BloodPressureReading,
  snapshot: Snapshot,
  params: ShiftParams,
): Finding => {
  const { sign } = rule;
  const isPast = (systolicMmHg: number): boolean => reaches(sign * systolicMmHg, sign * params.levelMmHg);
  // a rise shows in readings that are high themselves: most readings end here
  if (!snapshot.standing && !isPast(reading.systolicMmHg)) return unknown;
  const shift = shiftOf(snapshot, 'blood-pressure', systolicOf, {
    ...params,
    leastSpread: params.leastSpreadMmHg,
  });
  if (!shift) return unknown;
  const change = sign * (shift.recent - shift.own.centre);
  const needed = neededOf(shift, params);
  if (isPast(shift.recent) && reaches(change, needed)) return shifted(rule, reading, shift, params);
  return snapshot.standing && change < needed / 2 ? clear : unknown;
};

/**
 * Systolic pressure of the last days against the person's own level of the weeks before, in mmHg and in own spreads
 * (scaled MAD). Ends when half of the change is left, also because the own level has followed.
 */
export const bpShiftRule = (rule: ShiftRule): CatalogueRule =>
  defineRule({
    id: rule.id,
    version: 1,
    title: rule.title,
    concern: 'blood-pressure',
    coolDownMs: 14 * dayMs,
    group: rule.group,
    ladder: ['warning'],
    clears: 'less than half of the change is left, also because the own level has followed within 4 weeks',
    steps: rule.steps,
    params: paramsOf(rule),
    kinds: ['blood-pressure'],
    source: rule.source,
    evaluate: (snapshot, params) =>
      snapshot.reading?.kind === 'blood-pressure'
        ? judgeShift(rule, snapshot.reading, snapshot, params)
        : unknown,
  });
