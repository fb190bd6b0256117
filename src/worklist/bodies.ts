import { demandsItem } from '../alerts/attention.ts';
import { alertTitle, isDuty, isNotice } from '../alerts/sources.ts';
import { type StepsDone, stepBodies } from '../care/steps-done.ts';
import type { AlertBody } from '../contract/alerts.ts';
import type { ContactBody, WorklistItemBody } from '../contract/worklist.ts';
import { spokenLimits } from '../rules/spoken-limits.ts';
import type { LineBase } from './line-body.ts';
import { type QuietGrounds, quietBody } from './quiet-body.ts';
import type { AlertRow, ContactRow, ReviewRow, Row } from './rows.ts';

const iso = (at: number): string => new Date(at).toISOString();
export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

const reviewBody = (r: ReviewRow): NonNullable<AlertBody['review']> => ({
  verdict: r.verdict,
  action: r.action,
  acceptedUntil: isoOrNull(r.acceptedUntil),
  by: r.by,
  at: iso(r.at),
});

/** What an alert's body tells besides its own row. */
export type SaidOfAlert = {
  readonly review: ReviewRow | undefined;
  readonly grounds: QuietGrounds;
  readonly acknowledgedAt: number | null;
  /** of its item, by rule and step */
  readonly stepsDone?: StepsDone | undefined;
};

export const alertBody = (
  a: AlertRow,
  { review, grounds, acknowledgedAt, stepsDone }: SaidOfAlert,
  now: number,
): AlertBody => ({
  id: a.id,
  ruleId: a.ruleId,
  ruleTitle: alertTitle(a.ruleId),
  ruleVersion: a.ruleVersion,
  concern: a.concern,
  severity: a.severity,
  state: a.state,
  confirmed: a.confirmed,
  because: a.because,
  evidence: {
    readings: a.evidence.readings.map(r => ({ ...r, measuredAt: iso(r.measuredAt) })),
    limits: { ...a.evidence.limits },
    compared: [...spokenLimits(a.ruleId, a.evidence.limits)],
  },
  steps: stepBodies(a.ruleId, stepsDone),
  isNotice: isNotice(a.ruleId),
  isDuty: isDuty(a.ruleId),
  startedAt: iso(a.startedAt),
  firedAt: isoOrNull(a.firedAt),
  lastAt: iso(a.lastAt),
  pendingUntil: isoOrNull(a.pendingUntil),
  endedAt: isoOrNull(a.endedAt),
  endReason: a.endReason,
  needsReview: !isDuty(a.ruleId) && demandsItem(a, review ?? null, now),
  isNew: acknowledgedAt !== null && a.raisedAt !== null && a.raisedAt > acknowledgedAt,
  previousAlertId: a.previousAlertId,
  review: review ? reviewBody(review) : null,
  quiet: quietBody(a, review, grounds, now),
});

export const contactBody = (c: ContactRow): ContactBody => ({
  id: c.id,
  itemId: c.itemId,
  attempt: c.attempt,
  who: c.who,
  channel: c.channel,
  reached: c.reached,
  incoming: c.incoming,
  note: c.note,
  nextTryAt: isoOrNull(c.nextTryAt),
  by: c.by,
  at: iso(c.at),
});

/** What an item tells besides what its line does. */
export type Said = {
  readonly line: LineBase;
  readonly alerts: AlertBody[];
  readonly notes: readonly Row<'worklistNote'>[];
  readonly contacts: readonly ContactRow[];
  readonly pages: WorklistItemBody['pages'];
};

export const itemBody = ({ line, alerts, notes, contacts, pages }: Said): WorklistItemBody => ({
  ...line,
  pages,
  contacts: contacts.map(contactBody),
  alerts,
  notes: notes.map(({ id, text, by, at }) => ({ id, text, by, at: iso(at) })),
});
