import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import type { HandoffBody } from '../../src/contract/handoffs.ts';
import type { IncidentBody } from '../../src/contract/incidents.ts';
import type { PageBody, PageMessage } from '../../src/contract/pages.ts';
import type { NewResponderBody } from '../../src/contract/responders.ts';
import { only, testApp } from '../api/app.ts';
import { type Answer, type Got, receiver } from '../worklist/webhooks/receiver.ts';

/** 03:00 in New York on a Sunday. */
export const sundayNight = Date.parse('2026-11-29T03:00:00-05:00');

type Options = Parameters<typeof testApp>[0] & { readonly plan?: unknown };

/** Vigil with a coverage plan for heart failure, and what people need to be told by it. */
export const coveredApp = async ({ plan, ...options }: Options = {}) => {
  const app = await testApp(options);

  /** Whatever is due at the clock's present has been judged, told and delivered. */
  const settle = async () => {
    for (let round = 0; round < 2; round += 1) {
      await app.idle();
      await app.running().attendance.idle();
      await app.running().webhooks.idle();
    }
    await app.running().attendance.idle();
  };
  const at = async (time: number) => {
    app.clock.set(time);
    await settle();
  };
  const put = (value: unknown, version = 0) =>
    app.request('/api/v1/programs/heart-failure/coverage', { method: 'PUT', body: { plan: value, version } });

  const responder = async (name: string, ...answers: readonly Answer[]) => {
    const pager = await receiver(...answers);
    const response = await app.post('/api/v1/responders', { name, url: pager.url });
    expect(response.status).toBe(200);
    const { id, secret, webhookId } = (await response.json()) as NewResponderBody;
    const messages = () => pager.got.map(({ text }) => JSON.parse(text) as PageMessage);
    return { ...pager, id, secret, webhookId, messages };
  };
  const pages = async (query = '') =>
    (await app.get<{ items: PageBody[] }>(`/api/v1/pages${query}`)).items.toReversed();
  const incidents = async (query = '') =>
    (await app.get<{ items: IncidentBody[] }>(`/api/v1/incidents${query}`)).items;
  const handoffs = async (query = '') =>
    (await app.get<{ items: HandoffBody[] }>(`/api/v1/handoffs${query}`)).items;
  /** A critical item of P1 or another, raised now. */
  const critical = async (n = 1) => {
    await app.glucose(n, 'LO');
    const item = await app.openItem(n);
    expect(item.severity).toBe('critical');
    return item;
  };

  if (plan) expect((await put(plan)).status).toBe(200);
  await settle();
  return { ...app, settle, at, put, responder, pages, incidents, handoffs, critical };
};

/** Whether a message is signed under a secret, by the Standard Webhooks specification. */
export const isSigned = ({ headers, text }: Got, secret: string): boolean => {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
};

export { only };
