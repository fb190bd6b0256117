import { z } from '@hono/zod-openapi';
import { rankChoices, riskScoreIds, riskTiers } from '../domain/risk.ts';
import { time } from './common.ts';
import { patientSummarySchema } from './patients.ts';

const riskPartSchema = z.object({
  id: z.string(),
  label: z.string(),
  points: z.number(),
  mayAdd: z
    .number()
    .optional()
    .openapi({ description: 'only of a part that is not known: points it may have beyond these' }),
  level: z.string().optional().openapi({ description: 'what a model was told, in words' }),
  missing: z
    .literal(true)
    .optional()
    .openapi({ description: 'a model was not told; the points are those of "not known"' }),
});

export const riskScoreSchema = z
  .object({
    id: z.enum(rankChoices).openapi({
      description:
        '`blend` and `lexicographic` are rankings over several scores: their value is no risk of its own',
    }),
    version: z.number().int(),
    modelVersion: z.string().nullable().openapi({ description: 'of a trained model; null for all others' }),
    title: z.string(),
    unit: z.enum(['points', 'log-odds', 'rank']),
    shadow: z.boolean().openapi({
      description: "in shadow: shown, and not ranked on until the program's lead switches it on",
    }),
    applicable: z.boolean(),
    why: z.string().nullable().openapi({ description: 'why it does not apply now; null when it applies' }),
    value: z.number().nullable().openapi({ description: 'null when it does not apply' }),
    atMost: z
      .number()
      .nullable()
      .openapi({ description: 'the value if every part that is not known had all its points' }),
    max: z
      .number()
      .nullable()
      .openapi({ description: 'the highest possible value; null where there is none' }),
    high: z.number().nullable().openapi({ description: 'high from this value on, by its source' }),
    probability: z.number().min(0).max(1).nullable().openapi({
      description: "only of a model that was recalibrated on the site's own outcomes; null otherwise",
    }),
    probabilityFrom: z.string().nullable().openapi({
      description: 'on whose outcomes, how many and when it was recalibrated; null without a probability',
    }),
    parts: z.array(riskPartSchema).openapi({ description: 'named parts that add up to the value exactly' }),
    missing: z.array(z.string()).openapi({ description: 'labels of what the score was not told' }),
    source: z.string(),
    scoredAt: time,
  })
  .openapi('RiskScore');

const topCounts = z.object({
  raising: z.number().int(),
  lowering: z.number().int(),
  notKnown: z.number().int().openapi({ description: 'what the score was not told; never among `top`' }),
});

export const riskLineScoreSchema = riskScoreSchema
  .omit({ parts: true, missing: true, source: true })
  .extend({
    top: z.array(riskPartSchema).openapi({
      description:
        'the parts that say most of the patient: at most 5 that raise the score, then at most 2 that lower it; of a ranking by several scores all its parts',
    }),
    counts: topCounts.openapi({ description: 'how many parts of each sort there are' }),
  })
  .openapi('RiskLineScore', {
    description: 'a score in short; all its parts, and its source, stand at /patients/{id}/risk',
  });

const rankedBy = z.enum(rankChoices).openapi({ description: "the program's choice" });
const degraded = z.string().nullable().openapi({
  description:
    'how the ranking differs from that choice, and why, such as a model that is missing; null otherwise',
});
const percentile = z.number().openapi({ description: '0–100: the share of the ranked panel at lower risk' });
const rise7d = z.number().nullable().openapi({
  description: 'by how much the percentile rose in 7 days; null where it is not known of then',
});
const stale = z.string().nullable().openapi({
  description:
    'what the scores rest on is old: no stays imported for 90 days, or no reading for 14; null otherwise',
});

export const patientRiskSchema = z
  .object({
    patientId: z.string(),
    rankedBy,
    degraded,
    rank: z
      .number()
      .int()
      .nullable()
      .openapi({ description: '1 = highest; null without an applicable score' }),
    outOf: z.number().int().nullable(),
    percentile: percentile.nullable(),
    rise7d,
    tier: z.enum(riskTiers).nullable(),
    cohortSince: time.nullable().openapi({ description: 'in the intensive cohort since' }),
    stale,
    ranking: riskScoreSchema.nullable().openapi({
      description: 'where the program ranks by several scores: what the place is made of; null otherwise',
    }),
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
    percentile,
    rise7d,
    tier: z.enum(riskTiers),
    cohortSince: time.nullable(),
    stale,
    score: riskLineScoreSchema.openapi({ description: 'what its program ranks by' }),
    others: z.array(riskLineScoreSchema).openapi({ description: 'the other scores, for comparison' }),
    openItemId: z.string().nullable(),
  })
  .openapi('RiskLine');

