import { describe, expect, test } from 'vitest';
import type { NewWebhookBody, WebhookBody } from '../../src/contract/webhooks.ts';
import { bodyAs, expectProblem, testApp } from './app.ts';

const path = '/api/v1/webhooks';
const body = { url: 'https://ehr.example/vigil', kinds: ['risk.changed'] };

const withWebhook = async () => {
  const app = await testApp({ patients: 0 });
  const { id } = await bodyAs<NewWebhookBody>(await app.post(path, body));
  const remove = (of: string, actor: string | null = 'Ana Ruiz') =>
    app.request(`${path}/${of}`, { method: 'DELETE', type: null, actor });
  return { app, id, remove };
};

describe('DELETE /webhooks/{id}', () => {
  test('200: answers with the webhook as it was, and it is gone; who removed it is audited', async () => {
    const { app, id, remove } = await withWebhook();
    const response = await remove(id, 'Bo Chen');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ id, url: body.url });
    expect((await app.get<{ items: WebhookBody[] }>(path)).items).toEqual([]);
    expect((await app.audit()).at(-1)).toMatchObject({
      action: 'webhook.remove',
      actor: 'person:Bo Chen',
      subjectId: id,
    });
  });

  test('401: nobody is signed in', async () => {
    const { app, id, remove } = await withWebhook();
    await expectProblem(await remove(id, null), {
      status: 401,
      code: 'signed-out',
      field: 'Authorization',
    });
    expect((await app.get<{ items: WebhookBody[] }>(path)).items).toHaveLength(1);
  });

  test('404: a webhook that is not there, or no more', async () => {
    const { id, remove } = await withWebhook();
    await remove(id);
    for (const of of [id, 'hook_none']) {
      await expectProblem(await remove(of), { status: 404, code: 'not-found', field: 'id' });
    }
  });
});
