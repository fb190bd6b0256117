import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import type { BloodPressureReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { leastOwnDays } from './bp-params.ts';
import { fallsBelow, reaches } from './compare.ts';
import { defineRule, option, param, type Values } from './define.ts';
import { daysText, evidenceOf, pressureText } from './evidence.ts';
import { averagedDays, averageParams, type HomeAverage, homeAverageOf } from './home-average.ts';
import { notKnown, type OwnPressure, ownPressureOf } from './own-pressure.ts';
import { readingsOf } from './sessions.ts';

const convention = 'convention';
const measured = 'chosen by measurement on simulated noise';

const mmHg = (most: number, byDefault: number, what: string, source: string) =>
  param(z.number().min(0).max(most), byDefault, { what, unit: 'mmHg', source });

const params = {
  ...averageParams,
  standardErrors: param(z.number().min(0).max(3), 1.5, {
    what: 'by how many of its own standard errors the mean must lie above the limit',
    unit: '1',
    source: measured,
  }),
  leastOwnDays: leastOwnDays(5),
  aboveOwnSystolicMmHg: mmHg(30, 10, 'how far above the own level before it must lie, systolic', measured),
  aboveOwnDiastolicMmHg: mmHg(20, 6, 'how far above the own level before it must lie, diastolic', measured),
  knownLevelStands: option(false, {
    what: 'also where the own level has been as high for weeks: it comes back whenever an acceptance ends',
    source: convention,
  }),
  clearBelowSystolicMmHg: mmHg(20, 5, 'how far below the limit the mean must fall, systolic', convention),
  clearBelowDiastolicMmHg: mmHg(15, 3, 'how far below the limit the mean must fall, diastolic', convention),
};

type MeanParams = Values<typeof params>;

/** Either pressure stands above its limit by the standard errors, and above what is the person's own by the rise. */
const isHigh = (
  { mean, error }: HomeAverage,
  { limits }: Snapshot,
  { level }: OwnPressure,
  params: MeanParams,
): boolean => {
  const by = (pressure: 'systolicMmHg' | 'diastolicMmHg', limit: number, rise: number): boolean =>
    reaches(mean[pressure] - params.standardErrors * error[pressure], limit) &&
    (level === null || reaches(mean[pressure], level[pressure] + rise));
  return (
    by('systolicMmHg', limits.meanSystolicMmHg, params.aboveOwnSystolicMmHg) ||
    by('diastolicMmHg', limits.meanDiastolicMmHg, params.aboveOwnDiastolicMmHg)
  );
};

/** Each pressure is below its limit by the margin or, where the own level has risen as high, no longer above that. */
const isOver = (
  { mean }: HomeAverage,
  { limits }: Snapshot,
  { level }: OwnPressure,
  params: MeanParams,
): boolean => {
  const by = (pressure: 'systolicMmHg' | 'diastolicMmHg', clearLimit: number, rise: number): boolean =>
    fallsBelow(mean[pressure], clearLimit) ||
    (level !== null && fallsBelow(mean[pressure], level[pressure] + rise / 2));
  const { clearBelowSystolicMmHg, clearBelowDiastolicMmHg } = params;
  return (
    by('systolicMmHg', limits.meanSystolicMmHg - clearBelowSystolicMmHg, params.aboveOwnSystolicMmHg) &&
    by('diastolicMmHg', limits.meanDiastolicMmHg - clearBelowDiastolicMmHg, params.aboveOwnDiastolicMmHg)
  );
};

const high = (snapshot: Snapshot, average: HomeAverage, own: OwnPressure, params: MeanParams): Finding => {
  const { meanSystolicMmHg, meanDiastolicMmHg } = snapshot.limits;
  const { leastSessions, leastDays, standardErrors } = params;
  const mean = pressureText(average.mean.systolicMmHg, average.mean.diastolicMmHg);
  const limit = pressureText(meanSystolicMmHg, meanDiastolicMmHg);
  const over = `over ${average.sessions.length} sessions on ${daysText(average.days)}`;
  const before = own.level ? `; ${pressureText(own.level.systolicMmHg, own.level.diastolicMmHg)} before` : '';
  const limits = { meanSystolicMmHg, meanDiastolicMmHg, leastSessions, leastDays, standardErrors };
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: `mean blood pressure ${mean} mmHg ${over}; limit ${limit}${before}`,
    evidence: { ...evidenceOf(readingsOf(average.sessions), limits), days: own.days },
  };
};

const judgeMean = (reading: BloodPressureReading, snapshot: Snapshot, params: MeanParams): Finding => {
  const { meanSystolicMmHg, meanDiastolicMmHg } = snapshot.limits;
  const isHighItself =
    reaches(reading.systolicMmHg, meanSystolicMmHg) || reaches(reading.diastolicMmHg, meanDiastolicMmHg);
  // a high mean shows in readings that are high themselves: most readings end here
  if (!snapshot.standing && !isHighItself) return unknown;
  const average = homeAverageOf(snapshot, params);
  if (!average) return unknown;
  const mayBeHigh = isHigh(average, snapshot, notKnown, params);
  if (!mayBeHigh && !snapshot.standing) return unknown;
  const own = params.knownLevelStands ? notKnown : ownPressureOf(snapshot, averagedDays, params.leastOwnDays);
  if (mayBeHigh && isHigh(average, snapshot, own, params)) return high(snapshot, average, own, params);
  return snapshot.standing && isOver(average, snapshot, own, params) ? clear : unknown;
};

/**
 * Mean of the session means of 7 days ≥135 or ≥85 mmHg (ESH home), from ≥6 sessions on ≥3 local days. A level that the
 * person has had for weeks is told once; from then on only a rise above it.
 */
export const bpMeanHigh = defineRule({
  id: 'bp-mean-high',
  version: 3,
  title: 'High mean blood pressure',
  concern: 'blood-pressure',
  coolDownMs: 28 * dayMs,
  group: 'bp-high',
  ladder: ['warning'],
  clears:
    "the mean falls below the limit by the clear margin, or the person's own level of the weeks before has become as high",
  steps: [
    'consider asking whether the medicines were taken, and what changed: salt, pain relief, stress, sleep',
    'consider checking technique and cuff size: seated, rested 5 minutes, arm at heart level',
    'consider sending the week of readings to the provider for a change of treatment',
  ],
  params,
  kinds: ['blood-pressure'],
  source:
    'ESH home 135/85 mmHg; home protocol of at least 3 days; standard error, rise above the own level and clearing 5/3 mmHg below: convention, by measurement',
  evaluate: (snapshot, params) =>
    snapshot.reading?.kind === 'blood-pressure' ? judgeMean(snapshot.reading, snapshot, params) : unknown,
});
