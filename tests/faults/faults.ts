import { setTimeout } from 'node:timers/promises';
import { randomOf } from '../../simulators/random.ts';
import type { InfluxServer } from '../support/influx.ts';
import type { PostgresServer } from '../support/postgres.ts';
import type { Link } from './proxy.ts';
import type { Site } from './site.ts';
import { type Message, messagesOf, type Stream } from './stream.ts';

type At = {
  readonly server: PostgresServer;
  readonly influx: InfluxServer;
  /** once the processes run */
  readonly links: Links;
};

/** The second process' ways to the broker and to the database. */
export type Links = { readonly broker: Link; readonly database: Link };

/** Something that goes wrong while a stream of its own is published. */
export type Fault = {
  /** of its stream */
  readonly name: string;
  readonly fault: string;
  readonly times: number;
  readonly patients?: number;
  readonly readings?: number;
  /** resolves with how many messages were acknowledged, each counted once */
  readonly run: (site: Site, stream: Stream) => Promise<number>;
};

/** Other moments in each run; VIGIL_FAULT_SEED has those of an earlier one. */
export const faultSeed = process.env.VIGIL_FAULT_SEED ?? String(Date.now());

/** Does one thing after the other, each at a random moment of a further part of the stream. */
const during = async (site: Site, stream: Stream, deeds: readonly (() => unknown)[]) => {
  const random = randomOf(`${faultSeed} ${stream.name}`);
  const published = site.publish(messagesOf(stream));
  for (const [i, deed] of deeds.entries()) {
    await site.reached(stream, (0.8 * (i + random.next())) / deeds.length);
    await setTimeout(random.between(0, 20));
    await deed();
  }
  return published;
};

/** Each message twice, far from its place. */
export const twiceShuffled = (stream: Stream): Message[] => {
  const messages = [...messagesOf(stream)];
  const stride = 7_919;
  const both = [...messages, ...messages];
  return both.map((_, i) => both[(i * stride) % both.length] as Message);
};

export const faultsOf = ({ server, influx, links }: At): readonly Fault[] => [
  {
    name: 'kill',
    fault: 'kill -9 of a process: ingest and evaluate (two of them), then api, score and forward',
    times: 3,
    run: (site, stream) =>
      during(
        site,
        stream,
        [site.one, site.two, site.rest].map(victim => async () => {
          await victim.end('SIGKILL');
          victim.start();
        }),
      ),
  },
  {
    name: 'come',
    fault: 'SIGTERM of one of two processes that take in, a third one comes, the first comes back',
    times: 3,
    run: async (site, stream) => {
      const third = await site.worker();
      const acknowledged = await during(site, stream, [
        () => site.one.end('SIGTERM'),
        async () => third.start(),
      ]);
      // what was on its way to the one that left is not waited for
      await site.settled(stream);
      site.one.start();
      await site.one.ready();
      await third.ready();
      await third.end('SIGTERM');
      return acknowledged;
    },
  },
  {
    name: 'broker',
    fault: 'Mosquitto stopped and started',
    times: 2,
    run: (site, stream) => {
      const restart = async () => {
        await site.broker.stop();
        await site.broker.start();
      };
      return during(site, stream, [restart, restart]);
    },
  },
  {
    name: 'postgres',
    fault: 'PostgreSQL stopped at once (SIGQUIT) and started',
    times: 2,
    run: (site, stream) => {
      const restart = async () => {
        await server.stop('at once');
        await server.start();
      };
      return during(site, stream, [restart, restart]);
    },
  },
  {
    name: 'influx',
    fault: 'InfluxDB stopped, and started when all was stored; then compared',
    times: 1,
    run: async (site, stream) => {
      const acknowledged = await during(site, stream, [() => influx.stop()]);
      await site.settled(stream);
      await influx.start();
      return acknowledged;
    },
  },
  {
    name: 'one',
    fault: 'two evaluators on one patient',
    times: 1,
    ...{ patients: 1, readings: 600 },
    run: (site, stream) => site.publish(messagesOf(stream)),
  },
  {
    name: 'twice',
    fault: 'every message twice, shuffled',
    times: 1,
    run: async (site, stream) => (await site.publish(twiceShuffled(stream))) / 2,
  },
  {
    name: 'halfopen',
    fault: 'the connection of one process to the broker half open',
    times: 1,
    run: async (site, stream) => {
      links.broker.cut();
      const acknowledged = await site.publish(messagesOf(stream));
      links.broker.mend();
      return acknowledged;
    },
  },
  {
    name: 'database',
    fault: 'the connections of one process to PostgreSQL half open',
    times: 1,
    run: (site, stream) => {
      // those that stand are dead from then on; whoever connects anew gets through
      const die = () => {
        links.database.cut();
        links.database.mend();
      };
      return during(site, stream, [die]);
    },
  },
];
