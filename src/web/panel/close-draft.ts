import type { AlertBody } from '../../contract/alerts.ts';
import type { WorklistItemBody } from '../../contract/worklist.ts';
import { type ActionTaken, actionsTaken, needsPerson, type Verdict, verdicts } from '../../domain/alert.ts';
import { dayMs, isoDay, localDay, minuteMs, startOfLocalDay } from '../../domain/local-day.ts';
import { safeZone } from '../lib/times.ts';

type Review = {
  readonly alertId: string;
  readonly verdict: Verdict;
  readonly action: ActionTaken;
  readonly acceptUntil?: string;
};

export type Answer = { readonly verdict: string; readonly action: string; readonly until: string };
export type CloseDraft = { readonly answers: Readonly<Record<string, Answer>>; readonly note: string };

export const noAnswer: Answer = { verdict: '', action: '', until: '' };
export const emptyDraft: CloseDraft = { answers: {}, note: '' };

const quietDays = 14;

/** What a line cannot be closed without: not technical alerts beside clinical ones, nor what merged into another. */
export const unreviewed = ({ alerts, lane }: WorklistItemBody): AlertBody[] => {
  const waiting = alerts.filter(alert => alert.needsReview);
  return waiting.filter(
    ({ concern, severity, quiet }) =>
      (lane === 'technical' || concern !== 'device' || severity === 'critical') &&
      !waiting.some(other => quiet?.by === 'merged' && other.id === quiet.for),
  );
};

/** What to answer for: also on a line that another person closed meanwhile, so that nothing written is lost. */
export const toAnswer = (item: WorklistItemBody, draft: CloseDraft): AlertBody[] => {
  const open = unreviewed(item);
  return open.length > 0 ? open : item.alerts.filter(alert => alert.id in draft.answers);
};

export const isStanding = (alert: AlertBody): boolean => alert.state === 'firing';

export type QuietRange = { readonly first: string; readonly tomorrow: string; readonly last: string };

/** The patient's local days that may be chosen. */
export const quietRange = (now: number, timeZone: string): QuietRange => {
  const today = localDay(now, safeZone(timeZone));
  return { first: isoDay(today), tomorrow: isoDay(today + 1), last: isoDay(today + quietDays) };
};

/** What is urgent is quiet until tomorrow unless a person says otherwise; the rest as long as may be. */
export const usualQuietDay = (alert: AlertBody, quiet: QuietRange): string =>
  needsPerson(alert.severity) ? quiet.tomorrow : quiet.last;

/** The end of that local day, though never beyond 14 days from now. */
const endOfDay = (day: string, now: number, timeZone: string): string => {
  const end = startOfLocalDay(Date.parse(day) / dayMs + 1, safeZone(timeZone));
  return new Date(Math.min(end, now + quietDays * dayMs - minuteMs)).toISOString();
};

const oneOf = <T extends string>(known: readonly T[], value: string): T | undefined =>
  known.find(each => each === value);

/** The request body, or null while an answer is missing. */
export const closeBody = (item: WorklistItemBody, draft: CloseDraft, now: number): object | null => {
  const reviews: Review[] = [];
  for (const alert of unreviewed(item)) {
    const answer = draft.answers[alert.id] ?? noAnswer;
    const verdict: Verdict | undefined = oneOf(verdicts, answer.verdict);
    const action: ActionTaken | undefined = oneOf(actionsTaken, answer.action);
    if (!verdict || !action) return null;
    const { timeZone } = item.patient;
    const until = answer.until || usualQuietDay(alert, quietRange(now, timeZone));
    const acceptUntil = isStanding(alert) && { acceptUntil: endOfDay(until, now, timeZone) };
    reviews.push({ alertId: alert.id, verdict, action, ...(acceptUntil || {}) });
  }
  const note = draft.note.trim();
  return { reviews, ...(note === '' ? {} : { note }) };
};
