import { describe, expect, onTestFinished, test } from 'vitest';
import { openPostgres } from '../../src/db/open-postgres.ts';
import type { Store } from '../../src/db/store.ts';
import { eventually } from '../faults/process.ts';
import { startProxy } from '../faults/proxy.ts';
import { ownPostgres } from '../support/own-postgres.ts';

const { missing, newDatabase } = ownPostgres();
const patienceMs = 300;

/** A store over a link that can die without a word: both ends believe that the other is there. */
const overLink = async () => {
  const link = await startProxy(await newDatabase());
  const store = await openPostgres({ url: link.url, readers: 2, patienceMs });
  onTestFinished(() => store.close());
  return { store, link };
};

const add = ({ db, t }: Store, duty: string) => db.insert(t.claim).values({ duty, holder: 'h', until: 1 });
const duties = async ({ reader, t }: Store) =>
  (await reader.select({ duty: t.claim.duty }).from(t.claim)).map(({ duty }) => duty).sort();

describe.skipIf(missing)('a link to PostgreSQL that dies without a word', () => {
  test.each(['write', 'writeShared'] as const)(
    'in the middle of %s: nothing of it is written, it fails soon, and the next one goes on over another',
    async how => {
      const { store, link } = await overLink();
      const broken = store[how](async () => {
        await add(store, 'before');
        link.cut();
        setTimeout(link.mend, patienceMs);
        await add(store, 'after');
      });
      await expect(broken).rejects.toThrow('Failed query');
      await store[how](() => add(store, 'next'));
      expect(await duties(store)).toEqual(['next']);
    },
  );

  test('a statement that takes long is waited for', async () => {
    const { store } = await overLink();
    const slow = store.sql.prepare<[number], number>('SELECT 1 FROM pg_sleep(?)').pluck();
    expect(await store.write(() => slow.get((5 * patienceMs) / 1_000))).toBe(1);
  });

  test('whoever reads is told soon, and the next one reads over another', async () => {
    const { store, link } = await overLink();
    await store.write(() => add(store, 'a'));
    expect(await duties(store)).toEqual(['a']);
    link.cut();
    await expect(duties(store)).rejects.toThrow();
    link.mend();
    expect(await duties(store)).toEqual(['a']);
  });

  test('whoever listens hears again', async () => {
    const { store, link } = await overLink();
    let heard = 0;
    store.hear('due', () => {
      heard += 1;
    });
    const isTold = () => {
      const before = heard;
      return eventually(() => {
        store.tell('due');
        return heard > before || undefined;
      }, 20_000);
    };
    await isTold();
    link.cut();
    link.mend();
    await isTold();
  });
});
