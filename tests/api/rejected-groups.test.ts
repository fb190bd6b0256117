import { describe, expect, test } from 'vitest';
import type { RejectedGroupBody } from '../../src/contract/ingest.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { iso, start, testApp } from './app.ts';

const path = '/api/v1/rejected/groups';

describe('GET /rejected/groups', () => {
  test('200: what waits, grouped by what is wrong, the group that came last first', async () => {
    const app = await testApp();
    const send = (topic: string, payload: unknown) => app.post('/api/v1/ingest/native', { topic, payload });
    await send('vigil/v1/new-1/weight', { value: 80, unit: 'kg' });
    await app.setTime(start + minuteMs);
    await send('vigil/v1/new-1/weight', { value: 80, unit: 'kg' });
    await send('vigil/v1/new-2/weight', { value: 90, unit: 'kg' });
    await send('vigil/v1/new-2/glucose', { value: 90, unit: 'mg/dL' });
    await app.setTime(start + 2 * minuteMs);
    await send('vigil/v1/scale-1/weight', { value: 80 });
    const { items, next } = await app.get<{ items: RejectedGroupBody[]; next: null }>(path);
    expect(next).toBeNull();
    expect(items[0]).toMatchObject({ reason: 'unit-missing', field: 'unit', messages: 1, times: 1 });
    expect(items.slice(1).toSorted((a, b) => b.messages - a.messages)).toEqual([
      {
        key: expect.any(String),
        reason: 'unknown-device',
        channel: 'weight',
        field: 'topic',
        remedy: 'register the device in the roster, then replay this message',
        messages: 2,
        times: 3,
        devices: 2,
        firstReceivedAt: iso(start),
        lastReceivedAt: iso(start + minuteMs),
        exampleId: expect.stringMatching(/^rej_/),
      },
      expect.objectContaining({ reason: 'unknown-device', channel: 'glucose', messages: 1 }),
    ]);
    expect(new Set(items.map(g => g.key)).size).toBe(3);
  });

  test('200: none, when nothing waits', async () => {
    const app = await testApp({ patients: 0 });
    expect(await app.get(path)).toEqual({ items: [], next: null });
  });
});
