import type { WorklistLineBody } from '../../contract/worklist.ts';
import { lastTold } from '../attendance/told.ts';
import { duration, formatTime, sinceMs } from '../lib/times.ts';
import { text } from '../strings.ts';
import { spokenTarget } from '../verbs/spoken-target.ts';

const { line: words } = text;

export type Mark = { readonly name: string; readonly text: string; readonly strong?: boolean };

/** Attempts since somebody was last reached. */
const triesOf = ({ lastContact }: WorklistLineBody): number =>
  lastContact && !lastContact.reached ? lastContact.attempt : 0;

const tryMarks = (item: WorklistLineBody, now: number): Mark[] => {
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

const riskMarks = ({ risk }: WorklistLineBody): Mark[] =>
  risk && risk.tier !== 'rest'
    ? [
        {
          name: `risk-${risk.tier}`,
          text: words.risk(risk.rank, risk.outOf),
          strong: risk.tier === 'highest',
        },
      ]
    : [];

const statusMarks = ({ patient }: WorklistLineBody): Mark[] =>
  patient.status === 'active' ? [] : [{ name: 'status', text: text.statuses[patient.status] }];

const toldMarks = (item: WorklistLineBody): Mark[] => {
  const told = lastTold(item);
  return told === null ? [] : [{ name: 'told', text: told, strong: true }];
};

const changeMarks = ({ changed }: WorklistLineBody): Mark[] =>
  changed === null ? [] : [{ name: 'changed', text: changed.said, strong: true }];

/** Of a task that the line is about, whose name stands in its why, only that it is overdue. */
const taskMarks = ({ nextTask, lane, alerts }: WorklistLineBody): Mark[] => {
  if (nextTask === null) return [];
  const { title, overdue } = nextTask;
  const isWhy = lane === 'tasks' && alerts.some(alert => alert.because.startsWith(title));
  if (isWhy && !overdue) return [];
  const said = isWhy ? text.facts.taskOverdue : text.facts.taskMark(title, overdue);
  return [{ name: 'task', text: said, strong: overdue }];
};

const stayMarks = ({ stay }: WorklistLineBody): Mark[] => [
  ...(stay && stay.is !== 'past'
    ? [
        {
          name: 'stay',
          text: `${text.facts.stays[stay.is]}, ${formatTime(stay.admittedAt, 'day')}`,
          strong: true,
        },
      ]
    : []),
];

/** Seen where the list is wide. */
const wideMarks = ({ transmittedDays: { days, of }, minutes }: WorklistLineBody): Mark[] => [
  {
    name: 'wide',
    text: text.facts.wide(days, of, Math.floor(minutes.approvedSeconds / 60)),
  },
];

/** What comes next, where it is near: a task that is overdue, a stay that is not over. */
const nextMarks = (item: WorklistLineBody): Mark[] => [...taskMarks(item), ...stayMarks(item)];

/** What else stands with a line, in the order in which it matters for whom to call. */
export const marksOf = (item: WorklistLineBody, now: number): Mark[] => {
  const { snoozedUntil, escalatedTo, awaitingProviderSince } = item;
  return [
    ...toldMarks(item),
    ...changeMarks(item),
    ...(snoozedUntil ? [{ name: 'snoozed', text: words.snoozed(formatTime(snoozedUntil, 'dayTime')) }] : []),
    ...(escalatedTo
      ? [{ name: 'escalated', text: words.escalated(spokenTarget(escalatedTo)), strong: true }]
      : []),
    ...(awaitingProviderSince
      ? [{ name: 'awaiting', text: words.awaiting(duration(sinceMs(awaitingProviderSince, now))) }]
      : []),
    ...tryMarks(item, now),
    ...nextMarks(item),
    ...riskMarks(item),
    ...statusMarks(item),
    ...wideMarks(item),
  ];
};
