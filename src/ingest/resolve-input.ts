import { z } from 'zod';
import { meals } from '../domain/reading.ts';
import { resolutionDecisions } from '../domain/resolution.ts';

const bloodPressure = z.strictObject({
  systolicMmHg: z.number().positive(),
  diastolicMmHg: z.number().positive(),
  pulsePerMin: z.number().positive().nullable().default(null),
});
const glucose = z.strictObject({
  glucoseMgDl: z.number().positive(),
  meal: z.enum(meals).nullable().optional(),
});
const weight = z.strictObject({ weightKg: z.number().positive() });

/** Values by kind, all of them: what is left out counts as not measured; a meal as it was. */
export const correctedValues = { 'blood-pressure': bloodPressure, glucose, weight } as const;

export const resolveInput = z.strictObject({
  decision: z
    .enum(resolutionDecisions)
    .describe(
      'accept: it counts as it is; correct: with these values; reassign: it is that patient’s; discard: it is nobody’s',
    ),
  of: z
    .string()
    .min(1)
    .optional()
    .describe(
      'whose reading it is, as seen; without it a reading that waits is meant: a suspect one, or one of unclear owner',
    ),
  version: z.number().int().optional().describe('of the reading, as seen'),
  patient: z
    .string()
    .min(1)
    .optional()
    .describe('whose it is; needed to reassign it, and to accept or correct one of unclear owner'),
  values: z
    .union([bloodPressure, glucose, weight])
    .optional()
    .describe('needed to correct it, in the units named'),
  note: z.string().trim().min(1).max(4_000).optional(),
});
export type ResolveInput = z.infer<typeof resolveInput>;
