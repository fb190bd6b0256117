import { z } from '@hono/zod-openapi';
import { alertSchema, stepSchema } from './alerts.ts';

export const stepInput = z.strictObject({
  ruleId: z.string().min(1),
  step: z.int().min(0).openapi({ description: "place in the alert's steps, from 0" }),
  done: z.boolean().openapi({ description: 'false takes the tick away' }),
});

export const stepsSchema = z
  .object({
    itemId: z.string(),
    ruleId: alertSchema.shape.ruleId,
    steps: z.array(stepSchema),
  })
  .openapi('ProtocolSteps');

export type StepInput = z.infer<typeof stepInput>;
export type StepsBody = z.infer<typeof stepsSchema>;
