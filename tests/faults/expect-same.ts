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
  // its clock stands at the end: whoever was judged before the last came would have waited beyond what came later
  const judge = app.evaluator.hold();
  for (const { topic, payload, receivedAt } of arrivals) {
    const bytes = Buffer.from(JSON.stringify(payload));
    await app.ingest({ source: 'mqtt', topic, payload: bytes, receivedAt, mode: 'live' });
  }
  judge();
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

/** come-15 of vigil/v1/come-15-weight/weight. */
const patientOf = (topic: string): string => (topic.split('/')[2] ?? '').split('-').slice(0, 2).join('-');

/** Patients whose readings came in another order than they were measured: several connections keep none. */
const outOfOrder = ({ arrivals }: Outcome): ReadonlySet<string> => {
  const last = new Map<string, number>();
  const found = new Set<string>();
  for (const { topic, payload } of arrivals) {
    const patient = patientOf(topic);
    const at = Number(payload.measuredAt);
    if (at < (last.get(patient) ?? at)) found.add(patient);
    last.set(patient, at);
  }
  return found;
};

/**
 * When and why an alert ended depends on the order of arrival: a normal reading that comes before the low one that was
 * measured earlier clears it, and one that comes after it finds that nothing confirmed it. So of patients out of order that
 * is left out.
 */
const comparable = ({ alerts }: Outcome, shuffled: ReadonlySet<string>): readonly string[] =>
  alerts.map(text => {
    const [patient, ruleId, startedAt, severity] = JSON.parse(text) as unknown[];
    return shuffled.has(String(patient)) ? JSON.stringify([patient, ruleId, startedAt, severity]) : text;
  });

/**
 * Each reading once, none more; the same alerts as in a run that nothing disturbed; and, of each alert, all that is told, as
 * its own order of arrival has it. What was done goes into the table of faults.
 */
export const expectSame = async (done: Done, outcome: Outcome, expected: Outcome): Promise<void> => {
  const again = await judgedAgain(outcome);
  const shuffled = outOfOrder(outcome);
  const [alerts, undisturbed] = [comparable(outcome, shuffled), comparable(expected, shuffled)];
  record(done, outcome, same(alerts, undisturbed) && same(outcome.told, again.told));
  expect.soft(expected.alerts, done.fault).not.toEqual([]);
  expect.soft(done.acknowledged, done.fault).toBe(expected.readings.length);
  expect.soft(outcome.readings, done.fault).toEqual(expected.readings);
  expect.soft(alerts, done.fault).toEqual(undisturbed);
  expect.soft(again.readings, done.fault).toEqual(outcome.readings);
  expect.soft(outcome.told, done.fault).toEqual(again.told);
};
