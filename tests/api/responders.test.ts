import { describe, expect, test } from 'vitest';
import type { NewResponderBody, ResponderBody } from '../../src/contract/responders.ts';
import { bodyAs, expectProblem, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/responders';
const body = { name: 'Ana Ruiz', role: 'nurse', url: 'https://pager.example/send?token=tell-nobody' };

const listed = async (app: Awaited<ReturnType<typeof testApp>>) =>
  (await app.get<{ items: ResponderBody[] }>(path)).items;

describe('POST /responders', () => {
  test('200: the responder with the secret that signs her messages, shown this once', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.post(path, body, { actor: 'Bo Chen' });
    expect(response.status).toBe(200);
    const { secret, ...responder } = await bodyAs<NewResponderBody>(response);
    expect(secret).toMatch(/^whsec_/);
    expect(responder).toEqual({
      id: expect.stringMatching(/^rsp_/),
      name: 'Ana Ruiz',
      role: 'nurse',
      webhookId: expect.stringMatching(/^hook_/),
      waiting: 0,
      dead: 0,
      createdBy: 'Bo Chen',
      createdAt: '2026-11-23T12:00:00.000Z',
    });
    expect(await listed(app)).toEqual([responder]);
    expect(JSON.stringify(await listed(app))).not.toMatch(/whsec_|tell-nobody/);
  });

  test('200: it is audited, without the URL, which may hold a token', async () => {
    const app = await testApp({ patients: 0 });
    await app.post(path, body);
    const row = (await app.audit()).at(-1);
    expect(row).toMatchObject({
      action: 'responder.add',
      actor: 'person:Ana Ruiz',
      detail: { name: 'Ana Ruiz' },
    });
    expect(JSON.stringify(row)).not.toMatch(/whsec_|tell-nobody/);
  });

  test('200: no event is delivered to her by its kind, and her deliveries can be looked at', async () => {
    const app = await testApp();
    const { webhookId } = await bodyAs<NewResponderBody>(await app.post(path, body));
    await app.pressure(1, 75);
    await app.running().webhooks.idle();
    const deliveries = await app.get<{ items: unknown[] }>(`/api/v1/webhooks/${webhookId}/deliveries`);
    expect(deliveries.items).toEqual([]);
  });

  test('409: a second of one name learns who added the first', async () => {
    const app = await testApp({ patients: 0 });
    await app.post(path, body, { actor: 'Bo Chen' });
    const problem = await expectProblem(await app.post(path, body), {
      status: 409,
      code: 'conflict',
      field: 'name',
    });
    expect(problem.conflict).toMatchObject({ by: 'Bo Chen' });
    expect(await listed(app)).toHaveLength(1);
  });

  test.each([
    ['no name', { name: ' ' }, 'name'],
    ['the system', { name: 'system' }, 'name'],
    ['http to another machine', { url: 'http://pager.example/' }, 'url'],
    ['kinds of event', { kinds: ['risk.changed'] }, 'kinds'],
  ])('400: %s', async (_, over, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(path, { ...body, ...over }), {
      status: 400,
      code: 'bad-request',
      field,
    });
    expect(await listed(app)).toEqual([]);
  });

  describeRefusals({ method: 'POST', path, body });
  describeJsonRefusals({ method: 'POST', path, body });
});

describe('DELETE /responders/{id}', () => {
  const added = async () => {
    const app = await testApp({ patients: 0 });
    const { secret: _, ...responder } = await bodyAs<NewResponderBody>(await app.post(path, body));
    const remove = (id: string, actor: string | null = 'Bo Chen') =>
      app.request(`${path}/${id}`, { method: 'DELETE', type: null, actor });
    return { app, responder, remove };
  };

  test('200: she is told no more, her webhook is gone, and another of her name can be added', async () => {
    const { app, responder, remove } = await added();
    const response = await remove(responder.id);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(responder);
    expect(await listed(app)).toEqual([]);
    expect((await app.get<{ items: [] }>('/api/v1/webhooks')).items).toEqual([]);
    expect((await app.audit()).at(-1)).toMatchObject({ action: 'responder.remove', actor: 'person:Bo Chen' });
    expect((await app.post(path, body)).status).toBe(200);
  });

  test('401: nobody is signed in', async () => {
    const { app, responder, remove } = await added();
    const refused = { status: 401, code: 'signed-out', field: 'Authorization' };
    await expectProblem(await remove(responder.id, null), refused);
    expect(await listed(app)).toHaveLength(1);
  });

  test('404: a responder that is not there, or no more', async () => {
    const { responder, remove } = await added();
    await remove(responder.id);
    for (const id of [responder.id, 'rsp_none']) {
      await expectProblem(await remove(id), { status: 404, code: 'not-found', field: 'id' });
    }
  });

  test('422: her webhook is not removed without her', async () => {
    const { app, responder } = await added();
    const path = `/api/v1/webhooks/${responder.webhookId}`;
    const problem = await expectProblem(await app.request(path, { method: 'DELETE', type: null }), {
      status: 422,
      code: 'not-allowed-now',
      field: 'id',
    });
    expect(problem.remedy).toContain(responder.id);
    expect(await listed(app)).toHaveLength(1);
  });
});
