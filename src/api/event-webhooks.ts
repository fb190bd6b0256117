import { z } from '@hono/zod-openapi';
import { eventSchema } from '../contract/events.ts';
import { eventKinds } from '../domain/event.ts';
import type { Router } from './server.ts';

const signatureHeaders = z.object({
  'webhook-id': z.string().openapi({
    description: 'the same whenever this delivery is sent again: keep it, and take each id once',
    example: 'msg_5f0c9a_1042',
  }),
  'webhook-timestamp': z.string().openapi({
    description: 'when it was sent, in seconds since 1970: refuse what is more than five minutes off',
    example: '1795435200',
  }),
  'webhook-signature': z.string().openapi({
    description:
      "'v1,' and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`, byte for byte, under the " +
      'secret (base64 after whsec_)',
    example: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  }),
});

/** Documents what is sent to a webhook: a kind of event each, signed by the Standard Webhooks specification. */
export const documentEvents = ({ openAPIRegistry }: Pick<Router, 'openAPIRegistry'>): void => {
  for (const [kind, when] of Object.entries(eventKinds)) {
    openAPIRegistry.registerWebhook({
      method: 'post',
      path: kind,
      tags: ['webhooks'],
      summary: `Sent when ${when}`,
      request: {
        headers: signatureHeaders,
        body: { required: true, content: { 'application/json': { schema: eventSchema } } },
      },
      responses: {
        '2XX': { description: 'taken; anything else is tried again, eight times in about a day' },
        410: { description: 'never again: this delivery is given up at once' },
      },
    });
  }
};

/** Every kind of event in one sentence each, as Markdown. */
export const eventKindsInWords = (): string =>
  Object.entries(eventKinds)
    .map(([kind, when]) => `- \`${kind}\`: ${when}`)
    .join('\n');
