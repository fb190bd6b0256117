import type { MonitoringBody, PatientBody } from '../../contract/patients.ts';
import { lastTold } from '../attendance/told.ts';
import { duration, formatTime, sinceMs } from '../lib/times.ts';
import { text } from '../strings.ts';
import { spokenTarget } from '../verbs/spoken-target.ts';
import type { ItemHead, Subject } from '../verbs/subject.ts';

const { panel, standing } = text;

const acknowledged = (item: ItemHead): string => {
  if (item.closedAt) return panel.closedBy(item.closedBy ?? text.none, formatTime(item.closedAt, 'dayTime'));
  if (!item.acknowledgedAt) return panel.waitsFor;
  const by = item.acknowledgedBy ?? text.none;
  const at = formatTime(item.acknowledgedAt, 'dayTime');
  return item.state === 'open' ? panel.backAfter(by, at) : panel.acknowledgedBy(by, at);
};

const itemSentences = (item: ItemHead, now: number): string[] => {
  const { owner, acknowledgedBy, snoozedUntil, escalatedTo, awaitingProviderSince, nextTryAt } = item;
  if (item.state === 'closed') return [];
  return [
    ...[lastTold(item) ?? []].flat(),
    ...(owner && owner !== acknowledgedBy ? [standing.owner(owner)] : []),
    ...(snoozedUntil
      ? [standing.snoozed(formatTime(snoozedUntil, 'dayTime'), item.snoozedBy ?? text.none)]
      : []),
    ...(escalatedTo
      ? [
          standing.escalated(
            spokenTarget(escalatedTo),
            item.escalatedBy ?? text.none,
            formatTime(item.escalatedAt ?? '', 'dayTime'),
          ),
        ]
      : []),
    ...(awaitingProviderSince
      ? [standing.awaiting(duration(sinceMs(awaitingProviderSince, now)), item.awaitingProviderFor)]
      : []),
    ...(nextTryAt ? [standing.nextTry(formatTime(nextTryAt, 'dayTime'))] : []),
  ];
};

const untilOf = ({ resumesAt, reviewAt }: MonitoringBody, timeZone: string): string => {
  if (resumesAt) return standing.until(formatTime(resumesAt, 'dayTime', timeZone));
  return reviewAt ? standing.review(formatTime(reviewAt, 'dayTime', timeZone)) : '';
};

const instantOf = ({ since }: MonitoringBody): number =>
  since === null ? Number.NEGATIVE_INFINITY : Date.parse(since);

/** Changes still to come; our clock may stand some seconds behind the one that has just been made. */
const planned = (patient: PatientBody, now: number): string[] =>
  (patient.monitoringChanges ?? [])
    .filter(change => instantOf(change) > Math.max(now, instantOf(patient.monitoring)))
    .map(change =>
      standing.planned(
        text.statuses[change.status],
        formatTime(change.since ?? '', 'dayTime', patient.timeZone),
      ),
    );

const statusSentences = (patient: PatientBody | null, now: number): string[] => {
  if (!patient) return [];
  const { monitoring, timeZone } = patient;
  const plans = planned(patient, now);
  if (monitoring.status === 'active') return plans;
  const reason = monitoring.reason ? ` (${monitoring.reason})` : '';
  return [`${text.statuses[monitoring.status]}${untilOf(monitoring, timeZone)}${reason}.`, ...plans];
};

/** How things stand with the patient and the line, in a few sentences. */
export const Standing = ({ subject, now }: { subject: Subject; now: number }) => {
  const { item, patient } = subject;
  const about = item ? [acknowledged(item), ...itemSentences(item, now)] : [panel.noLine];
  return (
    <p className="muted standing">
      {statusSentences(patient, now).map(sentence => (
        <strong key={sentence} className="status-sentence">
          {sentence}{' '}
        </strong>
      ))}
      {about.join(' · ')}
    </p>
  );
};
