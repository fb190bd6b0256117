import { clear, type Evidence, type Finding, unknown } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import type { Reading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { fallsBelow, reaches } from './compare.ts';
import { defineRule } from './define.ts';
import { pressureText } from './evidence.ts';
import { countDays, countSessions, foldSessions, sessionMean, sessionSize, sumOfMeans } from './sessions.ts';

const spanMs = 7 * dayMs;
const leastDays = 3;
const leastSessions = 6;
const clearMarginSystolicMmHg = 5;
const clearMarginDiastolicMmHg = 3;

type Line = Evidence['readings'][number];

const addLine = (lines: Line[], readings: readonly Reading[], first: number, last: number): Line[] => {
  const systolic = sessionMean(readings, first, last, 'systolicMmHg');
  const diastolic = sessionMean(readings, first, last, 'diastolicMmHg');
  const size = sessionSize(readings, first, last);
  const value = `${pressureText(systolic, diastolic)} (${size} ${size === 1 ? 'reading' : 'readings'})`;
  for (const { id, measuredAt } of readings.slice(first, first + 1)) lines.push({ id, measuredAt, value });
  return lines;
};

const high = (snapshot: Snapshot, mean: string, sessions: number, days: number): Finding => {
  const { readings, at } = snapshot;
  const { meanSystolicMmHg, meanDiastolicMmHg } = snapshot.limits;
  const limit = pressureText(meanSystolicMmHg, meanDiastolicMmHg);
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: `mean blood pressure ${mean} mmHg over ${sessions} sessions on ${days} days; limit ${limit}`,
    evidence: {
      readings: foldSessions<Line[]>(readings, at - spanMs, [], addLine).reverse(),
      limits: { meanSystolicMmHg, meanDiastolicMmHg, leastSessions, leastDays },
    },
  };
};

const judgeMean = (snapshot: Snapshot): Finding => {
  const { readings, at, limits, patient, standing } = snapshot;
  const after = at - spanMs;
  const sessions = countSessions(readings, after);
  if (sessions < leastSessions) return unknown;
  const systolic = sumOfMeans(readings, after, 'systolicMmHg') / sessions;
  const diastolic = sumOfMeans(readings, after, 'diastolicMmHg') / sessions;
  const isHigh = reaches(systolic, limits.meanSystolicMmHg) || reaches(diastolic, limits.meanDiastolicMmHg);
  if (!isHigh && !standing) return unknown;
  const days = countDays(readings, after, patient.timeZone);
  if (days < leastDays) return unknown;
  if (isHigh) return high(snapshot, pressureText(systolic, diastolic), sessions, days);
  return fallsBelow(systolic, limits.meanSystolicMmHg - clearMarginSystolicMmHg) &&
    fallsBelow(diastolic, limits.meanDiastolicMmHg - clearMarginDiastolicMmHg)
    ? clear
    : unknown;
};

/** Mean of the session means of 7 days ≥135 or ≥85 mmHg (ESH home), from ≥6 sessions on ≥3 local days. */
export const bpMeanHigh = defineRule({
  id: 'bp-mean-high',
  version: 1,
  title: 'High mean blood pressure',
  concern: 'blood-pressure',
  group: 'bp-high',
  ladder: ['warning'],
  clears: 'the mean falls 5/3 mmHg below the limit',
  steps: [],
  params: {},
  kinds: ['blood-pressure'],
  source: 'ESH home 135/85 mmHg; home protocol of at least 3 days; clearing 5/3 mmHg below: convention',
  evaluate: snapshot => (snapshot.reading?.kind === 'blood-pressure' ? judgeMean(snapshot) : unknown),
});
