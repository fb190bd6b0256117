import { describe, expect, test } from 'vitest';
import { expectProblem, testApp } from './app.ts';

describe('GET /healthz', () => {
  test('200: the process answers', async () => {
    const app = await testApp({ patients: 0 });
    expect(await app.get('/healthz')).toEqual({ status: 'ok' });
  });

  test('421: another host name is not served', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/healthz', { headers: { host: 'vigil.example' } });
    await expectProblem(response, { status: 421, code: 'host-not-allowed', field: 'Host' });
  });
});

describe('GET /readyz', () => {
  test('200: the store answers', async () => {
    const app = await testApp({ patients: 0 });
    expect(await app.get('/readyz')).toEqual({ status: 'ready' });
  });

  test('500: the store does not answer', async () => {
    const app = await testApp({ patients: 0 });
    app.running().store.readerSqlite.close();
    await expectProblem(await app.request('/readyz'), { status: 500, code: 'internal', field: null });
  });
});

describe('GET /metrics', () => {
  test('200: messages and judged readings are counted, in the text form that Prometheus reads', async () => {
    const app = await testApp();
    await app.pressure(1, 120);
    await app.post('/api/v1/ingest/native', { topic: 'elsewhere', payload: {} });
    const response = await app.request('/metrics');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4');
    const lines = (await response.text()).split('\n');
    expect(lines).toContain('vigil_messages_total{result="stored"} 1');
    expect(lines).toContain('vigil_messages_total{result="rejected"} 1');
    expect(lines).toContain('vigil_readings_judged_total 1');
    for (const line of lines) expect(line).toMatch(/^([a-z_]+(\{result="[a-z]+"\})? \d+)?$/);
  });
});
