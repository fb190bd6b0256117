import { describe, expect, test } from 'vitest';
import type { RejectedBody } from '../../src/contract/ingest.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { expectProblem, iso, only, start, type TestApp, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const route = { method: 'POST', path: '/api/v1/rejected/rej_none/discard', body: {} } as const;

const message = { topic: 'vigil/v1/unknown/weight', payload: { value: 80, unit: 'kg' } };
const listed = async (app: TestApp, state: string) =>
  (await app.get<{ items: RejectedBody[] }>(`/api/v1/rejected?state=${state}`)).items;
const oneWaiting = async (app: TestApp) => {
  await app.post('/api/v1/ingest/native', message);
  return only(await listed(app, 'waiting')).id;
};
const discard = (app: TestApp, id: string, body: unknown = {}, actor = 'Ana Ruiz') =>
  app.post(`/api/v1/rejected/${id}/discard`, body, { actor });

describe('POST /rejected/{id}/discard', () => {
  test('200: put aside with the reason given, its bytes kept; audited without the words, and told of', async () => {
    const app = await testApp();
    const id = await oneWaiting(app);
    const response = await discard(app, id, { why: 'test bench of the supplier' });
    expect(await response.json()).toMatchObject({
      id,
      state: 'discarded',
      resolvedBy: 'Ana Ruiz',
      resolvedAt: iso(start),
      resolvedWhy: 'test bench of the supplier',
      text: '{"value":80,"unit":"kg"}',
    });
    expect((await app.audit()).at(-1)).toMatchObject({
      action: 'rejected-message.discard',
      subjectId: id,
      patientId: null,
      detail: {},
    });
    expect((await app.outbox()).at(-1)).toMatchObject({ kind: 'message.resolved', subjectId: id });
  });

  test('200: the same bytes again stay discarded, and are counted', async () => {
    const app = await testApp();
    const id = await oneWaiting(app);
    await discard(app, id, { why: 'test bench' });
    await app.setTime(start + minuteMs);
    await app.post('/api/v1/ingest/native', message);
    expect(await listed(app, 'waiting')).toEqual([]);
    expect(only(await listed(app, 'discarded'))).toMatchObject({
      id,
      times: 2,
      lastReceivedAt: iso(start + minuteMs),
      resolvedBy: 'Ana Ruiz',
      resolvedWhy: 'test bench',
    });
  });

  test.each([
    [{ why: ' ' }, 'why'],
    [{ why: 'x'.repeat(501) }, 'why'],
    [{ because: 'x' }, 'because'],
  ])('400: %o', async (body, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(route.path, body), { status: 400, code: 'bad-request', field });
  });

  test('404: a message nobody sent', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(route.path, {}), { status: 404, code: 'not-found', field: 'id' });
  });

  test('409: somebody discarded it first', async () => {
    const app = await testApp();
    const id = await oneWaiting(app);
    await discard(app, id, {}, 'Bo Chen');
    const problem = await expectProblem(await discard(app, id), {
      status: 409,
      code: 'conflict',
      field: null,
    });
    expect(problem.conflict).toEqual({ by: 'Bo Chen', at: iso(start), state: 'discarded' });
  });

  test('409: of two at once, one is told who was first', async () => {
    const app = await testApp();
    const id = await oneWaiting(app);
    const answers = await Promise.all([discard(app, id), discard(app, id)]);
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409]);
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
