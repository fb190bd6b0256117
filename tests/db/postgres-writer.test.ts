import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Store } from '../../src/db/open.ts';
import { eventually } from '../faults/process.ts';
import { ownPostgres } from '../support/own-postgres.ts';

const { missing, database, opened } = ownPostgres();

/** A connection of somebody else to the same database. */
const elsewhere = async (url: string) => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(() => client.end().catch(() => undefined));
  const rows = async (text: string) => (await client.query(text)).rows as Record<string, unknown>[];
  return { client, rows };
};

const add = ({ db, t }: Store, duty: string) => db.insert(t.claim).values({ duty, holder: 'h', until: 1 });
const put = ({ sql }: Store) => sql.prepare<[number, string]>('UPDATE claim SET until = ? WHERE duty = ?');
const dutiesIn = async ({ reader, t }: Store) =>
  (await reader.select({ duty: t.claim.duty }).from(t.claim)).map(({ duty }) => duty).sort();

const backendOf = ({ sql }: Store) => sql.prepare<[], number>('SELECT pg_backend_pid()').pluck().get();
const failing = (): never => {
  throw new Error('given up');
};

describe.skipIf(missing)('the writer on PostgreSQL', () => {
  test('writes all of a transaction or nothing', async () => {
    const store = await opened(await database());
    const whole = store.write(() => add(store, 'a'));
    const half = store.write(() => add(store, 'b').then(failing));
    await expect(half).rejects.toThrow('given up');
    await whole;
    expect(await dutiesIn(store)).toEqual(['a']);
  });

  test.each(['write', 'writeShared'] as const)(
    'a connection lost in the middle of %s: nothing is written, nothing runs outside a transaction, the next one goes on',
    async how => {
      const url = await database();
      const store = await opened(url);
      const { rows } = await elsewhere(url);
      const broken = store[how](async () => {
        await add(store, 'before');
        await rows(`SELECT pg_terminate_backend(${await backendOf(store)})`);
        await add(store, 'after');
      });
      await expect(broken).rejects.toThrow();
      expect(await dutiesIn(store)).toEqual([]);
      await store[how](() => add(store, 'next'));
      expect(await dutiesIn(store)).toEqual(['next']);
    },
  );

  test('work that goes on after its connection was lost, and swallows the failures, writes nothing', async () => {
    const url = await database();
    const store = await opened(url);
    const { rows } = await elsewhere(url);
    const broken = store.write(async () => {
      await rows(`SELECT pg_terminate_backend(${await backendOf(store)})`);
      for (const duty of ['a', 'b']) await add(store, duty).then(undefined, () => undefined);
    });
    await expect(broken).rejects.toThrow();
    expect(await dutiesIn(store)).toEqual([]);
  });

  test('a statement outside a transaction is refused', async () => {
    const store = await opened(await database());
    await expect(Promise.resolve().then(() => add(store, 'a'))).rejects.toThrow();
    await expect(Promise.resolve().then(() => put(store).run(1, 'a'))).rejects.toThrow(
      'outside a transaction',
    );
    await store.write(() => add(store, 'b'));
    await expect(Promise.resolve().then(() => put(store).run(1, 'b'))).rejects.toThrow(
      'outside a transaction',
    );
  });

  test('of two that lock each other out one is done again, and both are written once', async () => {
    const url = await database();
    const stores = [await opened(url), await opened(url)] as const;
    await stores[0].write(async () => {
      await add(stores[0], 'a');
      await add(stores[0], 'b');
    });
    const met = { count: 0, both: Promise.withResolvers<void>() };
    let runs = 0;
    const crosswise = (store: Store, first: string, second: string) => {
      const set = put(store);
      return store.writeShared(async () => {
        runs += 1;
        await set.run(runs, first);
        met.count += 1;
        if (met.count === 2) met.both.resolve();
        await met.both.promise;
        await set.run(runs, second);
        await add(store, `${first}${second}`);
      });
    };
    await Promise.all([crosswise(stores[0], 'a', 'b'), crosswise(stores[1], 'b', 'a')]);
    expect(runs).toBe(3);
    expect(await dutiesIn(stores[0])).toEqual(['a', 'ab', 'b', 'ba']);
  });

  test('is alone in all processes, where shared ones run beside each other', async () => {
    const url = await database();
    const [a, b] = [await opened(url), await opened(url)];
    const held = Promise.withResolvers<void>();
    const order: string[] = [];
    const begun = Promise.withResolvers<void>();
    const alone = () => {
      begun.resolve();
      return held.promise;
    };
    const first = a.write(alone).then(() => order.push('alone'));
    await begun.promise;
    const { rows } = await elsewhere(url);
    // the server is that of other tests too
    const waitingSql = `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()`;
    const waiting = async () => (await rows(waitingSql)).length;
    const second = b.writeShared(() => undefined).then(() => order.push('shared'));
    await eventually(async () => (await waiting()) > 0 || undefined);
    held.resolve();
    await Promise.all([first, second]);
    expect(order).toEqual(['alone', 'shared']);
    const both = Promise.withResolvers<void>();
    await Promise.all([a.writeShared(() => both.promise), b.writeShared(() => both.resolve())]);
  });
});
