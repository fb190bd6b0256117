import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { keepBackends } from '../support/kept-backends.ts';
import { ownPostgres } from '../support/own-postgres.ts';

const { missing, running } = ownPostgres();

const open = async () => {
  const address = new URL(running().url);
  const { port, unused } = await keepBackends(Number(address.port));
  address.port = String(port);
  const client = async (options = '') => {
    const one = new pg.Client({ connectionString: address.href, options });
    one.on('error', () => undefined);
    await one.connect();
    onTestFinished(() => one.end().catch(() => undefined));
    const ask = async (text: string) => (await one.query({ text, rowMode: 'array' })).rows as unknown[][];
    const backend = async () => Number((await ask('SELECT pg_backend_pid()'))[0]?.[0]);
    return { one, ask, backend };
  };
  return { client, unused };
};

describe.skipIf(missing)('backends kept for the next client', () => {
  test('answer one that asks for the same session, of which nothing is left', async () => {
    const { client } = await open();
    const first = await client();
    const backend = await first.backend();
    for (const text of [
      'SET search_path = pg_catalog',
      'LISTEN news',
      'SELECT pg_advisory_lock(1)',
      'CREATE TEMP TABLE mine AS SELECT 1',
      'PREPARE asked AS SELECT 1',
    ])
      await first.ask(text);
    await first.one.end();
    const other = await client('-c default_transaction_read_only=on');
    expect(await other.backend()).not.toBe(backend);
    const next = await client();
    expect(await next.backend()).toBe(backend);
    expect(await next.ask('SHOW search_path')).toEqual([['"$user", public']]);
    expect(await next.ask('SELECT pg_listening_channels()')).toEqual([]);
    expect(await next.ask("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).toEqual([]);
    expect(
      await next.ask("SELECT to_regclass('pg_temp.mine'), (SELECT count(*) FROM pg_prepared_statements)"),
    ).toEqual([[null, 0]]);
  });

  test('keep what they were started with', async () => {
    const { client } = await open();
    const options = '-c default_transaction_read_only=on';
    const first = await client(options);
    const backend = await first.backend();
    await first.ask('SET default_transaction_read_only = off');
    await first.one.end();
    const next = await client(options);
    expect(await next.backend()).toBe(backend);
    expect(await next.ask('SHOW default_transaction_read_only')).toEqual([['on']]);
  });

  test.each([
    ['in a transaction', (one: pg.Client) => one.query('BEGIN').then(() => one.end())],
    [
      'without a word',
      async (one: pg.Client) =>
        void (one as never as { connection: pg.Connection }).connection.stream.destroy(),
    ],
  ])('go with a client that leaves %s', async (_, leave) => {
    const { client, unused } = await open();
    const first = await client();
    const backend = await first.backend();
    await leave(first.one);
    expect(await unused()).toEqual([]);
    expect(await (await client()).backend()).not.toBe(backend);
  });

  test('are not kept when they were in use while others were spared', async () => {
    const { client, unused } = await open();
    const [first, second] = [await client(), await client()];
    const backends = [await first.backend(), await second.backend()];
    await second.one.end();
    expect(await unused()).toEqual([backends[1]]);
    await first.one.end();
    expect(await unused()).toEqual([backends[1]]);
  });

  test('die under their client', async () => {
    const { client } = await open();
    const [first, second] = [await client(), await client()];
    const lost = new Promise(resolve => first.one.once('end', () => resolve('lost')));
    await second.ask(`SELECT pg_terminate_backend(${await first.backend()})`);
    expect(await lost).toBe('lost');
    await expect(first.ask('SELECT 1')).rejects.toThrow();
  });
});
