import { describe, expect, test } from 'vitest';
import { pipeline } from '../../src/cli/publisher.ts';
import { systemClock } from '../../src/clock.ts';
import { enrol, testApp } from '../support/app.ts';
import { ownPostgres } from '../support/own-postgres.ts';
import { expectAsJudgedAgain } from './expect-same.ts';
import { twiceShuffled } from './faults.ts';
import { oneProcess } from './one-process.ts';
import { countIn, type Outcome, outcomeIn } from './outcome.ts';
import { eventually } from './process.ts';
import { inFlight, rosterOf, type Stream, streamOf } from './stream.ts';

const { missing, database } = ownPostgres();
const unjudged = 'SELECT count(*) FROM due WHERE generation > judged_generation';

/** Of people whose values lie so far apart that many alerts are raised, and taken back by what comes late. */
const unwell = (name: string, readings: number): Stream => ({ ...streamOf(name, 30, readings), spread: 3 });

/** Alerts that a late reading has shown to be none: whether they ever stood depends on the order of arrival. */
const takenBack = ({ told }: Outcome): number => told.filter(row => row.includes('"superseded"')).length;

/** Readings that came right after a later one of the same patient. */
const cameLate = ({ arrivals }: Outcome): number =>
  arrivals.filter(({ topic, payload }, i) => {
    const before = arrivals[i - 1];
    const isSamePatient = before?.topic.split('-')[1] === topic.split('-')[1];
    return isSamePatient && Number(before?.payload.measuredAt) > Number(payload.measuredAt);
  }).length;

test('in one process every alert is told as its own order of arrival has it, however it was cut', async () => {
  const stream = unwell('u', 1_500);
  const vigil = await oneProcess(stream);
  const messages = twiceShuffled(stream);
  const cuts = [0, 1, 40, 900, 901, 2_200, messages.length];
  for (const [i, from] of cuts.slice(0, -1).entries()) {
    const release = i % 2 === 0 ? vigil.app.evaluator.hold() : () => {};
    await vigil.publish(messages.slice(from, cuts[i + 1]));
    release();
    await vigil.app.evaluator.idle();
  }
  const outcome = await vigil.outcome();
  const done = { fault: 'shuffled, in cuts', times: cuts.length - 1, acknowledged: vigil.acknowledged() / 2 };
  await expectAsJudgedAgain(done, outcome);
  expect(takenBack(outcome)).toBeGreaterThan(0);
}, 60_000);

describe.skipIf(missing)('on PostgreSQL', () => {
  test('so it is where two take in and judge the same patients', async () => {
    const stream = unwell('v', 1_200);
    const url = await database();
    const first = await testApp(0, { clock: systemClock, database: url });
    await enrol(first.app, systemClock.now(), rosterOf(stream));
    const second = await testApp(0, { clock: systemClock, database: url });
    const apps = [first.app, second.app] as const;
    let taken = 0;
    await pipeline(twiceShuffled(stream), inFlight, async ({ topic, payload }) => {
      const app = apps[taken++ % 2 === 0 ? 0 : 1];
      const message = { source: 'mqtt', topic, payload: Buffer.from(payload), mode: 'live' } as const;
      await app.ingest({ ...message, receivedAt: systemClock.now() });
    });
    await eventually(async () => ((await countIn(url, unjudged)) === 0 ? true : undefined));
    for (const { evaluator } of apps) await evaluator.idle();
    const outcome = await outcomeIn(url, stream.name);
    await expectAsJudgedAgain(
      { fault: 'shuffled, two evaluators', times: 1, acknowledged: taken / 2 },
      outcome,
    );
    expect(cameLate(outcome)).toBeGreaterThan(100);
  }, 60_000);
});
