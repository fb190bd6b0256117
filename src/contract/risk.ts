import { z } from '@hono/zod-openapi';
import { riskScoreIds, riskTiers } from '../domain/risk.ts';
import { time } from './common.ts';
import { patientSummarySchema } from './patients.ts';

export const riskScoreSchema = z
  .object({
    id: z.enum(riskScoreIds),
    version: z.number().int(),
    title: z.string(),
    applicable: z.boolean(),
    why: z.string().nullable().openapi({ description: 'why it does not apply now; null when it applies' }),
    value: z.number().nullable().openapi({ description: 'null when it does not apply' }),
    max: z
      .number()
      .nullable()
      .openapi({ description: 'the highest possible value; null where there is none' }),
    high: z.number().nullable().openapi({ description: 'high from this value on, by its source' }),
    parts: z
      .array(z.object({ id: z.string(), label: z.string(), points: z.number() }))
      .openapi({ description: 'named parts that add up to the value exactly' }),
    source: z.string(),
    scoredAt: time,
  })
  .openapi('RiskScore');

export const patientRiskSchema = z
  .object({
    patientId: z.string(),
    rankedBy: z.enum(riskScoreIds).openapi({ description: "the program's choice" }),
    rank: z
      .number()
      .int()
      .nullable()
      .openapi({ description: '1 = highest; null without an applicable score' }),
    outOf: z.number().int().nullable(),
    tier: z.enum(riskTiers).nullable(),
    cohortSince: time.nullable().openapi({ description: 'in the intensive cohort since' }),
    scores: z.array(riskScoreSchema),
    inputs: z.object({
      encounters: z.number().int(),
      conditions: z.number().int(),
      latestEncounterAt: time.nullable(),
    }),
  })
  .openapi('PatientRisk');

export const riskLineSchema = z
  .object({
    patient: patientSummarySchema,
    rank: z.number().int(),
    outOf: z.number().int(),
    tier: z.enum(riskTiers),
    cohortSince: time.nullable(),
    score: riskScoreSchema.openapi({ description: 'the score its program ranks by' }),
    others: z.array(riskScoreSchema).openapi({ description: 'the other scores, for comparison' }),
    openItemId: z.string().nullable(),
  })
  .openapi('RiskLine');

export const riskListSchema = z
  .object({
    items: z.array(riskLineSchema),
    next: z.string().nullable(),
    program: z.string(),
    rankedBy: z.enum(riskScoreIds),
    total: z.number().int().openapi({ description: 'patients that match the filter, on all pages' }),
    ranked: z.number().int().openapi({ description: 'patients of the program with an applicable score' }),
    notApplicable: z.number().int().openapi({ description: 'patients of the program without one' }),
    inCohort: z.number().int(),
    rankedAt: time.nullable(),
  })
  .openapi('RiskList');

export type RiskScoreBody = z.infer<typeof riskScoreSchema>;
export type PatientRiskBody = z.infer<typeof patientRiskSchema>;
export type RiskLineBody = z.infer<typeof riskLineSchema>;
export type RiskListBody = z.infer<typeof riskListSchema>;
