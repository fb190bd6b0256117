import BetterSqlite3 from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { keepingStatements } from '../../src/db/kept-statements.ts';
import { testStore } from '../support/store.ts';

const opened = () => {
  const sqlite = new BetterSqlite3(':memory:');
  onTestFinished(() => void sqlite.close());
  sqlite.exec('CREATE TABLE t (a INTEGER, b TEXT)');
  return sqlite;
};

const one = 'SELECT a, b FROM t';

test('a text is prepared once, and answers as if it were anew', () => {
  const sqlite = opened();
  const keeping = keepingStatements(sqlite);
  keeping.prepare('INSERT INTO t VALUES (?, ?)').run(1, 'x');
  const first = keeping.prepare(one);
  expect(first.raw().all()).toEqual([[1, 'x']]);
  const again = keeping.prepare(one);
  expect(again).toBe(first);
  expect(again.all()).toEqual([{ a: 1, b: 'x' }]);
  expect(keeping.prepare('INSERT INTO t VALUES (?, ?)').run(2, 'y').changes).toBe(1);
});

test('of many texts those asked for last are kept', () => {
  const keeping = keepingStatements(opened(), 2);
  const [first, second] = [keeping.prepare(one), keeping.prepare('SELECT a FROM t')];
  expect(keeping.prepare(one)).toBe(first);
  keeping.prepare('SELECT b FROM t');
  expect(keeping.prepare(one)).toBe(first);
  expect(keeping.prepare('SELECT a FROM t')).not.toBe(second);
  const long = `${one} -- ${'x'.repeat(20_000)}`;
  expect(keeping.prepare(long)).not.toBe(keeping.prepare(long));
});

test('a text that cannot be prepared fails each time, and a changed table is seen', () => {
  const sqlite = opened();
  const keeping = keepingStatements(sqlite);
  for (let i = 0; i < 2; i += 1) expect(() => keeping.prepare('SELECT c FROM t')).toThrow('no such column');
  expect(keeping.prepare('SELECT * FROM t').all()).toEqual([]);
  sqlite.exec('ALTER TABLE t ADD COLUMN c TEXT; INSERT INTO t VALUES (1, NULL, NULL)');
  expect(keeping.prepare('SELECT * FROM t').all()).toEqual([{ a: 1, b: null, c: null }]);
  expect(keeping.inTransaction).toBe(false);
});

test('what the query builder asks twice it is answered twice, each as the store is then', async () => {
  const { db, t, write } = (await testStore({ roster: null })).store;
  const duties = () => db.select({ duty: t.claim.duty }).from(t.claim).where(eq(t.claim.holder, 'h'));
  const add = (duty: string) => db.insert(t.claim).values({ duty, holder: 'h', until: 1 }).returning();
  await write(async () => {
    expect(await duties()).toEqual([]);
    expect(await add('a')).toEqual([{ duty: 'a', holder: 'h', until: 1 }]);
    expect(await duties()).toEqual([{ duty: 'a' }]);
    expect(await add('b')).toEqual([{ duty: 'b', holder: 'h', until: 1 }]);
    expect(await duties()).toEqual([{ duty: 'a' }, { duty: 'b' }]);
  });
});
