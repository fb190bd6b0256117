import { expect } from 'vitest';
import { heldClock } from '../../src/clock.ts';
import { enrol, testApp } from '../support/app.ts';
import { type Outcome, outcomeIn } from './outcome.ts';
import { recordFault } from './record.ts';
import { rosterOf, streamOf } from './stream.ts';

/**
 * What the same readings come to, received in the same order at the same times, in one process that nothing disturbs. What
 * is told of them depends on nothing else, so every word and every alert that was taken back is the same.
 */
const judgedAgain = async ({ name, at, arrivals }: Outcome): Promise<Outcome> => {
  const { app, folder } = await testApp(at, { clock: heldClock(at), database: null });
  const patients = new Set(arrivals.map(({ topic }) => topic.split('-')[1])).size;
  await enrol(app, Math.min(...arrivals.map(a => a.receivedAt)), rosterOf(streamOf(name, patients, 0)));
  for (const { topic, payload, receivedAt } of arrivals) {
    const bytes = Buffer.from(JSON.stringify(payload));
    await app.ingest({ source: 'mqtt', topic, payload: bytes, receivedAt, mode: 'live' });
  }
  await app.evaluator.idle();
  return outcomeIn(folder, name, at);
};

type Done = { readonly fault: string; readonly times: number; readonly acknowledged: number };

const record = (done: Done, { readings, told }: Outcome, alertsEqual: boolean): void => {
  const stored = readings.length;
  recordFault({ ...done, stored, lost: done.acknowledged - stored, alerts: told.length, alertsEqual });
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Each reading once, and of each alert all that is told, as its own order of arrival has it; into the table of faults. */
export const expectAsJudgedAgain = async (done: Done, outcome: Outcome): Promise<void> => {
  const again = await judgedAgain(outcome);
  record(done, outcome, same(outcome.told, again.told));
  expect.soft(outcome.readings, done.fault).toHaveLength(done.acknowledged);
  expect.soft(again.readings, done.fault).toEqual(outcome.readings);
  expect.soft(outcome.told, done.fault).toEqual(again.told);
};

/**
 * Each reading once, none more; the same alerts as in a run that nothing disturbed; and, of each alert, all that is told, as
 * its own order of arrival has it. What was done goes into the table of faults.
 */
export const expectSame = async (done: Done, outcome: Outcome, expected: Outcome): Promise<void> => {
  const again = await judgedAgain(outcome);
  record(done, outcome, same(outcome.alerts, expected.alerts) && same(outcome.told, again.told));
  expect.soft(expected.alerts, done.fault).not.toEqual([]);
  expect.soft(done.acknowledged, done.fault).toBe(expected.readings.length);
  expect.soft(outcome.readings, done.fault).toEqual(expected.readings);
  expect.soft(outcome.alerts, done.fault).toEqual(expected.alerts);
  expect.soft(again.readings, done.fault).toEqual(outcome.readings);
  expect.soft(outcome.told, done.fault).toEqual(again.told);
};
