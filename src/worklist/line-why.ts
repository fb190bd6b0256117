import { alertTitle, isNotice } from '../alerts/sources.ts';
import type { LineAlertBody, QualityFlag, WhyBody } from '../contract/worklist-why.ts';
import { type Severity, severityRank } from '../domain/alert.ts';
import { hourMs } from '../domain/local-day.ts';
import { spokenLimits } from '../rules/spoken-limits.ts';
import type { ListedAlert } from './line-grounds.ts';
import { againstLimit, type LineReading } from './line-measure.ts';
import type { AlertRow } from './rows.ts';

/** Convention: what comes later than this after it was measured is told as late. */
const lateMs = hourMs;

/** What makes one doubt a reading, or when it was taken. */
export const flagsOf = (reading: LineReading): QualityFlag[] => {
  const { flags, suspect, receivedAt, measuredAt, owned } = reading;
  return [
    ...flags,
    ...(suspect === null ? [] : (['suspect'] as const)),
    ...(receivedAt - measuredAt > lateMs ? (['late'] as const) : []),
    ...(owned ? [] : (['unowned'] as const)),
  ];
};

const isAsking = ({ needsReview, isDuty, state }: ListedAlert): boolean =>
  needsReview || (isDuty && state === 'firing');

/**
 * The alert that speaks for a line, of those on it with the worst first: one that is as severe as the line and that
 * asks for a person, still firing if it can be; else the first of all.
 */
export const leadingOf = (alerts: readonly ListedAlert[], severity: Severity): ListedAlert | undefined => {
  const asking = alerts.filter(isAsking);
  const worst = asking.filter(a => severityRank[a.severity] === severityRank[severity]);
  return worst.find(a => a.state !== 'ended') ?? worst[0] ?? asking[0] ?? alerts[0];
};

/** The reading that an alert rests on last. */
export const decisiveOf = ({ evidence }: Pick<AlertRow, 'evidence'>) => evidence.readings.at(-1) ?? null;

const agreementOf = ({ confirmed, evidence }: AlertRow): WhyBody['readings'] => {
  const agree = evidence.readings.length;
  // whatever is not confirmed waits for one more
  return { agree, of: confirmed ? agree : agree + 1 };
};

const silence = (alert: AlertRow): WhyBody['limit'] => {
  const [days] = spokenLimits(alert.ruleId, alert.evidence.limits);
  return alert.concern === 'adherence' && days
    ? { what: days.what, value: days.value, unit: days.unit }
    : null;
};

const comparisonOf = (
  alert: AlertRow,
  reading: LineReading | undefined,
): Pick<WhyBody, 'value' | 'limit'> => {
  const said = decisiveOf(alert)?.value;
  if (reading === undefined || said === undefined || alert.concern === 'adherence')
    return { value: null, limit: silence(alert) };
  const { measured, limit } = againstLimit(reading, spokenLimits(alert.ruleId, alert.evidence.limits));
  return { value: { ...measured, said }, limit };
};

const isoOrNull = (at: number | undefined): string | null =>
  at === undefined ? null : new Date(at).toISOString();

/** What an alert says of itself on a line; `reading` is its decisive one, where it is still there. Pure. */
export const whyOf = (alert: AlertRow, reading: LineReading | undefined): WhyBody => ({
  alertId: alert.id,
  ruleId: alert.ruleId,
  ruleTitle: alertTitle(alert.ruleId),
  concern: alert.concern,
  severity: alert.severity,
  state: alert.state,
  because: alert.because,
  confirmed: alert.confirmed,
  readings: agreementOf(alert),
  ...comparisonOf(alert, reading),
  measuredAt: isoOrNull(reading?.measuredAt ?? decisiveOf(alert)?.measuredAt),
  arrivedAt: isoOrNull(reading?.receivedAt),
  flags: reading ? flagsOf(reading) : [],
});

/** What a list shows of alerts, the worst first: those that ask for a person, or the first where none does. */
export const briefly = (alerts: readonly ListedAlert[], acknowledgedAt: number | null): LineAlertBody[] => {
  const asking = alerts.filter(isAsking);
  return (asking.length > 0 ? asking : alerts.slice(0, 1)).map(a => ({
    id: a.id,
    ruleId: a.ruleId,
    ruleTitle: alertTitle(a.ruleId),
    concern: a.concern,
    severity: a.severity,
    state: a.state,
    confirmed: a.confirmed,
    because: a.because,
    startedAt: new Date(a.startedAt).toISOString(),
    needsReview: a.needsReview,
    isNew: acknowledgedAt !== null && a.raisedAt !== null && a.raisedAt > acknowledgedAt,
    isNotice: isNotice(a.ruleId),
    isDuty: a.isDuty,
  }));
};
