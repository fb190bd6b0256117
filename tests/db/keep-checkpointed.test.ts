import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { keepCheckpointed } from '../../src/db/keep-checkpointed.ts';
import { openStore } from '../../src/db/open.ts';
import { tempFolder } from '../support/store.ts';

test('what was committed moves from the log into the file while the store is open, and nothing of it is lost', async () => {
  const folder = tempFolder();
  const store = openStore(folder);
  const onError = vi.fn();
  const stop = keepCheckpointed(folder, onError);
  const sizeOf = () => statSync(join(folder, 'vigil.db')).size;
  const before = sizeOf();
  const insert = store.sql.prepare('INSERT INTO device (id, gateway, created_at) VALUES (?, ?, 1)');
  await store.write(async () => {
    for (let i = 0; i < 500; i += 1) await insert.run(`d${i}`, 'x'.repeat(1_000));
  });
  await vi.waitFor(() => expect(sizeOf()).toBeGreaterThan(before + 400_000), 10_000);
  await stop();
  expect(await store.readerSql.prepare('SELECT count(*) AS n FROM device').get()).toEqual({ n: 500 });
  await store.close();
  expect(onError).not.toHaveBeenCalled();
});

test('a thread that cannot work says so, and stopping it does not hang', async () => {
  const onError = vi.fn();
  const stop = keepCheckpointed(join(tempFolder(), 'none'), onError);
  await vi.waitFor(() => expect(onError).toHaveBeenCalledOnce(), 10_000);
  await stop();
});