export const riskListSchema = z
  .object({
    items: z.array(riskLineSchema),
    next: z.string().nullable(),
    program: z.string(),
    rankedBy,
    degraded,
    total: z.number().int().openapi({ description: 'patients that match the filter, on all pages' }),
    ranked: z.number().int().openapi({ description: 'patients of the program with an applicable score' }),
    notApplicable: z.number().int().openapi({ description: 'patients of the program without one' }),
    inCohort: z.number().int(),
    rankedAt: time.nullable(),
  })
  .openapi('RiskList');

export const riskHistorySchema = z
  .object({
    items: z.array(
      z.object({
        scoreId: z.enum(riskScoreIds),
        version: z.number().int(),
        modelVersion: z.string().nullable(),
        at: time.openapi({ description: 'from then on' }),
        value: z.number().nullable(),
        why: z.string().nullable().openapi({ description: 'why it did not apply from then on' }),
        tier: z
          .enum(riskTiers)
          .nullable()
          .openapi({ description: 'the tier that the patient moved to then' }),
        parts: z
          .array(riskPartSchema)
          .nullable()
          .openapi({ description: 'null where only values were asked for' }),
      }),
    ),
    next: z.string().nullable(),
  })
  .openapi('RiskHistory', {
    description:
      'how scores came to be what they are, latest first: a row a day on which one changed; 400 days',
  });

const settings = {
  percents: z
    .tuple([z.number(), z.number()])
    .openapi({ description: 'the highest tier and entry to the cohort; both upper tiers and exit from it' }),
  capacity: z.number().int().nullable().openapi({
    description:
      'the highest tier is the first so many, instead of the first percent; null: the percents cut',
  }),
  alertEveryDays: z
    .number()
    .int()
    .openapi({ description: 'who enters the cohort again is told of at most so often' }),
};

export const riskSettingsSchema = z
  .object({
    programId: z.string(),
    version: z.number().int().openapi({ description: '0: the defaults' }),
    rankBy: z.enum(rankChoices).openapi({ description: 'what ranks the panel: a score, or several' }),
    ...settings,
    deterioration: z
      .object({
        onSince: time,
        by: z.string(),
        why: z.string().nullable(),
        modelVersion: z.string().nullable().openapi({
          description:
            'the version that was switched on: no other ranks; null where none was there or kept then',
        }),
        inShadow: z.string().nullable().openapi({
          description: 'why it is in shadow all the same, such as another version; null where it ranks',
        }),
        recalibrated: z
          .boolean()
          .openapi({ description: 'the version that is here, on your own outcomes, for this program' }),
      })
      .nullable()
      .openapi({ description: 'null: in shadow, shown and not ranked on' }),
  })
  .openapi('RiskSettings');

const percentText = 'must be two percents, the first above 0, the second above the first and at most 50';

export const riskSettingsInput = z
  .strictObject({
    version: z.number().int().min(0).openapi({ description: 'the version that this one replaces' }),
    rankBy: z
      .enum(rankChoices)
      .optional()
      .openapi({ description: 'what ranks the panel from now on; left out: as before' }),
    percents: settings.percents.refine(
      ([highest, high]) => highest > 0 && high > highest && high <= 50,
      percentText,
    ),
    capacity: z
      .number()
      .int()
      .min(1, 'must be at least 1, or null to cut by the percents')
      .max(100_000)
      .nullable(),
    alertEveryDays: z.number().int().min(1, 'must be 1 to 365 days').max(365, 'must be 1 to 365 days'),
    deterioration: z.strictObject({
      on: z.boolean(),
      why: z.string().trim().min(1, 'must say why').max(500).optional(),
    }),
  })
  .openapi('RiskSettingsInput');

export type RiskHistoryBody = z.infer<typeof riskHistorySchema>;
export type RiskSettingsBody = z.infer<typeof riskSettingsSchema>;
export type RiskSettingsInput = z.infer<typeof riskSettingsInput>;
export type RiskScoreBody = z.infer<typeof riskScoreSchema>;
export type RiskLineScoreBody = z.infer<typeof riskLineScoreSchema>;
export type PatientRiskBody = z.infer<typeof patientRiskSchema>;
export type RiskLineBody = z.infer<typeof riskLineSchema>;
export type RiskListBody = z.infer<typeof riskListSchema>;
