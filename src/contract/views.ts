import { z } from '@hono/zod-openapi';
import { time } from './common.ts';

const countedSchema = z.object({ name: z.string(), items: z.number().int() });

export const facetsSchema = z
  .object({
    programs: z.array(countedSchema),
    owners: z.array(countedSchema),
    nobodys: z.number().int().openapi({ description: 'items that nobody owns' }),
    sites: z.array(countedSchema),
    tags: z.array(countedSchema),
  })
  .openapi('WorklistFacets', { description: 'what open items can be filtered by, and how many have it' });

export type FacetsBody = z.infer<typeof facetsSchema>;
export const savedViewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    by: z.string(),
    shared: z.boolean().openapi({ description: 'everybody may use it' }),
    mine: z.boolean().openapi({ description: 'of whoever asks, who alone may remove it' }),
    query: z.record(z.string(), z.string()).openapi({
      description: 'what it asks of `GET /worklist`; the owner `@me` is whoever uses it',
    }),
    createdAt: time,
  })
  .openapi('SavedView', { description: 'a filter of the worklist under a name' });

export type SavedViewBody = z.infer<typeof savedViewSchema>;
