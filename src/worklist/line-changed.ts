import { alertTitle } from '../alerts/sources.ts';
import type { ChangedBody, WhyBody } from '../contract/worklist-why.ts';
import { isoLocal, localDay } from '../domain/local-day.ts';
import type { RequestEnd } from '../domain/provider-request.ts';
import { spokenTime } from './quiet-body.ts';
import type { AlertRow, ItemRow, Row } from './rows.ts';

/** When a person last took a patient up, or was done with her, and who. */
export type Since = { readonly at: number; readonly by: string; readonly did: 'acknowledged' | 'closed' };

type LastClose = { readonly closedBy: string | null; readonly closedAt: number | null };

/** Since when things are new to people on a line that is not closed; null where nobody has looked before. */
export const sinceOf = (item: ItemRow, lastClose: LastClose | undefined): Since | null => {
  if (item.state === 'closed') return null;
  const { acknowledgedAt, acknowledgedBy } = item;
  if (acknowledgedAt !== null && acknowledgedBy !== null)
    return { at: acknowledgedAt, by: acknowledgedBy, did: 'acknowledged' };
  const { closedBy = null, closedAt = null } = lastClose ?? {};
  if (closedBy === null || closedAt === null || closedBy === 'system') return null;
  return { at: closedAt, by: closedBy, did: 'closed' };
};

type Change = ChangedBody['changes'][number];

const changeOf = (alert: Omit<AlertRow, 'evidence'>, { at }: Since): Change[] => {
  // what waits for a repeat or is quiet is not on the line
  if (alert.itemId === null) return [];
  const title = alertTitle(alert.ruleId);
  const told = (is: Change['is'], said: string): Change => ({ is, alertId: alert.id, said });
  if (alert.endedAt !== null && alert.endedAt > at && (alert.firedAt ?? at) <= at)
    return [told('ended', `ended: ${title}`)];
  if (alert.raisedAt === null || alert.raisedAt <= at || alert.firedAt === null) return [];
  return alert.firedAt > at
    ? [told('new', `new: ${title}, ${alert.because}`)]
    : [told('worse', `worse: ${title}, ${alert.because}`)];
};

const endWords: Readonly<Record<RequestEnd, string>> = {
  approved: 'approved',
  declined: 'declined',
  changed: 'approved otherwise than asked',
  answered: 'answered',
  withdrawn: 'withdrawn',
  replaced: 'replaced',
};

const answerOf = (request: Row<'providerRequest'>, { at }: Since): Change[] => {
  const { answeredAt, decision, answeredBy } = request;
  if (answeredAt === null || answeredAt <= at || decision === null) return [];
  if (decision === 'withdrawn' || decision === 'replaced') return [];
  return [
    {
      is: 'answered',
      alertId: null,
      said: `${answeredBy ?? 'the provider'} ${endWords[decision as RequestEnd]}`,
    },
  ];
};

/** `at 09:10` on the patient's day of `now`, else `on Fri 20 Nov 09:10`. */
const spokenSince = (at: number, now: number, timeZone: string): string =>
  localDay(at, timeZone) === localDay(now, timeZone)
    ? `at ${isoLocal(at, timeZone).slice(11, 16)}`
    : `on ${spokenTime(at, timeZone)}`;

const arrow = ({ value, measuredAt }: WhyBody, before: number | null, { at }: Since): string[] => {
  if (value === null || value.value === null || before === null || value.value === before) return [];
  if (measuredAt === null || Date.parse(measuredAt) <= at) return [];
  return [`${value.measure} ${before} → ${value.value}`];
};

const counted = (changes: readonly Change[]): string[] => {
  const words: readonly (readonly [Change['is'], string])[] = [
    ['new', 'new'],
    ['worse', 'worse'],
    ['ended', 'ended'],
  ];
  const counts = words.flatMap(([is, word]) => {
    const count = changes.filter(change => change.is === is).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  const answers = changes.filter(change => change.is === 'answered').map(change => change.said);
  return [...(counts.length > 0 ? [counts.join(', ')] : []), ...answers];
};

type Seen = {
  readonly since: Since;
  readonly alerts: readonly Omit<AlertRow, 'evidence'>[];
  readonly requests: readonly Row<'providerRequest'>[];
  readonly why: WhyBody | null;
  /** the last value of the same measure that was there then */
  readonly before: number | null;
};

/** What has come since somebody last looked; null where nothing has. Pure. */
export const changedOf = (seen: Seen, now: number, timeZone: string): ChangedBody | null => {
  const { since, alerts, requests, why, before } = seen;
  const changes = [
    ...alerts.flatMap(alert => changeOf(alert, since)),
    ...requests.flatMap(request => answerOf(request, since)),
  ];
  const parts = [...(why ? arrow(why, before, since) : []), ...counted(changes)];
  if (parts.length === 0) return null;
  return {
    since: { ...since, at: new Date(since.at).toISOString() },
    changes,
    before,
    said: `${parts.join('; ')} since ${since.by} ${since.did} it ${spokenSince(since.at, now, timeZone)}`,
  };
};
