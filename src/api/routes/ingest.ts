import { createRoute, z } from '@hono/zod-openapi';
import { pageOf } from '../../contract/common.ts';
import { outcomeSchema } from '../../contract/ingest.ts';
import { modes } from '../../domain/reading.ts';
import { AppError } from '../../errors.ts';
import type { Outcome } from '../../ingest/outcome.ts';
import type { ApiDeps } from '../context.ts';
import { answers, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const message = z
  .object({
    topic: z.string().min(1).max(512).openapi({ example: 'vigil/v1/cuff-17/blood-pressure' }),
    payload: z.unknown().openapi({
      example: { measuredAt: '2026-11-23T07:00:00-05:00', systolic: 142, diastolic: 88, unit: 'mm[Hg]' },
    }),
    mode: z.enum(modes).default('live'),
  })
  .openapi('IngestMessage', { description: 'what a device would publish over MQTT' });

const body = z.union([message, z.object({ messages: z.array(message).min(1).max(1_000) })]);

const outcomeBody = ({ is, ...rest }: Outcome) => ({ outcome: is, ...rest });

const bytesOf = (payload: unknown): Uint8Array => {
  try {
    return Buffer.from(JSON.stringify(payload) ?? '');
  } catch {
    throw new AppError('bad-request', 'payload is nested too deep', {
      field: 'payload',
      remedy: 'send a flat object, as a device would publish it',
    });
  }
};

const refuse = (outcome: Extract<Outcome, { is: 'rejected' }>): AppError =>
  new AppError('ingest-rejected', `the message became no reading: ${outcome.reason}`, {
    ...(outcome.field === null ? {} : { field: outcome.field }),
    remedy: outcome.remedy,
    rejectedId: outcome.rejectedId,
  });

export const ingestRoutes = (api: Router, { ingest, clock }: ApiDeps): void => {
  const take = (m: z.infer<typeof message>, receivedAt: number) =>
    ingest({ source: 'http', topic: m.topic, payload: bytesOf(m.payload), receivedAt, mode: m.mode });

  api.openapi(
    createRoute({
      method: 'post',
      path: '/ingest/native',
      tags: ['ingest'],
      summary: 'The same door as MQTT: one message, or up to 1,000; answers once it is durable',
      description:
        'A single message that is no reading is answered with 422 and kept for replay; in a batch each has its own outcome.',
      request: { body: jsonBody(body) },
      responses: answers(
        z.union([outcomeSchema, pageOf(outcomeSchema, 'IngestOutcomes')]),
        'what became of it',
        [413, 415, 422],
      ),
    }),
    async c => {
      const input = c.req.valid('json');
      const receivedAt = clock.now();
      if ('messages' in input) {
        const outcomes = await Promise.all(input.messages.map(m => take(m, receivedAt)));
        return c.json({ items: outcomes.map(outcomeBody), next: null }, 200);
      }
      const outcome = await take(input, receivedAt);
      if (outcome.is === 'rejected') throw refuse(outcome);
      return c.json(outcomeBody(outcome), 200);
    },
  );
};
