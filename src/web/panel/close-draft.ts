import type { AlertBody, WorklistItemBody } from '../../contract.ts';
import { type ActionTaken, actionsTaken, type Verdict, verdicts } from '../../domain/alert.ts';
import { dayMs, isoDay, localDay, minuteMs, startOfLocalDay } from '../../domain/local-day.ts';
import { safeZone } from '../lib/times.ts';
import type { Review, Verb } from './use-verbs.ts';

export type Answer = { readonly verdict: string; readonly action: string; readonly until: string };
export type CloseDraft = { readonly answers: Readonly<Record<string, Answer>>; readonly note: string };

export const noAnswer: Answer = { verdict: '', action: '', until: '' };
export const emptyDraft: CloseDraft = { answers: {}, note: '' };

const quietDays = 14;

export const unreviewed = (item: WorklistItemBody): AlertBody[] =>
  item.alerts.filter(alert => alert.needsReview);

export const isStanding = (alert: AlertBody): boolean => alert.state === 'firing';

/** The patient's local days that may be chosen, the last one being the default. */
export const quietRange = (now: number, timeZone: string): { first: string; last: string } => {
  const today = localDay(now, safeZone(timeZone));
  return { first: isoDay(today), last: isoDay(today + quietDays) };
};

/** The end of that local day, though never beyond 14 days from now. */
const endOfDay = (day: string, now: number, timeZone: string): string => {
  const end = startOfLocalDay(Date.parse(day) / dayMs + 1, safeZone(timeZone));
  return new Date(Math.min(end, now + quietDays * dayMs - minuteMs)).toISOString();
};

const oneOf = <T extends string>(known: readonly T[], value: string): T | undefined =>
  known.find(each => each === value);

/** The request body, or null while an answer is missing. */
export const closeVerb = (item: WorklistItemBody, draft: CloseDraft, now: number): Verb | null => {
  const reviews: Review[] = [];
  for (const alert of unreviewed(item)) {
    const answer = draft.answers[alert.id] ?? noAnswer;
    const verdict: Verdict | undefined = oneOf(verdicts, answer.verdict);
    const action: ActionTaken | undefined = oneOf(actionsTaken, answer.action);
    if (!verdict || !action) return null;
    const quiet = isStanding(alert) && answer.until !== '';
    const acceptUntil = quiet && { acceptUntil: endOfDay(answer.until, now, item.patient.timeZone) };
    reviews.push({ alertId: alert.id, verdict, action, ...(acceptUntil || {}) });
  }
  const note = draft.note.trim();
  return { is: 'close', reviews, ...(note === '' ? {} : { note }) };
};
