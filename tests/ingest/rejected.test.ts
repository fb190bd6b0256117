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
  const record = recordRejected(s.store.sql, 150_000);
  await s.store.write(async () => {
    for (const fill of [1, 2, 3]) await record(message(100_000, fill), rejection);
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
  const first = recordRejected(s.store.sql, 50_000);
  await s.store.write(() => first(message(80_000, 1), rejection));
  const again = recordRejected(s.store.sql, 50_000);
  await s.store.write(() => again(message(80_000, 2), rejection));
  const sizes = s.store.sqlite.prepare('SELECT length(raw) FROM rejected_message').pluck().all();
  expect(sizes).toEqual([80_000, 65_536]);
});

test('a message that a device repeats is kept once, and takes no more room', async () => {
  const s = await testStore();
  const record = recordRejected(s.store.sql, 150_000);
  await s.store.write(async () => {
    for (const fill of [1, 1, 1, 2]) await record(message(100_000, fill), rejection);
  });
  expect(s.all('SELECT length(raw) AS bytes, times FROM rejected_message ORDER BY times')).toEqual([
    { bytes: 100_000, times: 1 },
    { bytes: 100_000, times: 3 },
  ]);
});

test('a message that waits again after a replay had made something of it is told of again', async () => {
  const s = await testStore();
  const record = recordRejected(s.store.sql);
  const id = await s.store.write(() => record(message(1, 1), rejection));
  await s.store.write(() => s.store.sqlite.exec(`UPDATE rejected_message SET state = 'replayed'`));
  const before = s.rows('outbox').length;
  await s.store.write(async () => {
    for (const fill of [1, 1]) await record(message(1, fill), rejection);
  });
  expect(s.rows('outbox').slice(before)).toMatchObject([{ kind: 'message.rejected', subject_id: id }]);
});

test('device and channel are those of the topic, where it has them', async () => {
  const s = await testStore();
  const record = recordRejected(s.store.sql);
  await s.store.write(async () => {
    await record(message(1, 1), rejection);
    await record({ ...message(1, 1), topic: 'somewhere/else' }, rejection);
  });
  expect(s.all('SELECT device_id, channel FROM rejected_message ORDER BY topic')).toEqual([
    { device_id: null, channel: null },
    { device_id: 'scale-1', channel: 'weight' },
  ]);
});

test('a message is told of once, however often a broken device repeats it', async () => {
  const s = await testStore();
  const before = s.rows('outbox').length;
  const record = recordRejected(s.store.sql);
  const ids = await s.store.write(async () => {
    const recorded: string[] = [];
    for (const fill of [1, 1, 2, 1]) recorded.push(await record(message(1, fill), rejection));
    return recorded;
  });
  const told = s.rows('outbox').slice(before);
  expect(told).toMatchObject([
    { kind: 'message.rejected', subject_id: ids[0], patient_id: null, at: now },
    { kind: 'message.rejected', subject_id: ids[2], patient_id: null, at: now },
  ]);
});
