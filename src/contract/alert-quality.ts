import { z } from '@hono/zod-openapi';
import { time } from './common.ts';

const share = z.number().min(0).max(1);

const figures = {
  closed: z.number().int().openapi({ description: 'items that a person closed' }),
  coded: z.number().int().openapi({ description: 'of them those with a review: was it real, what was done' }),
  uncodedShare: share.nullable().openapi({ description: 'of those closed; null without any' }),
  ppv: share.nullable().openapi({
    description:
      'share of coded closures that were real and acted upon (more than "watching" or "nothing needed"); null where hidden',
  }),
  ppvInterval: z
    .tuple([share, share])
    .nullable()
    .openapi({ description: 'Wilson 95 % interval; null where hidden' }),
  hidden: z.string().nullable().openapi({ description: 'why no share is told; null where it is' }),
};

export const alertQualitySchema = z
  .object({
    source: z.literal('from closures').openapi({
      description: 'what people said when they closed items; never a simulated figure',
    }),
    from: time,
    to: time,
    fewest: z.number().int().openapi({ description: 'no share is told of fewer coded closures' }),
    programs: z.array(
      z
        .object({
          program: z.string(),
          ...figures,
          rules: z
            .array(z.object({ id: z.string(), title: z.string(), ...figures }))
            .openapi({ description: 'items with an alert of the rule; most coded first' }),
        })
        .openapi('ProgramAlertQuality'),
    ),
  })
  .openapi('AlertQuality');
export type AlertQualityBody = z.infer<typeof alertQualitySchema>;
