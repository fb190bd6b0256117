import { clear, type Finding, unknown } from '../domain/alert.ts';
import { localDay, spokenDay } from '../domain/local-day.ts';
import {
  changeAt,
  inStatusSince,
  type MonitoringStatus,
  nextTurnOf,
  statusAt,
} from '../domain/monitoring.ts';
import type { PatientContext } from '../domain/patient.ts';
import type { Rule, Snapshot } from '../domain/rule.ts';

type Gate = (rule: Rule, snapshot: Snapshot) => Finding;

/** A rule of no kind watches the record itself, whatever the status. */
const watchesReadings = (rule: Rule): boolean => rule.kinds.length > 0;
const watchesSilence = (rule: Rule): boolean => rule.concern === 'adherence' && watchesReadings(rule);

const open: Gate = (rule, snapshot) => rule.evaluate(snapshot);

/** A person said that silence means nothing: it is held against nobody before the return. */
const whileAway: Gate = (rule, snapshot) => {
  if (!watchesSilence(rule)) return rule.evaluate(snapshot);
  const returnsAt = changeAt(snapshot.patient.monitoring, snapshot.at)?.resumesAt ?? null;
  return returnsAt === null ? clear : { is: 'clear', checkAt: returnsAt };
};

const told = (finding: Finding, { at, patient }: Snapshot): Finding => {
  if (finding.is !== 'firing' && finding.is !== 'pending') return finding;
  const since = spokenDay(localDay(inStatusSince(patient.monitoring, at) ?? at, patient.timeZone));
  return { ...finding, because: `${finding.because}; recorded as in hospital since ${since}` };
};

/** Home rules pause, but a critical finding still tells, and what waited for a repeat when the stay began is settled. */
const whileInHospital: Gate = (rule, snapshot) => {
  if (watchesSilence(rule)) return clear;
  const finding = rule.evaluate(snapshot);
  if (!watchesReadings(rule)) return finding;
  const isCritical = 'severity' in finding && finding.severity === 'critical';
  if (isCritical || snapshot.standing?.state === 'pending') return told(finding, snapshot);
  return 'checkAt' in finding && finding.checkAt !== undefined
    ? { is: 'unknown', checkAt: finding.checkAt }
    : unknown;
};

const whenEnded: Gate = (rule, snapshot) =>
  rule.concern === 'adherence' || snapshot.standing?.state === 'pending' ? clear : unknown;

const gates: Readonly<Record<MonitoringStatus, Gate>> = {
  learning: open,
  active: open,
  away: whileAway,
  'in-hospital': whileInHospital,
  ended: whenEnded,
};

/** What a rule finds, as far as the patient's status at the instant judged lets it tell. Pure. */
export const evaluateMonitored: Gate = (rule, snapshot) => {
  const { monitoring } = snapshot.patient;
  return monitoring.length === 0
    ? rule.evaluate(snapshot)
    : gates[statusAt(monitoring, snapshot.at)](rule, snapshot);
};

/** A rule on adherence is looked at again when the status turns, if that is before it asked to be. Pure. */
export const wakesAt = (
  rule: Rule,
  { monitoring }: PatientContext,
  at: number,
  asked: number | undefined,
): number | undefined => {
  const turnsAt = rule.concern === 'adherence' ? nextTurnOf(monitoring, at) : null;
  return turnsAt === null ? asked : Math.min(asked ?? turnsAt, turnsAt);
};
