import { z } from '@hono/zod-openapi';
import { symptomAnswers, symptomTellers } from '../domain/symptoms.ts';
import { pageOf, severitySchema, time } from './common.ts';

export const symptomsInput = z.strictObject({
  answers: z.record(z.string(), z.enum(symptomAnswers)).openapi({
    description:
      'by id of the question: `none`; `some`: as usual or mild; `worse`: new or worse than usual. What was not asked is left out, and so is not over',
    example: { 'chest-pain': 'none', swelling: 'worse' },
  }),
  saidBy: z.enum(symptomTellers),
  note: z.string().trim().min(1, 'must not be empty').max(4_000).optional(),
  itemId: z
    .string()
    .optional()
    .openapi({ description: "without it the patient's open line, if there is one" }),
});

export const withdrawInput = z.strictObject({});

export const questionsQuery = z.strictObject({
  program: z.string().optional().openapi({ description: 'what is asked in it; without it everything' }),
});

export const questionSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    ask: z.string(),
    some: severitySchema.nullable().openapi({ description: 'as what `some` counts; null: raises nothing' }),
    worse: severitySchema.nullable(),
    source: z.string(),
  })
  .openapi('SymptomQuestion');

export const questionsSchema = z.object({ items: z.array(questionSchema) }).openapi('SymptomQuestions');

export const symptomReportSchema = z
  .object({
    id: z.string(),
    patientId: z.string(),
    itemId: z.string().nullable(),
    answers: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        answer: z.enum(symptomAnswers),
        severity: severitySchema.nullable(),
      }),
    ),
    severity: severitySchema.nullable().openapi({ description: 'the worst of its answers' }),
    saidBy: z.enum(symptomTellers),
    note: z.string().nullable(),
    by: z.string(),
    at: time,
    withdrawableUntil: time.openapi({ description: 'by whoever recorded it' }),
    withdrawnBy: z.string().nullable(),
    withdrawnAt: time.nullable().openapi({ description: 'since when it counts no more; null: it counts' }),
  })
  .openapi('SymptomReport');

export const symptomPageSchema = pageOf(symptomReportSchema, 'SymptomReportPage');

export const withdrawnSchema = z
  .object({ id: z.string(), openItemId: z.string().nullable() })
  .openapi('WithdrawnSymptomReport');

export type SymptomsInput = z.infer<typeof symptomsInput>;
export type SymptomReportBody = z.infer<typeof symptomReportSchema>;
export type QuestionBody = z.infer<typeof questionSchema>;
