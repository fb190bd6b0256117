import { clear, type Finding } from '../domain/alert.ts';
import { dayMs, localDay, spokenDay } from '../domain/local-day.ts';
import { changeAt, inStatusSince, type MonitoringStatus, statusAt } from '../domain/monitoring.ts';
import type { Snapshot } from '../domain/rule.ts';
import { defineRule } from './define.ts';

const spoken: Readonly<Record<MonitoringStatus, string>> = {
  learning: 'learning',
  active: 'active',
  away: 'away',
  'in-hospital': 'in hospital',
  ended: 'ended',
};

const overdue = ({ at, patient }: Snapshot, status: MonitoringStatus, reviewAt: number): Finding => {
  const dayOf = (instant: number) => spokenDay(localDay(instant, patient.timeZone));
  const since = inStatusSince(patient.monitoring, at) ?? at;
  return {
    is: 'firing',
    severity: 'info',
    confirmed: true,
    because: `${spoken[status]} since ${dayOf(since)}; review was due ${dayOf(reviewAt)}: still so?`,
    evidence: { readings: [], limits: {} },
  };
};

const judge = (snapshot: Snapshot): Finding => {
  const { monitoring } = snapshot.patient;
  const change = changeAt(monitoring, snapshot.at);
  const status = statusAt(monitoring, snapshot.at);
  if (change === null || change.reviewAt === null || change.status !== status) return clear;
  if (change.reviewAt > snapshot.at) return { is: 'clear', checkAt: change.reviewAt };
  return overdue(snapshot, status, change.reviewAt);
};

/** A status whose review date has passed without anybody renewing or changing it; looked at when the status turns. */
export const monitoringReview = defineRule({
  id: 'monitoring-review',
  version: 1,
  title: 'Status is due for review',
  concern: 'adherence',
  group: 'record',
  ladder: ['info'],
  clears: 'the status is renewed or changed',
  steps: [
    'consider asking the patient, the ward or the family whether the status still holds',
    'consider renewing it with a new date, or ending it',
  ],
  params: {},
  kinds: [],
  latenessLimitMs: 35 * dayMs,
  source: 'Convention: a stay in hospital is asked after within a week',
  evaluate: judge,
});
