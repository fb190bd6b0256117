import { z } from '@hono/zod-openapi';
import { codeSystems } from '../domain/encounter.ts';
import { time } from './common.ts';

const text = (most: number) => z.string().trim().min(1, 'must not be empty').max(most);
const day = z.iso.date('must be a date such as 2026-11-23').nullable();

export const medicationSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    dose: z.string().nullable(),
    since: z.iso
      .date()
      .nullable()
      .openapi({ description: "a date on the patient's calendar; null: not known" }),
    until: z.iso.date().nullable().openapi({ description: 'the last day it is taken; null: goes on' }),
    note: z.string().nullable(),
    current: z.boolean().openapi({ description: "taken today, by the patient's calendar" }),
    version: z.number().int(),
    by: z.string(),
    at: time,
  })
  .openapi('Medication');
export type MedicationBody = z.infer<typeof medicationSchema>;

const fields = { dose: text(200).nullable(), since: day, until: day, note: text(1_000).nullable() };

export const medicationInput = z
  .strictObject({ name: text(200), ...z.object(fields).partial().shape })
  .openapi('MedicationInput');
export type MedicationInput = z.infer<typeof medicationInput>;

const version = z.number().int().openapi({ description: 'the version that is changed' });

export const medicationChange = z
  .strictObject({ version, name: text(200).optional(), ...z.object(fields).partial().shape })
  .openapi('MedicationChange', { description: 'what is left out stays; null clears' });
export type MedicationChange = z.infer<typeof medicationChange>;

export const medicationEnd = z
  .strictObject({
    version,
    until: z.iso.date().optional().openapi({ description: 'the last day it is taken; today if left out' }),
  })
  .openapi('MedicationEnd');
export type MedicationEnd = z.infer<typeof medicationEnd>;

export const medicationRemoval = z.strictObject({ version }).openapi('MedicationRemoval');

export const problemBodySchema = z
  .object({
    id: z.string(),
    system: z.enum(codeSystems),
    code: z.string(),
    onset: z.iso.date().nullable(),
    groups: z.array(z.string()).openapi({
      description: 'Charlson groups in which the code counts, in words; none where it counts in none',
    }),
    at: time.openapi({ description: 'when it came on file' }),
    version: z.number().int(),
  })
  .openapi('ProblemOfPatient', { description: 'a diagnosis on file' });
export type ProblemOfPatient = z.infer<typeof problemBodySchema>;

export const problemInput = z
  .strictObject({
    system: z.enum(codeSystems),
    code: text(20).openapi({ example: 'I50.9' }),
    onset: z.iso.date('must be a date such as 2024-03-27').nullable().optional(),
  })
  .openapi('ProblemInput');
export type ProblemInput = z.infer<typeof problemInput>;

export const problemRemoval = z.strictObject({ version: version.optional() }).openapi('ProblemRemoval', {
  description: 'with the version seen, so that nobody takes off what has changed',
});
export type ProblemRemoval = z.infer<typeof problemRemoval>;

export const noInput = z.strictObject({}).openapi('NoInput');
