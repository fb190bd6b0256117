import { describe, expect, test } from 'vitest';
import type { RejectedBody, RejectedGroupBody } from '../../src/contract/ingest.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { expectProblem, iso, start, testApp, walk } from './app.ts';

const path = '/api/v1/rejected';
const unknown = (n: number) => ({
  topic: `vigil/v1/unknown-${n}/weight`,
  payload: { value: 80, unit: 'kg' },
});

describe('GET /rejected', () => {
  test('200: the reason, the field and the remedy of a message, without its bytes', async () => {
    const app = await testApp();
    await app.post('/api/v1/ingest/native', unknown(1));
    await app.setTime(start + minuteMs);
    await app.post('/api/v1/ingest/native', unknown(1));
    expect(await app.get(path)).toEqual({
      items: [
        {
          id: expect.stringMatching(/^rej_/),
          source: 'http',
          topic: 'vigil/v1/unknown-1/weight',
          reason: 'unknown-device',
          field: 'topic',
          remedy: 'register the device in the roster, then replay this message',
          sizeBytes: 24,
          truncated: false,
          times: 2,
          firstReceivedAt: iso(start),
          lastReceivedAt: iso(start + minuteMs),
          deviceId: 'unknown-1',
          channel: 'weight',
          mode: 'live',
          state: 'waiting',
          resolvedBy: null,
          resolvedAt: null,
          resolvedWhy: null,
          replayOutcome: null,
          readingId: null,
        },
      ],
      next: null,
    });
  });

  test('200: pages hold every message exactly once, latest first', async () => {
    const app = await testApp();
    for (let n = 0; n < 7; n++) await app.post('/api/v1/ingest/native', unknown(n));
    const items = await walk<RejectedBody>(app, path, 2);
    expect(new Set(items.map(r => r.topic)).size).toBe(7);
    expect(items).toHaveLength(7);
  });

  test('200: those of one state, those of one group', async () => {
    const app = await testApp();
    for (let n = 0; n < 3; n++) await app.post('/api/v1/ingest/native', unknown(n));
    await app.post('/api/v1/ingest/native', { topic: 'vigil/v1/scale-1/weight', payload: { value: 80 } });
    const { items } = await app.get<{ items: RejectedBody[] }>(path);
    const [first] = items.filter(m => m.reason === 'unknown-device');
    await app.post(`${path}/${first?.id}/discard`, {});
    const listed = async (query: string) =>
      (await app.get<{ items: RejectedBody[] }>(`${path}${query}`)).items.map(m => m.reason);
    expect(await listed('?state=discarded')).toEqual(['unknown-device']);
    expect(await listed('?state=replayed')).toEqual([]);
    const groups = await app.get<{ items: RejectedGroupBody[] }>(`${path}/groups`);
    const key = groups.items.find(g => g.reason === 'unit-missing')?.key;
    expect(await listed(`?group=${key}`)).toEqual(['unit-missing']);
    expect(await listed(`?group=${key}&state=discarded`)).toEqual([]);
  });

  test('404: a group that nothing ever was in', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`${path}?group=none`), {
      status: 404,
      code: 'not-found',
      field: 'group',
    });
  });

  test.each([
    ['?limit=0', 'limit'],
    ['?limit=1001', 'limit'],
    ['?cursor=nonsense', 'cursor'],
    ['?state=lost', 'state'],
    ['?reason=too-big', 'reason'],
  ])('400: %s is refused, naming the field %s', async (query, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`${path}${query}`), { status: 400, code: 'bad-request', field });
  });
});
