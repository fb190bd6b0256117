import { expect, test } from 'vitest';
import { encodeCursor } from '../../src/cursor.ts';
import { listRejected } from '../../src/ingest/rejected-list.ts';
import { now, testStore } from '../support/store.ts';

test('rejected messages are listed latest first, each exactly once, without their bytes', async () => {
  const s = await testStore();
  for (const [payload, minutes] of [
    ['a', 0],
    ['b', 1],
    ['c', 2],
    ['d', 2],
    ['e', 2],
  ] as const) {
    await s.send({ payload, receivedAt: now + minutes * 60_000 });
  }
  await s.send({ payload: 'a', receivedAt: now + 3 * 60_000 });
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listRejected(s.store, { state: 'waiting', limit: 2, cursor });
    ids.push(...page.items.map(item => item.id));
    for (const item of page.items) expect(Object.keys(item)).not.toEqual(expect.arrayContaining(['raw']));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(new Set(ids).size).toBe(5);
  expect(ids).toHaveLength(5);
  const { items } = await listRejected(s.store, { state: 'waiting', limit: 1 });
  expect(items[0]).toMatchObject({
    times: 2,
    reason: 'not-json',
    firstReceivedAt: '2026-11-23T12:00:00.000Z',
    lastReceivedAt: '2026-11-23T12:03:00.000Z',
  });
});

test('a cursor of another list is a bad request', async () => {
  const s = await testStore();
  const listed = listRejected(s.store, { state: 'waiting', limit: 2, cursor: encodeCursor('dev-1') });
  await expect(listed).rejects.toMatchObject({ code: 'bad-request', details: { field: 'cursor' } });
});
