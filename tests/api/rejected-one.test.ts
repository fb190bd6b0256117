import { describe, expect, test } from 'vitest';
import { expectProblem, only, testApp } from './app.ts';

describe('GET /rejected/{id}', () => {
  test('200: what was sent, as text and byte by byte', async () => {
    const app = await testApp();
    const payload = { value: 80, note: 'é' };
    await app.post('/api/v1/ingest/native', { topic: 'vigil/v1/scale-1/weight', payload });
    const { id } = only((await app.get<{ items: { id: string }[] }>('/api/v1/rejected')).items);
    const text = JSON.stringify(payload);
    expect(await app.get(`/api/v1/rejected/${id}`)).toMatchObject({
      id,
      reason: 'unit-missing',
      text,
      base64: Buffer.from(text).toString('base64'),
    });
  });

  test('200: what is no text has bytes only', async () => {
    const app = await testApp();
    const bytes = Buffer.from([0x7b, 0xff, 0xfe]);
    const topic = 'vigil/v1/scale-1/weight';
    const { clock, running } = app;
    await running().ingest({ source: 'mqtt', topic, payload: bytes, receivedAt: clock.now(), mode: 'live' });
    const { id } = only((await app.get<{ items: { id: string }[] }>('/api/v1/rejected')).items);
    expect(await app.get(`/api/v1/rejected/${id}`)).toMatchObject({ text: null, base64: 'e//+' });
  });

  test('404: a message nobody sent', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/rejected/rej_none');
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });
});
