import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import type { DailyRollup } from '../domain/daily.ts';
import { dayMs } from '../domain/local-day.ts';
import type { BloodPressureReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { leastChange, leastOwnDays, leastSpread, leastSpreads } from './bp-params.ts';
import { reaches } from './compare.ts';
import { defineRule, param, type Values } from './define.ts';
import { daysText, evidenceOf } from './evidence.ts';
import { partDays, systolicOf, valuesOf } from './level-shift.ts';
import { type Baseline, baselineOf } from './robust.ts';
import { ewma } from './trend.ts';

const trendParams = {
  trendDays: param(z.number().int().min(14).max(28), 21, {
    what: 'over how many days a drift is followed; the own level lies before, within 5 weeks',
    unit: 'days',
    source: 'convention',
  }),
  leastTrendDays: param(z.number().int().min(4).max(28), 8, {
    what: 'on how many of them it must have been measured',
    unit: 'days',
    source: 'convention',
  }),
  leastOwnDays: leastOwnDays(6),
  halfLifeDays: param(z.number().min(1).max(14), 5, {
    what: 'after how many days a day counts half',
    unit: 'days',
    source: 'chosen by measurement on simulated noise: 5 beats 3 and 7',
  }),
  mostSpreads: param(z.number().min(1).max(10), 3, {
    what: 'no day counts as farther from the own level than this',
    unit: '1',
    source: 'convention: one odd day does not decide',
  }),
  leastSpreadMmHg: leastSpread(4, 'mmHg'),
  leastSpreads: leastSpreads(1),
  leastChangeMmHg: leastChange(8, 'mmHg'),
  levelMmHg: param(z.number().min(90).max(180), 130, {
    what: 'the level reached must be at least this, systolic',
    unit: 'mmHg',
    source: 'AHA home threshold 130/80 mmHg',
  }),
};

type TrendParams = Values<typeof trendParams>;

type Trend = { readonly level: number; readonly own: Baseline; readonly days: readonly DailyRollup[] };

const trendOf = (snapshot: Snapshot, params: TrendParams): Trend | null => {
  const { recent, before } = partDays(snapshot, 'blood-pressure', params.trendDays);
  if (recent.length < params.leastTrendDays) return null;
  const values = valuesOf(before, systolicOf);
  if (values.length < params.leastOwnDays) return null;
  const own = baselineOf(values, params.leastSpreadMmHg);
  const most = params.mostSpreads * own.spread;
  const points = recent.map(({ day, mean }) => ({
    x: day,
    y: Math.min(own.centre + most, Math.max(own.centre - most, mean ?? own.centre)),
  }));
  return { level: ewma(points, own.centre, params.halfLifeDays), own, days: [...before, ...recent] };
};

const drifted = (
  reading: BloodPressureReading,
  trend: Trend,
  needed: number,
  params: TrendParams,
): Finding => {
  const { level, own, days } = trend;
  const limits = {
    levelMmHg: params.levelMmHg,
    ownSystolicMmHg: own.centre,
    spreadMmHg: own.spread,
    changeMmHg: needed,
  };
  const rise = shown(level - own.centre);
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: `systolic drifted up by ${rise} mmHg within ${daysText(params.trendDays)}, from ${shown(own.centre)} to ${shown(level)}; limit ${shown(needed)}`,
    evidence: { ...evidenceOf([reading], limits), days },
  };
};

const judgeTrend = (reading: BloodPressureReading, snapshot: Snapshot, params: TrendParams): Finding => {
  // a drift upwards shows in readings that are high themselves: most readings end here
  if (!snapshot.standing && !reaches(reading.systolicMmHg, params.levelMmHg)) return unknown;
  const trend = trendOf(snapshot, params);
  if (!trend) return unknown;
  const rise = trend.level - trend.own.centre;
  const needed = Math.max(params.leastChangeMmHg, params.leastSpreads * trend.own.spread);
  if (reaches(trend.level, params.levelMmHg) && reaches(rise, needed))
    return drifted(reading, trend, needed, params);
  return snapshot.standing && rise < needed / 2 ? clear : unknown;
};

/**
 * A slow rise of systolic pressure: the exponentially weighted mean of 3 weeks' days crosses the person's own level of
 * the weeks before by 8 mmHg, and reaches 130. Measured against a Theil–Sen slope and a cumulative sum on simulated
 * drifts of 10–25 mmHg in 3–6 weeks: it found more at equal false alarms.
 */
export const bpTrend = defineRule({
  id: 'bp-trend',
  version: 1,
  title: 'Blood pressure drifting up',
  concern: 'blood-pressure',
  coolDownMs: 14 * dayMs,
  group: 'bp-high',
  ladder: ['warning'],
  clears: 'less than half of the rise is left, also because the own level has followed within 5 weeks',
  steps: [
    'consider asking whether a medicine was stopped, changed or ran out',
    'consider looking at weight, salt, pain relief and sleep',
    'consider sending the readings of the last 5 weeks to the provider',
  ],
  params: trendParams,
  kinds: ['blood-pressure'],
  source:
    'convention: exponentially weighted crossing, chosen by measurement on simulated noise; AHA home 130 mmHg',
  evaluate: (snapshot, params) =>
    snapshot.reading?.kind === 'blood-pressure' ? judgeTrend(snapshot.reading, snapshot, params) : unknown,
});
