import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import type { DailyRollup } from '../domain/daily.ts';
import { dayMs, localDay } from '../domain/local-day.ts';
import { type Kind, kinds } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { reaches } from './compare.ts';
import { defineRule, option, param } from './define.ts';
import { isFirstOfDay } from './first-of-day.ts';
import { mean } from './robust.ts';
import { expectedFrom, expectedKinds, heardDays, isFragile } from './silence.ts';

type Params = {
  readonly recentDays: number;
  readonly leastDays: number;
  readonly leastPerWeek: number;
  readonly percent: number;
  readonly spreads: number;
  readonly gapDays: number;
  readonly backPercent: number;
  readonly dischargeDays: number;
  readonly onlyFragile: boolean;
};

const weekDays = 7;
const habitDays = 28;

/** Days with a reading, on average of the kinds that are measured often. */
type Pace = {
  readonly recent: number;
  /** among as many days, as usual */
  readonly usual: number;
  /** standard deviation of chance, of days that come one by one with a usual probability that is itself estimated */
  readonly spread: number;
  readonly days: readonly DailyRollup[];
};

const paceOf = (
  snapshot: Snapshot,
  kind: Kind,
  { recentDays, leastDays, leastPerWeek }: Params,
): Pace | null => {
  const { at, patient } = snapshot;
  const today = localDay(at, patient.timeZone);
  const since = today - recentDays;
  const from = Math.max(since - habitDays, localDay(expectedFrom(snapshot, kind).at, patient.timeZone) + 1);
  const length = since - from;
  if (length < leastDays) return null;
  const days = snapshot.days(kind).filter(({ day }) => day >= from && day < today);
  const before = days.filter(({ day }) => day < since).length;
  const share = Math.min(1, before / length);
  if (share * weekDays < leastPerWeek) return null;
  const spread = Math.sqrt(recentDays * share * (1 - share) * (1 + recentDays / length));
  return { recent: days.length - before, usual: share * recentDays, spread, days };
};

/** Of all kinds measured often together: kinds are mostly left out on the same days, so chance is no less for several. */
const paceOfAll = (snapshot: Snapshot, params: Params): Pace | null => {
  const paces = expectedKinds(snapshot.patient).flatMap(kind => paceOf(snapshot, kind, params) ?? []);
  if (paces.length === 0) return null;
  return {
    recent: mean(paces.map(p => p.recent)),
    usual: mean(paces.map(p => p.usual)),
    spread: mean(paces.map(p => p.spread)),
    days: paces.flatMap(p => p.days),
  };
};

/** One silence and a return is no fading: of that the rules on missed readings have told. */
const isOneSilence = (
  days: readonly DailyRollup[],
  today: number,
  { recentDays, gapDays }: Params,
): boolean => {
  const heard = heardDays(days).filter(day => day >= today - recentDays);
  const ends = [today - recentDays - 1, ...heard, today];
  return ends.slice(1).some((day, i) => day - (ends[i] as number) - 1 >= gapDays);
};

const hasFaded = ({ recent, usual, spread }: Pace, { percent, spreads }: Params): boolean =>
  recent > 0 && reaches((usual * percent) / 100, recent) && reaches(usual - spreads * spread, recent);

const faded = ({ patient, at }: Snapshot, { recent, usual, days }: Pace, params: Params): Finding => {
  const { recentDays, percent, dischargeDays } = params;
  return {
    is: 'firing',
    severity: isFragile(patient, at, dischargeDays) ? 'warning' : 'info',
    confirmed: true,
    because: `measured on ${shown(recent)} of the last ${recentDays} days, usually on ${shown(usual)}; limit ${percent} % of it`,
    evidence: { readings: [], limits: { percent }, days },
  };
};

const judge = (snapshot: Snapshot, params: Params): Finding => {
  const { reading, patient, at, standing } = snapshot;
  if (!reading || !isFirstOfDay(snapshot, null)) return unknown;
  if (!standing && params.onlyFragile && !isFragile(patient, at, params.dischargeDays)) return unknown;
  const pace = paceOfAll(snapshot, params);
  if (pace && hasFaded(pace, params)) {
    const today = localDay(at, patient.timeZone);
    return isOneSilence(pace.days, today, params) ? unknown : faded(snapshot, pace, params);
  }
  const isBack = pace === null || reaches(pace.recent, (pace.usual * params.backPercent) / 100);
  return standing && isBack ? clear : unknown;
};

const number = (least: number, most: number, byDefault: number, what: string, unit: string, source: string) =>
  param(z.number().min(least).max(most), byDefault, { what, unit, source });

/** A patient who still measures, but on half as many days as usual, and beyond chance. */
export const adherenceFading = defineRule({
  id: 'adherence-fading',
  version: 1,
  title: 'Measures less and less',
  concern: 'adherence',
  coolDownMs: 14 * dayMs,
  group: 'silence',
  ladder: ['info', 'warning'],
  clears: 'readings come on three quarters of the usual days again',
  steps: [
    'consider asking how the patient is: who feels unwell measures less',
    'consider asking what makes measuring hard: the device, the time, the reason for it',
    'consider looking at weight, pulse and pressure together in heart failure',
  ],
  params: {
    onlyFragile: option(true, {
      what: 'only in heart failure, and for some days after a discharge',
      source: 'BEAT-HF (PMC7352152) tells of heart failure',
    }),
    recentDays: number(5, 14, 7, 'whole days that are compared', 'days', 'convention'),
    leastDays: number(
      7,
      28,
      14,
      'days before them from which on what is usual is known',
      'days',
      'convention',
    ),
    leastPerWeek: number(2, 7, 4, 'usual days a week from which on fading can be told', 'days', 'convention'),
    percent: number(10, 90, 50, 'fires at so much of the usual days, or less', '%', 'convention'),
    spreads: number(
      0,
      6,
      3,
      'how many standard deviations of chance it must also be below the usual',
      '1',
      'convention: somebody who measures on 5 of 7 days by chance is seldom told of',
    ),
    gapDays: number(
      2,
      7,
      4,
      'so many days in a row without any reading are a silence, not fading',
      'days',
      'convention',
    ),
    backPercent: number(50, 100, 75, 'ends at so much of the usual days', '%', 'convention'),
    dischargeDays: number(
      0,
      90,
      30,
      'days after a discharge in which it is a warning, as it always is in heart failure',
      'days',
      'BEAT-HF (PMC7352152): lower adherence goes with admission in the following week',
    ),
  },
  kinds,
  latenessLimitMs: 35 * dayMs,
  source: 'BEAT-HF (PMC7352152): lower adherence precedes admission; half of the usual: convention',
  evaluate: judge,
});
