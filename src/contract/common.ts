import { z } from '@hono/zod-openapi';
import { severities } from '../domain/alert.ts';
import { kinds } from '../domain/reading.ts';

export const time = z.iso.datetime({ offset: true }).openapi({ example: '2026-11-23T07:00:00.000Z' });
export const severitySchema = z.enum(severities);
export const kindSchema = z.enum(kinds);

/** A page of a list: `next` is the cursor of the following page, null on the last. */
export const pageOf = <T extends z.ZodType>(item: T, name: string) =>
  z.object({ items: z.array(item), next: z.string().nullable() }).openapi(name);
