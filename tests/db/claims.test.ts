import { describe, expect, test } from 'vitest';
import { type HeldClock, heldClock } from '../../src/clock.ts';
import { createClaims, lapseMs } from '../../src/db/claims.ts';
import type { Store } from '../../src/db/open.ts';
import { ownPostgres } from '../support/own-postgres.ts';
import { now, testStore } from '../support/store.ts';

const { missing, database, opened } = ownPostgres();

const holderOf = (store: Store, clock: HeldClock, holder: string) =>
  createClaims({
    store,
    clock,
    holder,
    onError: error => {
      throw error;
    },
  });

/** Two processes on one database, with a clock each: none knows of the other. */
const two = async () => {
  const url = await database();
  const clocks = [heldClock(now), heldClock(now)] as const;
  const stores = [await opened(url), await opened(url)] as const;
  const [a, b] = [holderOf(stores[0], clocks[0], 'prc_a'), holderOf(stores[1], clocks[1], 'prc_b')];
  const rows = () => stores[0].reader.select().from(stores[0].t.claim);
  const until = async (at: number) => (await rows())[0]?.until === at || undefined;
  return { a, b, clocks, rows, until };
};

describe.skipIf(missing)('a duty among several processes', () => {
  test('is one process’s until it gives it back', async () => {
    const { a, b } = await two();
    expect([await a.mine('scoring'), await b.mine('scoring'), await a.mine('scoring')]).toEqual([
      true,
      false,
      true,
    ]);
    await a.release('scoring');
    expect([await b.mine('scoring'), await a.mine('scoring')]).toEqual([true, false]);
  });

  test('is taken by one of two that ask at once', async () => {
    const { a, b } = await two();
    const taken = await Promise.all([a.mine('webhooks'), b.mine('webhooks')]);
    expect(taken.sort()).toEqual([false, true]);
  });

  test('says nothing of another duty', async () => {
    const { a, b } = await two();
    expect([await a.mine('attendance'), await b.mine('webhooks')]).toEqual([true, true]);
  });

  test('goes to another once it lapsed, for its process died; that one has it no more', async () => {
    const { a, b, clocks } = await two();
    expect(await a.mine('scoring')).toBe(true);
    clocks[1].set(now + lapseMs);
    expect(await b.mine('scoring')).toBe(false);
    clocks[1].set(now + lapseMs + 1);
    expect(await b.mine('scoring')).toBe(true);
    expect(await a.mine('scoring')).toBe(true);
    clocks[0].set(now + lapseMs);
    expect(await a.mine('scoring')).toBe(false);
  });

  test('is kept by renewing it before it lapses', async () => {
    const { a, b, clocks, until } = await two();
    expect(await a.mine('attendance')).toBe(true);
    const later = now + Math.ceil(lapseMs / 3);
    clocks[0].set(later);
    await expect.poll(() => until(later + lapseMs)).toBe(true);
    clocks[1].set(now + lapseMs + 1);
    expect(await b.mine('attendance')).toBe(false);
  });

  test('a process that stops gives all back at once, and takes none any more', async () => {
    const { a, b, rows } = await two();
    await a.mine('attendance');
    await a.mine('scoring');
    await b.mine('webhooks');
    await a.stop();
    expect((await rows()).map(({ duty, holder }) => [duty, holder])).toEqual([['webhooks', 'prc_b']]);
    expect([await a.mine('scoring'), await b.mine('scoring')]).toEqual([false, true]);
  });

  test('giving back what another has taken meanwhile takes nothing from it', async () => {
    const { a, b, clocks, rows } = await two();
    await a.mine('scoring');
    clocks[1].set(now + lapseMs + 1);
    await b.mine('scoring');
    await a.release('scoring');
    expect((await rows()).map(({ holder }) => holder)).toEqual(['prc_b']);
  });
});

test('the one process of a folder has every duty, and writes nothing for it', async () => {
  const { store, clock, rows } = await testStore();
  const claims = holderOf(store, clock, 'prc_a');
  expect(await claims.mine('scoring')).toBe(true);
  expect(rows('claim')).toEqual([]);
});
