import { z } from '@hono/zod-openapi';
import { concerns } from '../domain/alert.ts';
import { riskScoreIds } from '../domain/risk.ts';
import { kindSchema } from './common.ts';

const glucoseLimit = z.object({ mgDl: z.number(), mmolL: z.number() });

export const limitsSchema = z
  .object({
    severeSystolicMmHg: z.number(),
    severeDiastolicMmHg: z.number(),
    severeClearSystolicMmHg: z.number(),
    severeClearDiastolicMmHg: z.number(),
    lowSystolicMmHg: z.number(),
    veryLowSystolicMmHg: z.number(),
    lowClearSystolicMmHg: z.number(),
    lowPulsePerMin: z.number(),
    veryLowPulsePerMin: z.number(),
    lowClearPulsePerMin: z.number(),
    highPulsePerMin: z.number(),
    veryHighPulsePerMin: z.number(),
    highClearPulsePerMin: z.number(),
    meanSystolicMmHg: z.number(),
    meanDiastolicMmHg: z.number(),
    glucoseLevel1Low: glucoseLimit,
    glucoseLevel2Low: glucoseLimit,
    glucoseLowClear: glucoseLimit,
    glucoseHigh: glucoseLimit,
    glucoseVeryHigh: glucoseLimit,
    weightGain1DayKg: z.number(),
    weightGain3DaysKg: z.number(),
    weightGain7DaysKg: z.number(),
    weightAboveDryKg: z.number(),
    weightLossKg: z.number(),
    weightLossSystolicMmHg: z.number(),
    missedDays: z.number(),
  })
  .openapi('Limits');

export const programSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    limits: limitsSchema,
    limitsVersion: z.number().int(),
    rankBy: z.enum(riskScoreIds).openapi({ description: 'the score that ranks its panel' }),
  })
  .openapi('Program');

export const ruleSchema = z
  .object({
    id: z.string(),
    version: z.number().int(),
    title: z.string(),
    concern: z.enum(concerns),
    kinds: z.array(kindSchema),
    latenessLimitHours: z
      .number()
      .openapi({ description: 'a reading that arrives later is not judged by it' }),
    source: z.string().openapi({ description: 'where its numbers come from' }),
  })
  .openapi('Rule');

export type LimitsBody = z.infer<typeof limitsSchema>;
export type ProgramBody = z.infer<typeof programSchema>;
