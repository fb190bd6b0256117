import { fstatSync, statSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { openStore } from '../../src/db/open.ts';
import { createWalSync, NotDurable, oneSyncForMany } from '../../src/db/wal-sync.ts';
import { tempFolder } from '../support/store.ts';

const heldSync = () => {
  const begun: PromiseWithResolvers<void>[] = [];
  const sync = (): Promise<void> => {
    const one = Promise.withResolvers<void>();
    begun.push(one);
    return one.promise;
  };
  return { begun, sync };
};

test('who asks while a sync runs is served by the next, all of them by one', async () => {
  const { begun, sync } = heldSync();
  const durable = oneSyncForMany(sync, () => {});
  const served: string[] = [];
  const ask = (name: string) => durable().then(() => served.push(name));
  const asked = [ask('a'), ask('b'), ask('c')];
  expect(begun).toHaveLength(1);
  begun[0]?.resolve();
  await vi.waitFor(() => expect(begun).toHaveLength(2));
  expect(served).toEqual(['a']);
  begun[1]?.resolve();
  await Promise.all(asked);
  expect(begun).toHaveLength(2);
  const later = ask('d');
  expect(begun).toHaveLength(3);
  begun[2]?.resolve();
  await later;
});

test('a sync that failed fails everybody from then on, and is not tried again', async () => {
  const { begun, sync } = heldSync();
  const onBroken = vi.fn();
  const durable = oneSyncForMany(sync, onBroken);
  const [first, second] = [durable(), durable()];
  begun[0]?.reject(new Error('EIO'));
  await expect(first).rejects.toThrow(NotDurable);
  await expect(second).rejects.toThrow('restart Vigil');
  await expect(durable()).rejects.toThrow(NotDurable);
  expect(begun).toHaveLength(1);
  expect(onBroken).toHaveBeenCalledOnce();
});

test('it is the log of an open store that is synced; a store whose log is not there is told as failed', async () => {
  const folder = tempFolder();
  const store = openStore(folder);
  const synced: number[] = [];
  const sync = createWalSync(`${folder}/vigil.db`, file => {
    synced.push(fstatSync(file).ino);
    return Promise.resolve();
  });
  await sync.durable();
  expect(synced).toEqual([statSync(`${folder}/vigil.db-wal`).ino]);
  await sync.close();
  await store.close();
  const gone = createWalSync(`${folder}/none.db`);
  await expect(gone.durable()).rejects.toThrow(NotDurable);
  await expect(gone.failed).rejects.toThrow(NotDurable);
  await gone.close();
});
