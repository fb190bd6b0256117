import { z } from '@hono/zod-openapi';
import { taskKinds, taskStates } from '../domain/care-task.ts';
import { contactChannels, contactedParties } from '../domain/contact.ts';
import { pageOf, time } from './common.ts';
import { patientSummarySchema } from './patients.ts';

const version = z.number().int().openapi({ description: 'of the task, as it was seen' });
const instant = z.iso.datetime({ offset: true });

export const taskInput = z.strictObject({
  title: z.string().trim().min(1, 'must not be empty').max(200),
  dueAt: instant.openapi({ description: 'from now up to a year ahead' }),
  because: z.string().trim().min(1, 'must not be empty').max(500).optional().openapi({
    description: 'what asks for it; without it: that a person did',
  }),
});
export const taskDoneInput = z.strictObject({
  outcome: z.string().trim().min(1, 'must not be empty').max(500),
  version,
});
export const taskCancelInput = z.strictObject({
  why: z.string().trim().min(1, 'must not be empty').max(500),
  version,
});
export const taskMoveInput = z.strictObject({ dueAt: instant, version });

export const tasksQuery = z.strictObject({
  program: z.string().optional(),
  state: z.enum(taskStates).default('open'),
  due: z
    .enum(['now', 'day', 'week'])
    .optional()
    .openapi({ description: 'due by now, within 24 hours, within 7 days; without it any time' }),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().optional(),
});

const attemptSchema = z
  .object({
    contactId: z.string(),
    who: z.enum(contactedParties),
    channel: z.enum(contactChannels),
    reached: z.boolean(),
    by: z.string(),
    at: time,
  })
  .openapi('TaskAttempt');

export const taskSchema = z
  .object({
    id: z.string(),
    version: z.number().int(),
    patient: patientSummarySchema,
    kind: z.enum(taskKinds),
    title: z.string(),
    because: z.string(),
    encounterId: z.string().nullable().openapi({ description: 'the stay it follows' }),
    dueAt: time,
    isDue: z.boolean().openapi({ description: 'open, and its time has come' }),
    state: z.enum(taskStates),
    outcome: z.string().nullable().openapi({ description: 'what came of it, or why it was cancelled' }),
    doneBy: z.string().nullable(),
    doneAt: time.nullable(),
    attempts: z.array(attemptSchema).openapi({
      description:
        'of a call: attempts to reach the patient or a caregiver from two days before it is due, oldest first',
    }),
    openItemId: z.string().nullable().openapi({ description: "the patient's line on the worklist" }),
    createdBy: z.string(),
    createdAt: time,
  })
  .openapi('CareTask');

export const taskPageSchema = pageOf(taskSchema, 'CareTaskPage').extend({
  total: z.number().int().openapi({ description: 'tasks that match the filter, on all pages' }),
});

export type TaskInput = z.infer<typeof taskInput>;
export type TaskDoneInput = z.infer<typeof taskDoneInput>;
export type TaskCancelInput = z.infer<typeof taskCancelInput>;
export type TaskMoveInput = z.infer<typeof taskMoveInput>;
export type TasksQuery = z.infer<typeof tasksQuery>;
export type TaskBody = z.infer<typeof taskSchema>;
export type TaskPageBody = z.infer<typeof taskPageSchema>;
