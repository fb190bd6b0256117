import type { WorklistLineBody } from '../../contract/worklist.ts';
import { duration, formatTime, sinceMs } from '../lib/times.ts';
import { text } from '../strings.ts';

const { facts: words } = text;

export type Fact = { readonly name: string; readonly label: string; readonly text: string };

const ofWhy = ({ why, confirmed, patient }: WorklistLineBody): Fact[] => {
  if (why === null) return [];
  const { value, limit, readings, measuredAt, arrivedAt, flags, ruleTitle } = why;
  const time = (at: string) => formatTime(at, 'dayTime', patient.timeZone);
  const late = measuredAt !== null && arrivedAt !== null && flags.includes('late');
  return [
    {
      name: 'value',
      label: ruleTitle,
      text: words.against(value?.said ?? null, limit && `${limit.what} ${limit.value} ${limit.unit}`),
    },
    { name: 'readings', label: words.confirmation, text: words.readings(readings, confirmed) },
    ...(measuredAt === null
      ? []
      : [
          {
            name: 'measured',
            label: words.measured,
            text: late ? words.cameLate(time(measuredAt), time(arrivedAt)) : time(measuredAt),
          },
        ]),
    ...(flags.length === 0
      ? []
      : [{ name: 'flags', label: words.doubt, text: flags.map(flag => words.flags[flag]).join(', ') }]),
  ];
};

const ofContact = ({ lastContact }: WorklistLineBody): Fact[] => {
  if (lastContact === null) return [];
  const { who, channel, reached, attempt, by, at } = lastContact;
  const said = words.contact(text.parties[who], text.channels[channel], reached ? null : attempt);
  return [
    {
      name: 'contact',
      label: words.lastContact,
      text: `${said}, ${by}, ${formatTime(at, 'dayTime')}`,
    },
  ];
};

const ofRisk = ({ risk }: WorklistLineBody): Fact[] =>
  risk === null
    ? []
    : [
        {
          name: 'risk',
          label: words.risk,
          text: [
            words.percentile(risk.percentile, risk.rank, risk.outOf),
            ...risk.drivers,
            ...(risk.stale === null ? [] : [words.stale(risk.stale)]),
          ].join(' · '),
        },
      ];

const ofNext = ({ nextTask, stay }: WorklistLineBody, now: number): Fact[] => [
  ...(nextTask === null
    ? []
    : [
        {
          name: 'task',
          label: words.nextTask,
          text: words.task(
            nextTask.title,
            duration(Math.abs(sinceMs(nextTask.dueAt, now))),
            nextTask.overdue,
          ),
        },
      ]),
  ...(stay === null
    ? []
    : [
        {
          name: 'stay',
          label: words.stays[stay.is],
          text: words.stay(
            text.background.classes[stay.class],
            formatTime(stay.admittedAt, 'day'),
            stay.dischargedAt && formatTime(stay.dischargedAt, 'day'),
          ),
        },
      ]),
];

/** Everything that a line knows beyond what stands on it, in the order in which one asks for it. */
export const factsOf = (item: WorklistLineBody, now: number): Fact[] => {
  const { changed, transmittedDays, minutes } = item;
  return [
    ...ofWhy(item),
    ...(changed === null ? [] : [{ name: 'changed', label: words.changed, text: changed.said }]),
    ...ofContact(item),
    ...ofNext(item, now),
    ...ofRisk(item),
    { name: 'days', label: words.days, text: words.daysOf(transmittedDays) },
    { name: 'minutes', label: words.minutes, text: words.minutesOf(minutes) },
  ];
};
