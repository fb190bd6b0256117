import { describe, expect, test } from 'vitest';
import type { DeliveryBody, NewWebhookBody, WebhookBody } from '../../src/contract/webhooks.ts';
import { receiver } from '../worklist/webhooks/receiver.ts';
import { bodyAs, expectProblem, testApp, walk } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

type Page = { items: DeliveryBody[]; next: string | null };
const path = '/api/v1/webhooks';

/** P1 and P2 came onto the worklist; the first event was refused for good, the second delivered. */
const twoDeliveries = async () => {
  const app = await testApp();
  const there = await receiver(410);
  const kinds = ['worklist-item.opened'];
  const { id } = await bodyAs<NewWebhookBody>(await app.post(path, { url: there.url, kinds }));
  for (const n of [1, 2]) {
    await app.pressure(n, 75);
    await there.until(n);
    await app.running().webhooks.idle();
  }
  const list = (query = '') => app.get<Page>(`${path}/${id}/deliveries${query}`);
  return { app, there, id, list };
};

describe('GET /webhooks/{id}/deliveries', () => {
  test('200: what was delivered and what was given up, latest first, by state too', async () => {
    const { app, there, id, list } = await twoDeliveries();
    const { items } = await list();
    expect(items).toMatchObject([
      { webhookId: id, kind: 'worklist-item.opened', state: 'delivered', attempts: 1, lastStatus: 204 },
      { webhookId: id, state: 'dead', attempts: 1, lastStatus: 410, lastError: 'answered 410', nextAt: null },
    ]);
    expect((await list('?state=dead')).items).toEqual(items.slice(1));
    expect((await list('?state=waiting')).items).toEqual([]);
    expect((await app.get<{ items: WebhookBody[] }>(path)).items).toMatchObject([{ waiting: 0, dead: 1 }]);
    expect(there.got.map(({ text }) => text).join()).not.toMatch(/Quillfeather|Annabel|\b75\b/);
  });

  test('200: page by page each comes once', async () => {
    const { app, id, list } = await twoDeliveries();
    expect(await walk<DeliveryBody>(app, `${path}/${id}/deliveries`, 1)).toEqual((await list()).items);
  });

  test.each([
    ['a state that is none', '?state=lost', 'state'],
    ['a cursor of another list', '?cursor=abc', 'cursor'],
  ])('400: %s', async (_, query, field) => {
    const { app, id } = await twoDeliveries();
    await expectProblem(await app.request(`${path}/${id}/deliveries${query}`), {
      status: 400,
      code: 'bad-request',
      field,
    });
  });

  test('404: a webhook that is not there', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`${path}/hook_none/deliveries`), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });
});

describe('POST /webhooks/{id}/deliveries/{delivery}/retry', () => {
  const retry = (id: string, delivery: number | string) => `${path}/${id}/deliveries/${delivery}/retry`;

  test('200: one that was given up is sent again at once, and who asked is audited', async () => {
    const { app, there, id, list } = await twoDeliveries();
    const dead = (await list('?state=dead')).items[0];
    const response = await app.post(retry(id, dead?.id ?? 0), {}, { actor: 'Bo Chen' });
    expect(await bodyAs(response)).toMatchObject({ id: dead?.id, state: 'waiting', attempts: 0 });
    await there.until(3);
    await app.running().webhooks.idle();
    expect((await list()).items.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
    expect((await app.audit()).at(-1)).toMatchObject({
      action: 'webhook.retry',
      actor: 'person:Bo Chen',
      subjectId: id,
      detail: { deliveryId: dead?.id },
    });
  });

  test('400: a delivery that is no number', async () => {
    const { app, id } = await twoDeliveries();
    const refused = { status: 400, code: 'bad-request', field: 'delivery' };
    await expectProblem(await app.post(retry(id, 'last'), {}), refused);
  });

  test('404: a delivery that is not there, or of another webhook', async () => {
    const { app, id, list } = await twoDeliveries();
    const refused = { status: 404, code: 'not-found', field: 'delivery' };
    await expectProblem(await app.post(retry(id, 99), {}), refused);
    await expectProblem(await app.post(retry('hook_none', (await list()).items[0]?.id ?? 0), {}), refused);
  });

  test('422: one that was delivered', async () => {
    const { app, id, list } = await twoDeliveries();
    const delivered = (await list('?state=delivered')).items[0];
    await expectProblem(await app.post(retry(id, delivered?.id ?? 0), {}), {
      status: 422,
      code: 'not-allowed-now',
      field: 'delivery',
    });
  });

  const route = { method: 'POST', path: retry('hook_none', 1), body: {} } as const;
  describeRefusals(route);
  describeJsonRefusals(route);
});

describe('POST /webhooks/{id}/test', () => {
  test('200: one signed message that is about nobody, and what came of it', async () => {
    const { app, there, id } = await twoDeliveries();
    there.answer(204, 500);
    const test = async () => bodyAs(await app.post(`${path}/${id}/test`, {}));
    expect(await test()).toEqual({ delivered: true, status: 204, error: null });
    expect(await test()).toEqual({ delivered: false, status: 500, error: 'answered 500' });
    const { headers, text } = there.nth(2);
    expect(headers['webhook-signature']).toMatch(/^v1,/);
    expect(headers['webhook-id']).toMatch(/^msg_/);
    expect(JSON.parse(text)).toEqual({
      id: 0,
      kind: 'webhook.test',
      at: '2026-11-23T12:02:00.000Z',
      patientId: null,
      itemId: null,
      subjectId: null,
    });
    expect((await app.audit()).at(-1)).toMatchObject({ action: 'webhook.test', subjectId: id });
  });

  test('200: a receiver that is not there is told by a code, without its URL', async () => {
    const { app, there, id } = await twoDeliveries();
    await there.stop();
    expect(await bodyAs(await app.post(`${path}/${id}/test`, {}))).toEqual({
      delivered: false,
      status: null,
      error: 'ECONNREFUSED',
    });
  });

  test('404: a webhook that is not there', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(`${path}/hook_none/test`, {}), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });

  const route = { method: 'POST', path: `${path}/hook_none/test`, body: {} } as const;
  describeRefusals(route);
  describeJsonRefusals(route);
});
