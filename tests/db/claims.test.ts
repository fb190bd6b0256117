import { describe, expect, test } from 'vitest';
import { type HeldClock, heldClock } from '../../src/clock.ts';
import { createClaims, lapseMs } from '../../src/db/claims.ts';
import type { Store } from '../../src/db/open.ts';
import { ownPostgres } from '../support/own-postgres.ts';
import { now, testStore } from '../support/store.ts';

const { missing, database, opened } = ownPostgres();

/** A store whose writes, told to wait, begin once they are let go. */
const slow = (store: Store) => {
  let gate = Promise.resolve();
  let inHand = 0;
  const writeShared: Store['writeShared'] = async work => {
    inHand += 1;
    await gate;
    return store.writeShared(work).finally(() => {
      inHand -= 1;
    });
  };
  return {
    store: { ...store, writeShared },
    inHand: () => inHand,
    wait: (): (() => void) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
  };
};

const holderOf = (
  store: Pick<Store, 'db' | 't' | 'writeShared' | 'dialect'>,
  clock: HeldClock,
  holder: string,
) =>
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
  const slowly = slow(stores[0]);
  const [a, b] = [holderOf(slowly.store, clocks[0], 'prc_a'), holderOf(stores[1], clocks[1], 'prc_b')];
  const rows = () => stores[0].reader.select().from(stores[0].t.claim);
  const until = async (at: number) => (await rows())[0]?.until === at || undefined;
  /** From a third of its time on `a` renews what it has; the result lets the write go, for which it waits till then. */
  const renewing = (): (() => void) => {
    const letGo = slowly.wait();
    clocks[0].set(now + Math.ceil(lapseMs / 3));
    return letGo;
  };
  return { a, b, clocks, rows, until, renewing, inHand: slowly.inHand };
};

type Two = Awaited<ReturnType<typeof two>>;

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

  const givenBack: readonly (readonly [string, (a: Two['a']) => Promise<unknown>])[] = [
    ['given back', a => Promise.all([a.release('attendance'), a.release('webhooks')])],
    ['given back as the process stops', a => a.stop()],
  ];
  test.each(givenBack)('what is %s while it is being renewed stays with nobody', async (_, giveBack) => {
    const { a, b, rows, renewing, inHand } = await two();
    for (const duty of ['attendance', 'webhooks'] as const) await a.mine(duty);
    const letGo = renewing();
    await expect.poll(inHand).toBeGreaterThan(0);
    const gone = giveBack(a);
    letGo();
    await gone;
    await expect.poll(inHand).toBe(0);
    expect(await rows()).toEqual([]);
    expect([await b.mine('attendance'), await b.mine('webhooks')]).toEqual([true, true]);
  });

  test('what is given back before it was taken is given back once it is', async () => {
    const { a, b, renewing } = await two();
    const letGo = renewing();
    const taken = a.mine('scoring');
    const gone = a.release('scoring');
    letGo();
    expect([await taken, await gone, await b.mine('scoring')]).toEqual([true, undefined, true]);
  });
});

test('the one process of a folder has every duty, and writes nothing for it', async () => {
  const { store, clock, rows } = await testStore();
  const claims = holderOf(store, clock, 'prc_a');
  expect(await claims.mine('scoring')).toBe(true);
  expect(rows('claim')).toEqual([]);
});
