import { describe, expect, test } from 'vitest';
import { createApi } from '../../src/api/server.ts';
import { unready } from '../../src/app/unready.ts';
import { eventually } from '../faults/process.ts';
import { memoryBroker, outside } from '../ingest/outside-broker.ts';
import { testApp as behindBroker } from '../support/app.ts';
import { bodyAs, call, expectProblem, start, testApp } from './app.ts';

const notReady = { status: 503, code: 'not-ready', field: null } as const;

describe('GET /healthz', () => {
  test('200: the process answers', async () => {
    const app = await testApp({ patients: 0 });
    expect(await app.get('/healthz')).toEqual({ status: 'ok' });
  });

  test('200: under whatever name a supervisor reaches this process, for it tells nothing of anybody', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/healthz', { headers: { host: '10.0.0.7:8443' }, token: null });
    expect(response.status).toBe(200);
  });
});

describe('GET /readyz', () => {
  test('200: the store answers', async () => {
    const app = await testApp({ patients: 0 });
    expect(await app.get('/readyz')).toEqual({ status: 'ready' });
  });

  test('200: under whatever name a supervisor reaches this process', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/readyz', { headers: { host: 'vigil.example' }, token: null });
    expect(response.status).toBe(200);
  });

  test('503: the store does not answer', async () => {
    const app = await testApp({ patients: 0 });
    await app.running().store.close();
    const problem = await expectProblem(await app.request('/readyz'), notReady);
    expect(problem.detail).toContain('store');
  });

  test('503: the process is stopping, and its other routes still answer until it hangs up', async () => {
    const stopping = new AbortController();
    const app = await testApp({ patients: 0 });
    const door = { shut: () => null };
    const ownClock = { wrong: () => null };
    const api = createApi({
      ...app.apiDeps(),
      notReady: unready({ draining: stopping.signal, ownClock, door }),
    });
    expect((await call(api, '/readyz')).status).toBe(200);
    stopping.abort();
    const problem = await expectProblem(await call(api, '/readyz'), notReady);
    expect(problem.detail).toBe('this process is stopping');
    expect((await call(api, '/healthz')).status).toBe(200);
  });

  test('503: the clock is too far off', async () => {
    const app = await testApp({ patients: 0 });
    const ownClock = { wrong: () => "the clock of this machine is 90 s behind the database's" };
    const standing = { draining: new AbortController().signal, ownClock, door: { shut: () => null } };
    const api = createApi({ ...app.apiDeps(), notReady: unready(standing) });
    const problem = await expectProblem(await call(api, '/readyz'), notReady);
    expect(problem.detail).toContain('90 s behind');
    expect(problem.remedy).toContain('NTP');
  });
});

describe('GET /readyz with a broker of one’s own', () => {
  test('503: the broker is not connected, with the variable that names it', async () => {
    const mqtt = outside('mqtt://127.0.0.1:1');
    const { app } = await behindBroker(start, { mqtt });
    const response = await app.api.request('/readyz', { headers: { host: '127.0.0.1' } });
    const problem = await expectProblem(response, notReady);
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
    for (const line of lines) expect(line).toMatch(/^([a-z_]+(\{result="[a-z]+"\})? \d+(\.\d+)?(e-\d+)?)?$/);
  });

  test('421: under another name without a token, which no page of another site has to send', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/metrics', { headers: { host: 'vigil.example' }, token: null });
    await expectProblem(response, { status: 421, code: 'host-not-allowed', field: 'Host' });
  });

  test('under another name the token decides: 401 with a wrong one, 200 with one that may read reports', async () => {
    const app = await testApp({ patients: 0 });
    const headers = { host: 'ingest-2:8443' };
    expect((await app.request('/metrics', { headers, token: 'wrong' })).status).toBe(401);
    const askedWith = async (name: string, scopes: readonly string[]) => {
      const issued = await app.post('/api/v1/tokens', { name, scopes, programs: null, days: 30 });
      const { token } = await bodyAs<{ token: string }>(issued);
      return (await app.request('/metrics', { headers, token })).status;
    };
    expect(await askedWith('scraper', ['reports:read'])).toBe(200);
    expect(await askedWith('gateway', ['readings:send'])).toBe(403);
  });

  test('another route stays closed under another name, also with a token', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/worklist', { headers: { host: 'vigil.example' } });
    await expectProblem(response, { status: 421, code: 'host-not-allowed', field: 'Host' });
  });
});
