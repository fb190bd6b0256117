import { expect, test } from 'vitest';
import { recordRejected } from '../../src/ingest/rejected.ts';
import type { Inbound } from '../../src/ingest/understand.ts';
import { now, testStore } from '../support/store.ts';

const rejection = { reason: 'too-big', field: 'payload', remedy: 'send less' } as const;

const message = (sizeBytes: number, fill: number): Inbound => ({
  source: 'mqtt',
  topic: 'vigil/v1/scale-1/weight',
  payload: Buffer.alloc(sizeBytes, fill),
  receivedAt: now,
  mode: 'live',
});

test('once rejected messages fill what they may, only as much of each is kept as a reading could be', async () => {
  const s = await testStore();
  const record = recordRejected(s.store.sqlite, 150_000);
  await s.store.write(() => {
    for (const fill of [1, 2, 3]) record(message(100_000, fill), rejection);
  });
  const kept = s.store.sqlite
    .prepare('SELECT length(raw) AS bytes, truncated, size_bytes FROM rejected_message')
    .all();
  expect(kept).toEqual([
    { bytes: 100_000, truncated: 0, size_bytes: 100_000 },
    { bytes: 100_000, truncated: 0, size_bytes: 100_000 },
    { bytes: 65_536, truncated: 1, size_bytes: 100_000 },
  ]);
});

test('what is kept already counts after a restart', async () => {
  const s = await testStore();
  const first = recordRejected(s.store.sqlite, 50_000);
  await s.store.write(() => first(message(80_000, 1), rejection));
  const again = recordRejected(s.store.sqlite, 50_000);
  await s.store.write(() => again(message(80_000, 2), rejection));
  const sizes = s.store.sqlite.prepare('SELECT length(raw) FROM rejected_message').pluck().all();
  expect(sizes).toEqual([80_000, 65_536]);
});
