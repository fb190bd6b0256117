import { z } from '@hono/zod-openapi';
import { actionsTaken, lanes } from '../domain/alert.ts';
import { severitySchema, time } from './common.ts';
import { limitsSchema, ruleSettingsSchema } from './programs.ts';

const figures = z
  .object({
    current: z.number(),
    proposed: z.number(),
    currentPerPatientWeek: z.number(),
    proposedPerPatientWeek: z.number(),
  })
  .openapi('BacktestFigures', { description: 'under the rule set in force, and under the proposed one' });

export const backtestItemSchema = z
  .object({
    patientId: z.string(),
    at: time,
    lane: z.enum(lanes),
    severity: severitySchema,
    rules: z.array(z.string()),
    because: z.string().nullable(),
    closedAsReal: z
      .object({ itemId: z.string(), action: z.enum(actionsTaken), actionable: z.boolean() })
      .nullable()
      .openapi({
        description: 'what people said of the item they had of this patient within 72 hours of it',
      }),
  })
  .openapi('BacktestItem', { description: 'a patient who came to the worklist, or back to it' });

const admissionSchema = z.object({ patientId: z.string(), admittedAt: time });

export const backtestResultSchema = z
  .object({
    program: z.string(),
    from: time,
    to: time,
    days: z.number().int(),
    patients: z.number().int(),
    patientDays: z.number().int(),
    readings: z.number().int(),
    historyReadings: z.number().int().openapi({
      description: 'of them imported as history: replayed as if each had come when it was measured',
    }),
    version: z.number().int().openapi({ description: 'the version in force, with which it is compared' }),
    changes: z.array(z.object({ key: z.string(), current: z.unknown(), proposed: z.unknown() })),
    alerts: figures,
    items: figures,
    rules: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        alerts: figures,
        spoke: z
          .object({ current: z.number().int(), proposed: z.number().int() })
          .openapi({ description: 'of them not quiet when they first fired' }),
      }),
    ),
    gained: z.object({ count: z.number().int(), items: z.array(backtestItemSchema) }),
    lost: z.object({
      count: z.number().int(),
      closedAsReal: z.number().int().openapi({ description: 'items that people had and closed as real' }),
      actionable: z.number().int().openapi({ description: 'of them those on which people acted' }),
      items: z.array(backtestItemSchema).openapi({ description: 'those closed as real first' }),
    }),
    admissions: z.object({
      onFile: z.number().int(),
      caughtByCurrent: z.number().int(),
      caughtByProposed: z.number().int(),
      neither: z.array(admissionSchema).openapi({
        description: 'no item in the 14 days before the admission under either',
      }),
      onlyCurrent: z.array(admissionSchema),
      onlyProposed: z.array(admissionSchema),
    }),
    mostAffected: z.array(
      z.object({
        patientId: z.string(),
        alertsCurrent: z.number().int(),
        alertsProposed: z.number().int(),
        itemsCurrent: z.number().int(),
        itemsProposed: z.number().int(),
      }),
    ),
    contradicted: z.array(z.string()).openapi({
      description:
        'patients whose own settings contradict the proposal: it cannot be activated before those change',
    }),
    failures: z.array(z.object({ ruleId: z.string(), patients: z.number().int() })),
  })
  .openapi('BacktestResult');

export const backtestSchema = z
  .object({
    id: z.string(),
    program: z.string(),
    proposed: z
      .object({ limits: limitsSchema, rules: ruleSettingsSchema })
      .openapi({ description: 'the whole set' }),
    days: z.number().int(),
    state: z.enum(['running', 'done', 'failed']),
    progress: z.number().openapi({ description: 'share of the patients replayed, 0–1' }),
    by: z.string(),
    at: time,
    finishedAt: time.nullable(),
    why: z.string().nullable().openapi({ description: 'why it failed' }),
    result: backtestResultSchema.nullable(),
  })
  .openapi('Backtest');

export type BacktestResult = z.infer<typeof backtestResultSchema>;
export type BacktestAsk = z.infer<typeof backtestItemSchema>;
export type BacktestBody = z.infer<typeof backtestSchema>;
