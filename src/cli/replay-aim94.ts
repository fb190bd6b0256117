import { basename } from 'node:path';
import { topicOf } from '../ingest/topics.ts';
import { type Aim94Reading, parseAim94 } from './aim94.ts';
import { inTimeOrder } from './in-time-order.ts';
import type { ReplayMessage } from './replay-run.ts';

export type Replay = {
  readonly files: number;
  readonly rows: number;
  readonly notGlucose: number;
  readonly unusableRows: Readonly<Record<string, number>>;
  readonly messages: readonly ReplayMessage[];
  readonly roster: string;
};

export type NamedText = { readonly name: string; readonly text: string };

const timeZone = 'America/Chicago';
/** the logs' owners were asked to test several times a day; once a day is what a program would still expect */
const perWeek = 7;

const deviceOf = (name: string): string =>
  `aim94-${basename(name).replace(/[^A-Za-z0-9._:-]/g, '-')}`.slice(0, 64);

const messageOf = (deviceId: string, { at, value, meal }: Aim94Reading): ReplayMessage => ({
  at,
  topic: topicOf(deviceId, 'glucose'),
  payload: JSON.stringify({ measuredAt: at, value, unit: 'mg/dL', ...(meal ? { meal } : {}) }),
});

const rosterOf = (names: readonly string[]): string =>
  [
    'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek',
    ...names.map(name => {
      const device = deviceOf(name);
      return `${device},AIM-94,"${basename(name).replaceAll('"', "'")}",1950-01-01,unknown,${timeZone},diabetes,${device},glucose,${perWeek}`;
    }),
  ].join('\n');

const countBy = (words: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
};

/** Each file becomes a patient with a glucose meter; its glucose rows become messages, all in time order. */
export const aim94Replay = (files: readonly NamedText[]): Replay => {
  const logs = files.map(({ name, text }) => ({ name, log: parseAim94(text, { timeZone }) }));
  return {
    files: files.length,
    rows: logs.reduce((sum, { log }) => sum + log.rows, 0),
    notGlucose: logs.reduce((sum, { log }) => sum + log.notGlucose, 0),
    unusableRows: countBy(logs.flatMap(({ log }) => log.unusable.map(u => u.reason))),
    messages: inTimeOrder(
      logs.flatMap(({ name, log }) => log.usable.map(reading => messageOf(deviceOf(name), reading))),
    ),
    roster: rosterOf(files.map(f => f.name)),
  };
};
