import { type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import { localDay, spokenDay, startOfLocalDay } from '../domain/local-day.ts';
import type { GlucoseReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { defineRule, slowUrgentAcceptanceMs } from './define.ts';
import { evidenceOf } from './evidence.ts';
import {
  glucoseAtMost,
  glucoseLimitText,
  glucoseLimitUsed,
  glucoseText,
  highOrHi,
} from './glucose-compare.ts';
import { clearReadings } from './glucose-params.ts';
import { clearWhenLast } from './window.ts';

const latestBetween = (
  { readings, limits }: Snapshot,
  from: number,
  until: number,
): GlucoseReading | null => {
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt < from) return null;
    if (reading.measuredAt >= until || reading.kind !== 'glucose') continue;
    if (highOrHi(reading, limits.glucoseVeryHigh)) return reading;
  }
  return null;
};

const judgeHigh = (reading: GlucoseReading, snapshot: Snapshot): Finding => {
  const { timeZone } = snapshot.patient;
  const { glucoseVeryHigh } = snapshot.limits;
  const today = localDay(reading.measuredAt, timeZone);
  const yesterday = startOfLocalDay(today - 1, timeZone);
  const earlier = latestBetween(snapshot, yesterday, startOfLocalDay(today, timeZone));
  if (!earlier) return unknown;
  const first = `${glucoseText(earlier)} on ${spokenDay(today - 1)}`;
  const second = `${glucoseText(reading)} on ${spokenDay(today)}`;
  return {
    is: 'firing',
    severity: 'urgent',
    confirmed: true,
    because: `glucose ${first} and ${second}; limit ${glucoseLimitText(reading, glucoseVeryHigh)} on two days in a row`,
    evidence: evidenceOf([earlier, reading], {
      ...glucoseLimitUsed(earlier, 'glucoseVeryHigh', glucoseVeryHigh),
      ...glucoseLimitUsed(reading, 'glucoseVeryHigh', glucoseVeryHigh),
    }),
  };
};

const notHigh = (reading: GlucoseReading, limits: Limits): boolean =>
  glucoseAtMost(reading, limits.glucoseHigh);

/** Above 300 mg/dL, 16.7 mmol/L, or HI on two local days in a row (ADA, long-term care). */
export const glucoseVeryHighTwoDays = defineRule({
  id: 'glucose-very-high-two-days',
  version: 1,
  title: 'Very high glucose on two days in a row',
  concern: 'glucose',
  urgentAcceptanceMs: slowUrgentAcceptanceMs,
  group: 'glucose-high',
  ladder: ['urgent'],
  clears: 'three readings at or below the limit',
  steps: [
    'consider calling the same day: infection, missed insulin or tablets, steroids, thirst, vomiting?',
    'consider emergency care for vomiting, drowsiness or fast breathing',
    'consider asking the provider for a change of treatment today',
  ],
  params: { clearReadings: clearReadings(3) },
  kinds: ['glucose'],
  source:
    'ADA long-term-care guidance, Table 6 (>300 mg/dL on 2 days), written for nursing facilities; clearing on three ≤250: convention',
  evaluate: (snapshot, { clearReadings }) => {
    const { reading, limits } = snapshot;
    if (reading?.kind !== 'glucose') return unknown;
    if (highOrHi(reading, limits.glucoseVeryHigh)) return judgeHigh(reading, snapshot);
    return clearWhenLast(snapshot, 'glucose', clearReadings, notHigh);
  },
});
