import { describe, expect, test } from 'vitest';
import { each, textForMany } from '../../src/db/gathered.ts';
import { openStore } from '../../src/db/open.ts';
import type { Store } from '../../src/db/store.ts';
import { ownPostgres } from '../support/own-postgres.ts';
import { tempFolder } from '../support/store.ts';

const { missing, database, opened } = ownPostgres();

test('one text for many: each call’s places are columns of its row', () => {
  expect(textForMany('SELECT a FROM t WHERE b = $1 AND c > $2', { types: ['text', 'bigint'] })).toBe(
    'SELECT answer.*, given.ord FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS given("1", "2", ord) ' +
      'CROSS JOIN LATERAL (SELECT a FROM t WHERE b = given."1" AND c > given."2") AS answer',
  );
  expect(textForMany(`UPDATE t SET a = $1 ${each} WHERE b = $2`, { types: ['int', 'text'] })).toBe(
    'UPDATE t SET a = given."1" FROM unnest($1::int[], $2::text[]) WITH ORDINALITY AS given("1", "2", ord) ' +
      'WHERE b = given."2"',
  );
});

const onSqlite = async (): Promise<Store> => openStore(tempFolder(), { durable: false });
const onPostgres = async (): Promise<Store> => opened(await database());

describe.each([
  ['SQLite', false, onSqlite],
  ['PostgreSQL', missing, onPostgres],
] as const)('many calls at once on %s', (_, isMissing, open) => {
  const statements = async () => {
    const store = await open();
    const { sql } = store;
    const insert = sql.prepare<[string, string | null, number]>(
      `INSERT INTO device (id, gateway, created_at) SELECT ?, ?, ? ${each} WHERE true ON CONFLICT (id) DO NOTHING`,
      { types: ['text', 'text', 'bigint'], written: { columns: 'id', of: bound => String(bound[0]) } },
    );
    const rename = sql.prepare<[{ id: string; gateway: string }]>(
      `UPDATE device SET gateway = @gateway ${each} WHERE id = @id`,
      { types: ['text', 'text'] },
    );
    const since = sql
      .prepare<[number, number], [string, string | null]>(
        'SELECT id, gateway FROM device WHERE created_at >= ? AND created_at < ? ORDER BY created_at DESC',
        { types: ['bigint', 'bigint'] },
      )
      .raw();
    const gatewayOf = sql
      .prepare<[string], string | null>('SELECT gateway FROM device WHERE id = ?', { types: ['text'] })
      .pluck();
    return { store, insert, rename, since, gatewayOf };
  };

  test.skipIf(isMissing)('each gets what it asked for, in its order, none of another’s', async () => {
    const { store, insert, since, gatewayOf } = await statements();
    await store.write(async () => {
      const written = await Promise.all(
        ['a', 'b', 'c', 'd'].map((id, i) => insert.run(id, i % 2 ? null : `m${i}`, 10 * i)),
      );
      expect(written).toEqual([1, 1, 1, 1]);
      const asked = await Promise.all([since.all(0, 20), since.all(20, 100), since.all(500, 900)]);
      expect(asked.map(rows => rows.map(row => row.slice(0, 2)))).toEqual([
        [
          ['b', null],
          ['a', 'm0'],
        ],
        [
          ['d', null],
          ['c', 'm2'],
        ],
        [],
      ]);
      expect(await Promise.all(['c', 'none', 'b'].map(id => gatewayOf.get(id)))).toEqual([
        'm2',
        undefined,
        null,
      ]);
    });
  });

  test.skipIf(isMissing)(
    'a write says which call wrote; one that changes writes to each row its own',
    async () => {
      const { store, insert, rename, gatewayOf } = await statements();
      await store.write(async () => {
        await insert.run('a', 'first', 1);
        const again = await Promise.all([insert.run('a', 'second', 2), insert.run('b', 'first', 3)]);
        expect(again).toEqual([0, 1]);
        await Promise.all([rename.run({ id: 'a', gateway: 'x' }), rename.run({ id: 'b', gateway: 'y' })]);
        expect([await gatewayOf.get('a'), await gatewayOf.get('b')]).toEqual(['x', 'y']);
      });
    },
  );

  test.skipIf(isMissing)(
    'one that fails fails all that were asked with it, and the transaction',
    async () => {
      const { store, gatewayOf } = await statements();
      const strict = store.sql.prepare<[string, number | null]>(
        `INSERT INTO device (id, created_at) SELECT ?, ? ${each} WHERE true`,
        { types: ['text', 'bigint'] },
      );
      const failed = store.write(async () => {
        const tried = await Promise.allSettled([strict.run('a', 1), strict.run('b', null)]);
        expect(tried.at(-1)?.status).toBe('rejected');
        throw tried.find(one => one.status === 'rejected')?.reason;
      });
      await expect(failed).rejects.toThrow(/null/i);
      expect(await store.write(() => gatewayOf.get('a'))).toBeUndefined();
    },
  );
});

test.skipIf(missing)('what is gathered is not read as objects: its rows carry whose they are', async () => {
  const { sql, write } = await onPostgres();
  const whole = sql.prepare<[string]>('SELECT id FROM device WHERE id = ?', { types: ['text'] });
  await expect(write(() => whole.all('a'))).rejects.toThrow('raw or pluck');
});

test.skipIf(missing)('asked outside a transaction it rejects, and nothing else comes of it', async () => {
  const { sql } = await onPostgres();
  const gatewayOf = sql
    .prepare<[string], string>('SELECT gateway FROM device WHERE id = ?', { types: ['text'] })
    .pluck();
  const asked = [gatewayOf.get('a'), gatewayOf.get('b')];
  for (const one of asked) await expect(one).rejects.toThrow('outside a transaction');
});
