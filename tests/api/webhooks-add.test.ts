import { describe, expect, test } from 'vitest';
import type { NewWebhookBody, WebhookBody } from '../../src/contract/webhooks.ts';
import { expectProblem, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/webhooks';
const body = { url: 'https://ehr.example/vigil', kinds: ['risk.changed', 'worklist-item.opened'] };
const route = { method: 'POST', path, body } as const;

describe('POST /webhooks', () => {
  test('200: the webhook with its secret, which is shown this once', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.post(path, body);
    expect(response.status).toBe(200);
    const { secret, ...webhook } = (await response.json()) as NewWebhookBody;
    expect(secret).toMatch(/^whsec_/);
    expect(webhook).toEqual({
      ...body,
      id: expect.stringMatching(/^hook_/),
      createdBy: 'Ana Ruiz',
      createdAt: '2026-11-23T12:00:00.000Z',
      waiting: 0,
      dead: 0,
    });
    const listed = await app.get<{ items: WebhookBody[]; next: null }>(path);
    expect(listed).toEqual({ items: [webhook], next: null });
    expect(JSON.stringify(listed)).not.toContain('whsec_');
  });

  test('200: adding is audited, without the URL, which may hold a token, and without the secret', async () => {
    const app = await testApp({ patients: 0 });
    await app.post(path, { ...body, url: 'https://ehr.example/vigil?token=tell-nobody' });
    const row = (await app.audit()).at(-1);
    expect(row).toMatchObject({
      action: 'webhook.add',
      actor: 'person:Ana Ruiz',
      detail: { kinds: body.kinds },
    });
    expect(JSON.stringify(row)).not.toMatch(/whsec_|tell-nobody|ehr\.example/);
  });

  test.each([
    ['http to another machine', { url: 'http://ehr.example/' }, 'url'],
    ['a URL with a password', { url: 'https://a:secret@ehr.example/' }, 'url'],
    ['no URL', { url: undefined }, 'url'],
    ['no kinds', { kinds: [] }, 'kinds'],
    ['a kind that is none', { kinds: ['risk.gone'] }, 'kinds.0'],
    ['a kind twice', { kinds: ['risk.changed', 'risk.changed'] }, 'kinds'],
    ['where to begin', { queuedTo: 0 }, 'queuedTo'],
  ])('400: %s', async (_, over, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(path, { ...body, ...over }), {
      status: 400,
      code: 'bad-request',
      field,
    });
    expect((await app.get<{ items: [] }>(path)).items).toEqual([]);
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
