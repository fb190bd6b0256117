import { z } from '@hono/zod-openapi';
import { meals, modes, readingFlags } from '../domain/reading.ts';
import { resolutionDecisions } from '../domain/resolution.ts';
import { kindSchema, time } from './common.ts';
import { patientSummarySchema } from './patients.ts';

export const readingSchema = z
  .object({
    id: z.string(),
    kind: kindSchema,
    deviceId: z.string(),
    slot: z.string().nullable(),
    measuredAt: time,
    receivedAt: time,
    mode: z.enum(modes),
    flags: z.array(z.enum(readingFlags)),
    suspect: z.string().nullable(),
    version: z
      .number()
      .int()
      .openapi({ description: 'changes with every decision; send it back to decide on what was seen' }),
    systolicMmHg: z.number().optional(),
    diastolicMmHg: z.number().optional(),
    pulsePerMin: z.number().nullable().optional(),
    glucoseMgDl: z.number().nullable().optional(),
    outOfRange: z.enum(['HI', 'LO']).nullable().optional(),
    meal: z.enum(meals).nullable().optional(),
    weightKg: z.number().optional(),
    sent: z.object({ unit: z.string().nullable(), values: z.record(z.string(), z.unknown()) }),
  })
  .openapi('Reading', { description: 'only the fields of its kind are present' });

export const rollupSchema = z
  .object({
    kind: kindSchema,
    day: z.iso.date().openapi({ description: "the patient's local calendar day" }),
    readings: z.number().int(),
    mean: z.number().nullable().openapi({ description: 'systolic mmHg, glucose mg/dL or weight kg' }),
    min: z.number().nullable(),
    max: z.number().nullable(),
    diastolicMean: z.number().nullable(),
    pulseMean: z.number().nullable(),
    outOfRange: z.number().int().openapi({ description: 'HI and LO readings' }),
  })
  .openapi('DailyRollup');

export const unownedSchema = readingSchema
  .extend({ candidates: z.array(patientSummarySchema).openapi({ description: 'patients it may belong to' }) })
  .openapi('UnownedReading', { description: 'whose reading? its device is known, its owner is not' });

export const suspectSchema = readingSchema
  .extend({ patient: patientSummarySchema })
  .openapi('SuspectReading', { description: 'no rule may judge it until a person has looked' });

export const resolutionSchema = z
  .object({
    id: z.string(),
    readingId: z.string(),
    kind: kindSchema,
    deviceId: z.string(),
    measuredAt: time,
    decision: z.enum(resolutionDecisions),
    fromPatientId: z.string().nullable().openapi({ description: 'null: it had no owner' }),
    toPatientId: z.string().nullable().openapi({ description: 'null: discarded' }),
    before: z.record(z.string(), z.unknown()).openapi({ description: 'the reading as it was' }),
    after: z.record(z.string(), z.unknown()).nullable(),
    note: z.string().nullable(),
    by: z.string(),
    at: time,
  })
  .openapi('Resolution', { description: 'what a person decided of a reading' });

export type ReadingBody = z.infer<typeof readingSchema>;
export type RollupBody = z.infer<typeof rollupSchema>;
export type UnownedBody = z.infer<typeof unownedSchema>;
export type SuspectBody = z.infer<typeof suspectSchema>;
export type ResolutionBody = z.infer<typeof resolutionSchema>;
