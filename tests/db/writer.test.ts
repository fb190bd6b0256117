import BetterSqlite3 from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createSqliteWriter } from '../../src/db/sqlite-writer.ts';
import { secondConnection, testStore } from '../support/store.ts';

const open = () => {
  const sqlite = new BetterSqlite3(':memory:');
  onTestFinished(() => {
    sqlite.close();
  });
  sqlite.exec('CREATE TABLE n (v INTEGER UNIQUE)');
  const insert = sqlite.prepare('INSERT INTO n VALUES (?)');
  const values = () => sqlite.prepare('SELECT v FROM n ORDER BY v').pluck().all();
  const { write } = createSqliteWriter(sqlite, () => Promise.resolve());
  return { sqlite, insert, values, write };
};

const gate = () => {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open, opened };
};

test('gives back what the work gives, synchronous or not', async () => {
  const { write } = open();
  expect(await write(() => 1)).toBe(1);
  expect(await write(() => Promise.resolve(2))).toBe(2);
});

test('one piece of work at a time, in the order they were asked for, however long one waits', async () => {
  const { write } = open();
  const { open: release, opened } = gate();
  const order: string[] = [];
  const slow = write(async () => {
    order.push('slow begins');
    await opened;
    order.push('slow ends');
  });
  const quick = write(() => order.push('quick'));
  release();
  await Promise.all([slow, quick]);
  expect(order).toEqual(['slow begins', 'slow ends', 'quick']);
});

test('the work is inside a transaction; after it, none is open', async () => {
  const { sqlite, write } = open();
  expect(await write(() => sqlite.inTransaction)).toBe(true);
  expect(sqlite.inTransaction).toBe(false);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('broken');
    },
  ],
  ['rejects', () => Promise.reject(new Error('broken'))],
])('work that %s is rolled back whole, and its error is told', async (_, fail: () => unknown) => {
  const { sqlite, insert, values, write } = open();
  const work = write(async () => {
    insert.run(1);
    await fail();
  });
  await expect(work).rejects.toThrow('broken');
  expect(values()).toEqual([]);
  expect(sqlite.inTransaction).toBe(false);
});

test('an error does not poison the next, nor those already waiting', async () => {
  const { insert, values, write } = open();
  const failed = write(() => Promise.reject(new Error('broken')));
  const waiting = write(() => insert.run(1));
  await expect(failed).rejects.toThrow('broken');
  await waiting;
  await write(() => insert.run(2));
  expect(values()).toEqual([1, 2]);
});

test('an error of the database itself rolls back too', async () => {
  const { insert, values, write } = open();
  await write(() => insert.run(1));
  const work = write(() => {
    insert.run(2);
    insert.run(1);
  });
  await expect(work).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' });
  expect(values()).toEqual([1]);
});

test('work that SQLite has rolled back by itself is told as its own error', async () => {
  const { sqlite, insert, values, write } = open();
  const work = write(() => {
    insert.run(1);
    sqlite.exec('ROLLBACK');
    throw new Error('disk full');
  });
  await expect(work).rejects.toThrow('disk full');
  expect(values()).toEqual([]);
  await write(() => insert.run(2));
  expect(values()).toEqual([2]);
});

test('others see nothing of the work before the commit and all of it after', async () => {
  const { folder, store } = await testStore({ roster: null });
  const other = secondConnection(folder);
  const count = () => other.prepare('SELECT count(*) FROM device').pluck().get();
  const add = store.sqlite.prepare('INSERT INTO device (id, created_at) VALUES (?, 0)');
  await store.write(async () => {
    add.run('a');
    await Promise.resolve();
    add.run('b');
    expect(count()).toBe(0);
  });
  expect(count()).toBe(2);
});

test('the reader never waits for a writer, and cannot write', async () => {
  const { store } = await testStore();
  const { open: release, opened } = gate();
  const writing = store.write(() => opened);
  expect(await store.reader.select().from(store.t.patient)).toHaveLength(2);
  expect(() => store.readerSqlite.exec('DELETE FROM patient')).toThrow('readonly');
  release();
  await writing;
});

test('resolves only after a sync that began after the commit; meanwhile the next transaction runs', async () => {
  const { sqlite, insert, values } = open();
  const { open: release, opened } = gate();
  const atSync: unknown[] = [];
  const { write, writeUnsynced } = createSqliteWriter(sqlite, () => {
    atSync.push([sqlite.inTransaction, values()]);
    return opened;
  });
  const done: string[] = [];
  const slow = write(() => insert.run(1)).then(() => done.push('durable'));
  await writeUnsynced(() => insert.run(2)).then(() => done.push('derived'));
  expect({ atSync, done }).toEqual({ atSync: [[false, [1]]], done: ['derived'] });
  release();
  await slow;
  expect(done).toEqual(['derived', 'durable']);
});

test('what is not durable is not promised', async () => {
  const { sqlite, insert } = open();
  const { write } = createSqliteWriter(sqlite, () => Promise.reject(new Error('no disk')));
  await expect(write(() => insert.run(1))).rejects.toThrow('no disk');
});
