import { describe, expect, test } from 'vitest';
import { eventually } from '../faults/process.ts';
import { memoryBroker, outside } from '../ingest/outside-broker.ts';
import { testApp as behindBroker } from '../support/app.ts';
import { expectProblem, start, testApp } from './app.ts';

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

describe('GET /readyz with a broker of one’s own', () => {
  test('503: the broker is not connected, with the variable that names it', async () => {
    const mqtt = outside('mqtt://127.0.0.1:1');
    const { app } = await behindBroker(start, { mqtt });
    const response = await app.api.request('/readyz', { headers: { host: '127.0.0.1' } });
    const problem = await expectProblem(response, { status: 503, code: 'not-ready', field: null });
    expect(problem.detail).toContain('MQTT_URL');
  });

  test('200: the broker is connected', async () => {
    const broker = await memoryBroker();
    const { app } = await behindBroker(start, { mqtt: outside(broker.url) });
    const ready = async () => {
      const response = await app.api.request('/readyz', { headers: { host: '127.0.0.1' } });
      return response.status === 200 || undefined;
    };
    expect(await eventually(ready)).toBe(true);
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
