import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostgresServer, postgresServer } from '../support/postgres.ts';
import { mosquitto, postgres } from '../support/services.ts';
import { expectAsJudgedAgain } from './expect-same.ts';
import { twiceShuffled } from './faults.ts';
import { oneProcess } from './one-process.ts';
import type { Outcome } from './outcome.ts';
import { startSite } from './site.ts';
import { type Stream, streamOf } from './stream.ts';

/** Of people whose values lie so far apart that many alerts are raised, and taken back by what comes late. */
const unwell = (name: string, readings: number): Stream => ({ ...streamOf(name, 30, readings), spread: 3 });

/** Alerts that a late reading has shown to be none: whether they ever stood depends on the order of arrival. */
const takenBack = ({ told }: Outcome): number => told.filter(row => row.includes('"superseded"')).length;

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
  expect(takenBack(outcome)).toBeGreaterThan(3);
}, 60_000);

const missing = [mosquitto(), postgres()].some(s => s.missing);

let server: PostgresServer;
beforeAll(async () => {
  if (!missing) server = await postgresServer({ durable: true });
});
afterAll(() => server?.remove());

test.skipIf(missing)(
  'in several processes too, two of which are killed',
  async () => {
    const stream = unwell('v', 600);
    const site = await startSite({ streams: [stream], server: server.url });
    const published = site.publish(twiceShuffled(stream));
    for (const [i, victim] of [site.one, site.two].entries()) {
      await site.reached(stream, 0.3 * (i + 1));
      await victim.end('SIGKILL');
      victim.start();
    }
    const acknowledged = (await published) / 2;
    const outcome = await site.settled(stream);
    await expectAsJudgedAgain({ fault: 'shuffled, with kill -9', times: 2, acknowledged }, outcome);
    expect(takenBack(outcome)).toBeGreaterThan(0);
  },
  240_000,
);
