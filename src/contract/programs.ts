import { z } from '@hono/zod-openapi';
import { concerns } from '../domain/alert.ts';
import { rankChoices } from '../domain/risk.ts';
import { kindSchema, severitySchema, time } from './common.ts';

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
    rankBy: z.enum(rankChoices).openapi({ description: 'what ranks its panel: a score, or several' }),
  })
  .openapi('Program');

export const ruleSettingsSchema = z
  .record(
    z.string(),
    z.object({
      enabled: z.boolean().optional(),
      params: z.record(z.string(), z.unknown()).optional(),
    }),
  )
  .openapi('RuleSettings', { description: 'by rule id; a rule that is not named runs as it ships' });

export const ruleSetSchema = z
  .object({
    programId: z.string(),
    version: z.number().int(),
    limits: limitsSchema,
    rules: ruleSettingsSchema,
    locked: z.array(z.string()).openapi({ description: "keys that no patient's own setting may change" }),
    from: time.openapi({ description: 'in force from then until the next version' }),
    backtestId: z.string().nullable().openapi({ description: 'the back-test it was activated on' }),
    waiver: z.string().nullable().openapi({ description: 'why it went without a back-test' }),
    by: z.string(),
  })
  .openapi('RuleSet', { description: "a version of a program's limits and rules" });

export const activatedRuleSetSchema = ruleSetSchema
  .extend({
    patientsWhoseOwnSettingsEnd: z
      .number()
      .int()
      .openapi({ description: 'how many patients had a setting of their own that a lock now ends' }),
  })
  .openapi('ActivatedRuleSet');

export const ruleParamSchema = z
  .object({
    name: z.string(),
    what: z.string(),
    unit: z.string().openapi({ description: '`1` for a ratio, `yes or no` for a switch' }),
    default: z.union([z.number(), z.boolean()]),
    least: z.number().nullable(),
    most: z.number().nullable(),
    source: z.string().openapi({ description: '`convention` where no guideline was found' }),
  })
  .openapi('RuleParam');

export const ruleSchema = z
  .object({
    id: z.string(),
    version: z.number().int(),
    title: z.string(),
    concern: z.enum(concerns),
    group: z.string().openapi({
      description:
        'rules of one matter: of two that are equally severe the one listed earlier speaks for both',
    }),
    kinds: z.array(kindSchema),
    judges: z.enum(['good', 'suspect', 'unowned']).openapi({ description: 'which readings wake it' }),
    watchesTime: z.boolean().openapi({ description: 'it also looks where no reading comes' }),
    ladder: z.array(severitySchema).openapi({ description: 'what it may say, mildest first' }),
    clears: z.string().openapi({ description: 'when an alert of it ends by itself' }),
    steps: z.array(z.string()).openapi({ description: 'what a case manager may consider, in order' }),
    params: z.array(ruleParamSchema),
    startsEnabled: z.boolean().openapi({ description: 'false: a program switches it on' }),
    coolDownHours: z.number().openapi({
      description: 'after a person has dealt with it, one that is no worse is quiet for so long',
    }),
    latenessLimitHours: z
      .number()
      .openapi({ description: 'a reading that arrives later is not judged by it' }),
    source: z.string().openapi({ description: 'where its numbers come from' }),
  })
  .openapi('Rule');

export type LimitsBody = z.infer<typeof limitsSchema>;
export type ActivatedRuleSetBody = z.infer<typeof activatedRuleSetSchema>;
export type RuleSetBody = z.infer<typeof ruleSetSchema>;
export type ProgramBody = z.infer<typeof programSchema>;
