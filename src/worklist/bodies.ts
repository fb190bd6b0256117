import { demandsItem } from '../alerts/attention.ts';
import { alertSteps, alertTitle } from '../alerts/sources.ts';
import type { AlertBody } from '../contract/alerts.ts';
import type { ContactBody, WorklistItemBody } from '../contract/worklist.ts';
import { type Severity, severities } from '../domain/alert.ts';
import { spokenLimits } from '../rules/spoken-limits.ts';
import { type QuietGrounds, quietBody, spokenTime } from './quiet-body.ts';
import { slaBucket } from './rank.ts';
import type { AlertRow, ContactRow, DeedRow, ItemRow, ReviewRow, Row } from './rows.ts';
import { undoMs } from './undo-window.ts';

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
};

export const alertBody = (
  a: AlertRow,
  { review, grounds, acknowledgedAt }: SaidOfAlert,
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
  steps: [...alertSteps(a.ruleId)],
  startedAt: iso(a.startedAt),
  firedAt: isoOrNull(a.firedAt),
  lastAt: iso(a.lastAt),
  pendingUntil: isoOrNull(a.pendingUntil),
  endedAt: isoOrNull(a.endedAt),
  endReason: a.endReason,
  needsReview: demandsItem(a, review ?? null, now),
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
  note: c.note,
  nextTryAt: isoOrNull(c.nextTryAt),
  by: c.by,
  at: iso(c.at),
});

/** What a line tells besides its own row. */
export type Said = {
  readonly patient: WorklistItemBody['patient'];
  readonly alerts: AlertBody[];
  readonly notes: readonly Row<'worklistNote'>[];
  readonly contacts: readonly ContactRow[];
  readonly deed: DeedRow | undefined;
  readonly rank: Row<'riskRank'> | undefined;
  readonly pages: WorklistItemBody['pages'];
};

const undoBody = (item: ItemRow, deed: DeedRow | undefined): WorklistItemBody['undo'] =>
  deed && deed.version === item.version
    ? { verb: deed.verb, by: deed.by, until: iso(deed.at + undoMs) }
    : null;

const rankBody = (rank: Row<'riskRank'> | undefined): WorklistItemBody['risk'] =>
  rank
    ? { tier: rank.tier, rank: rank.rank, outOf: rank.outOf, scoreId: rank.scoreId, value: rank.value }
    : null;

const snoozeBody = ({ snoozedUntil, snoozedBy }: ItemRow, timeZone: string): WorklistItemBody['quiet'] => {
  const until = snoozedUntil ?? 0;
  const because = `snoozed by ${snoozedBy ?? 'a person'} until ${spokenTime(until, timeZone)}; anything new, worse or critical breaks it`;
  return { by: 'snooze', until: iso(until), because };
};

export const itemBody = (item: ItemRow, said: Said, now: number): WorklistItemBody => {
  const isSnoozed = item.snoozedUntil !== null && item.snoozedUntil > now;
  return {
    id: item.id,
    version: item.version,
    state: item.state,
    lane: item.lane,
    patient: said.patient,
    severity: severities[item.severity] as Severity,
    confirmed: item.confirmed,
    resolved: item.resolved,
    slaDueAt: iso(item.slaDueAt),
    slaBucket: slaBucket(item.slaDueAt, now),
    openedAt: iso(item.openedAt),
    changedAt: iso(item.changedAt),
    acknowledgedBy: item.acknowledgedBy,
    acknowledgedAt: isoOrNull(item.acknowledgedAt),
    closedBy: item.closedBy,
    closedAt: isoOrNull(item.closedAt),
    owner: item.owner,
    snoozedUntil: isSnoozed ? isoOrNull(item.snoozedUntil) : null,
    snoozedBy: isSnoozed ? item.snoozedBy : null,
    quiet: isSnoozed ? snoozeBody(item, said.patient.timeZone) : null,
    escalatedTo: item.escalatedTo,
    escalatedAt: isoOrNull(item.escalatedAt),
    escalatedBy: item.escalatedBy,
    awaitingProviderSince: isoOrNull(item.awaitingProviderSince),
    awaitingProviderFor: item.awaitingProviderFor,
    nextTryAt: isoOrNull(item.nextTryAt),
    risk: rankBody(said.rank),
    pages: said.pages,
    undo: undoBody(item, said.deed),
    contacts: said.contacts.map(contactBody),
    alerts: said.alerts,
    notes: said.notes.map(({ id, text, by, at }) => ({ id, text, by, at: iso(at) })),
  };
};
