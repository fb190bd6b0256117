import { describe, expect, test } from 'vitest';
import { createApi } from '../../src/api/server.ts';
import { createLog } from '../../src/log.ts';
import { call, expectProblem, testApp } from './app.ts';

describe('a route that does not exist', () => {
  test.each([
    ['GET', '/nowhere'],
    ['GET', '/api/v1/nowhere'],
    ['GET', '/api/v2/worklist'],
    ['POST', '/api/v1/worklist'],
    ['DELETE', '/api/v1/patients/P1'],
    ['POST', '/api/v1/worklist/wli_1/levitate'],
  ])('404: %s %s', async (method, path) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(path, { method }), {
      status: 404,
      code: 'not-found',
      field: 'path',
    });
  });
});

describe('the host of a request', () => {
  test.each([
    '127.0.0.1',
    '127.0.0.1:8080',
    'localhost',
    'localhost:8080',
    '[::1]',
    '[::1]:8080',
    'LocalHost',
  ])('200: %s is this machine', async host => {
    const app = await testApp({ patients: 0 });
    expect((await app.request('/docs', { headers: { host } })).status).toBe(200);
  });

  test.each([
    '',
    'vigil.example',
    'localhost.evil.example',
    '127.0.0.1@evil.example',
    '128.0.0.1',
    '0.0.0.0',
  ])('421: "%s" is another', async host => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/docs', { headers: { host } });
    await expectProblem(response, { status: 421, code: 'host-not-allowed', field: 'Host' });
  });
});

describe('a request without the usual headers', () => {
  test('421: no Host at all', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.running().api.request('/docs');
    await expectProblem(response, { status: 421, code: 'host-not-allowed', field: 'Host' });
  });

  test('415: a POST with neither body nor content type', async () => {
    const app = await testApp({ patients: 0 });
    const headers = { host: '127.0.0.1' };
    const path = '/api/v1/worklist/wli_1/acknowledge';
    const response = await app.running().api.request(path, { method: 'POST', headers });
    await expectProblem(response, { status: 415, code: 'unsupported-media-type', field: 'Content-Type' });
  });
});

/** The API over an ingest that breaks, and what it wrote to its log. */
const broken = async (error: unknown) => {
  const app = await testApp();
  const lines: string[] = [];
  const api = createApi({
    ...app.apiDeps(),
    log: createLog(app.clock.now, line => lines.push(line)),
    ingest: () => Promise.reject(error),
  });
  const body = { topic: 'vigil/v1/cuff-1/weight', payload: {} };
  const response = await call(api, '/api/v1/ingest/native', {
    method: 'POST',
    body,
    token: app.running().tokens.operator,
  });
  return { response, lines };
};

describe('an error that nobody foresaw', () => {
  test('500: says its request id and never its message; the log says its kind and where', async () => {
    const { response, lines } = await broken(new TypeError('secret: Quillfeather, Annabel'));
    const { requestId } = await expectProblem(response, { status: 500, code: 'internal', field: null });
    expect(lines).toHaveLength(1);
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({
      event: 'request-failed',
      requestId,
      error: 'TypeError',
      path: expect.any(String),
    });
    expect(lines[0]).not.toMatch(/secret|Quillfeather/);
  });

  test('500: a thing inside that could not be parsed is no fault of the caller', async () => {
    const { response, lines } = await broken(new SyntaxError('secret: unexpected token in Quillfeather'));
    await expectProblem(response, { status: 500, code: 'internal', field: null });
    expect(lines).toHaveLength(1);
  });
});
