import { afterAll, beforeAll, expect, test } from 'vitest';
import { influxServer } from '../support/influx.ts';
import { freshDatabase, type PostgresServer, postgresServer } from '../support/postgres.ts';
import { influxd, mosquitto, postgres } from '../support/services.ts';
import { expectSame } from './expect-same.ts';
import { type Fault, faultSeed, faultsOf, type Links } from './faults.ts';
import { eventually, exited, startVigil } from './process.ts';
import { type Link, startProxy } from './proxy.ts';
import { limitMs, startSite } from './site.ts';
import { streamOf, undisturbed } from './stream.ts';

const missing = [mosquitto(), postgres(), influxd()].some(s => s.missing);

let server: PostgresServer;
beforeAll(async () => {
  if (!missing) server = await postgresServer({ durable: true });
});
afterAll(() => server?.remove());

const streamFor = ({ name, patients = 60, readings = 1_200 }: Fault) => streamOf(name, patients, readings);

/** Resolves when a comparison of the two stores has found no difference. */
const historyIsSame = (env: Readonly<Record<string, string>>) =>
  eventually(() => exited(startVigil(['history', 'verify'], env)).then(() => true), limitMs);

test.skipIf(missing)(
  'whatever fails among several processes and their servers, no acknowledged reading is lost or doubled, and no alert differs',
  async ({ annotate }) => {
    await annotate(`VIGIL_FAULT_SEED=${faultSeed} has the same moments again`);
    const influx = await influxServer();
    const links: Record<string, Link> = {};
    const over = (to: keyof Links) => async (url: string) => {
      links[to] = await startProxy(url);
      return links[to].url;
    };
    const wanted = process.env.VIGIL_FAULT;
    const faults = faultsOf({ server, influx, links: links as Links }).filter(
      f => !wanted || f.name === wanted,
    );
    const trials = faults.map(one => ({ one, stream: streamFor(one) }));
    const streams = trials.map(({ stream }) => stream);
    const expectedOf = await undisturbed(streams, (await freshDatabase(server.url)).url);
    const site = await startSite({
      ...{ streams, server: server.url, brokerUrl: over('broker'), databaseUrl: over('database') },
      env: { INFLUX_URL: influx.url },
    });
    for (const { one, stream } of trials) {
      const done = { fault: one.fault, times: one.times };
      const acknowledged = await one.run(site, stream);
      const outcome = await site.settled(stream);
      await expectSame({ ...done, acknowledged }, outcome, await expectedOf(one.name));
    }
    await historyIsSame({ ...site.shared, VIGIL_DATA: site.rest.dataFolder });
    expect(faults).not.toEqual([]);
  },
  900_000,
);
