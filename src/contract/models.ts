import { z } from '@hono/zod-openapi';
import { riskScoreIds } from '../domain/risk.ts';

export const modelSchema = z
  .object({
    id: z.enum(riskScoreIds),
    title: z.string(),
    version: z.string().nullable().openapi({ description: 'null when it is unavailable' }),
    unavailable: z.string().nullable().openapi({ description: 'why it scores nobody; null where it does' }),
    shadow: z.boolean().openapi({ description: 'shown, and ranked on only where a lead has switched it on' }),
    source: z.string(),
  })
  .openapi('Model');

export const modelListSchema = z.object({ items: z.array(modelSchema), next: z.null() }).openapi('ModelList');

export const shapeSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    kind: z.enum(['number', 'category']),
    bins: z.array(
      z.object({
        label: z.string(),
        points: z.number().openapi({ description: 'what it adds to the log-odds' }),
        share: z.number().openapi({ description: 'of the rows it was trained on, 0–1' }),
      }),
    ),
  })
  .openapi('Shape');

export const modelDetailSchema = modelSchema
  .extend({
    base: z.number().openapi({ description: 'log-odds where everybody starts' }),
    shapes: z.array(shapeSchema),
    card: z.string().nullable().openapi({ description: 'the model card, Markdown' }),
  })
  .openapi('ModelDetail');

export type ModelBody = z.infer<typeof modelSchema>;
export type ModelDetailBody = z.infer<typeof modelDetailSchema>;
export type ShapeBody = z.infer<typeof shapeSchema>;
