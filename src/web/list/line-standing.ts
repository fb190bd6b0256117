import type { WorklistItemBody } from '../../contract/worklist.ts';
import { lastTold } from '../attendance/told.ts';
import { duration, formatTime, sinceMs } from '../lib/times.ts';
import { text } from '../strings.ts';
import { spokenTarget } from '../verbs/spoken-target.ts';

const { line: words } = text;

export type Mark = { readonly name: string; readonly text: string; readonly strong?: boolean };

/** Attempts since somebody was last reached. */
const triesOf = ({ contacts }: WorklistItemBody): number => {
  const latest = contacts.at(-1);
  return latest && !latest.reached ? latest.attempt : 0;
};

const tryMarks = (item: WorklistItemBody, now: number): Mark[] => {
  const tries = triesOf(item);
  const { nextTryAt } = item;
  const isDue = nextTryAt !== null && Date.parse(nextTryAt) <= now;
  return [
    ...(tries > 0 ? [{ name: 'tries', text: words.tries(tries) }] : []),
    ...(nextTryAt === null
      ? []
      : [{ name: 'next', text: words.next(formatTime(nextTryAt, 'dayTime'), isDue), strong: isDue }]),
  ];
};

const riskMarks = ({ risk }: WorklistItemBody): Mark[] =>
  risk && risk.tier !== 'rest'
    ? [
        {
          name: `risk-${risk.tier}`,
          text: words.risk(risk.rank, risk.outOf),
          strong: risk.tier === 'highest',
        },
      ]
    : [];

const statusMarks = ({ patient }: WorklistItemBody): Mark[] =>
  patient.status === 'active' ? [] : [{ name: 'status', text: text.statuses[patient.status] }];

const toldMarks = (item: WorklistItemBody): Mark[] => {
  const told = lastTold(item);
  return told === null ? [] : [{ name: 'told', text: told, strong: true }];
};

/** What else stands with a line, in the order in which it matters for whom to call. */
export const marksOf = (item: WorklistItemBody, now: number): Mark[] => {
  const { snoozedUntil, escalatedTo, awaitingProviderSince } = item;
  return [
    ...toldMarks(item),
    ...(snoozedUntil ? [{ name: 'snoozed', text: words.snoozed(formatTime(snoozedUntil, 'dayTime')) }] : []),
    ...(escalatedTo
      ? [{ name: 'escalated', text: words.escalated(spokenTarget(escalatedTo)), strong: true }]
      : []),
    ...(awaitingProviderSince
      ? [{ name: 'awaiting', text: words.awaiting(duration(sinceMs(awaitingProviderSince, now))) }]
      : []),
    ...tryMarks(item, now),
    ...riskMarks(item),
    ...statusMarks(item),
  ];
};
