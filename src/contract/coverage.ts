import { z } from '@hono/zod-openapi';
import { escalationRoles } from '../domain/contact.ts';
import { isTimeZone } from '../domain/local-day.ts';
import { time } from './common.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

const person = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100)
  .refine(name => name.toLowerCase() !== 'system' && !/\p{C}/u.test(name), "must be a person's name");

const people = z
  .array(person)
  .min(1, 'name at least one person')
  .max(20)
  .refine(names => new Set(names).size === names.length, 'must not name a person twice')
  .openapi({ description: 'in the order in which they are told' });

const onQuarterHour = 'must be a quarter hour, 00:00 to 24:00';
const wallTime = z.string().regex(/^(([01]\d|2[0-3]):(00|15|30|45)|24:00)$/, onQuarterHour);
const wallInstant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):(00|15|30|45)$/, 'must be a local quarter hour: 2026-12-25T00:00')
  .refine(text => !Number.isNaN(Date.parse(`${text}:00Z`)), 'is no date');

const told = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(500)
  .openapi({ description: 'the sentence by which patients were told that nobody watches then' });

const stretch = {
  days: z.array(z.enum(weekdays)).min(1, 'name at least one day'),
  from: wallTime,
  to: wallTime.openapi({
    description: 'up to then; not later than `from`: over midnight, into the next day',
  }),
};

type Stretched = { readonly from: string; readonly to: string };
const hasLength = ({ from, to }: Stretched): boolean => from !== to && from !== '24:00';
const lengthProblem = { path: ['to'], message: 'must differ from `from`; a whole day is 00:00 to 24:00' };

const dated = { from: wallInstant, to: wallInstant };
const isForwards = ({ from, to }: Stretched): boolean => from < to;
const forwardsProblem = { path: ['to'], message: 'must be later than `from`' };

const minutes = (usual: number, most = 43_200) => z.number().int().min(1).max(most).default(usual);

const escalateTo = (usual: string | null) =>
  z
    .union([z.templateLiteral(['role:', z.enum(escalationRoles)]), z.string().regex(/^person:.{1,100}$/u)])
    .nullable()
    .default(usual as 'role:lead')
    .openapi({ description: '`role:lead`, `person:Ana Ruiz`; null: to nobody' });

const overdue = (afterMinutes: number) => ({
  afterMinutes: minutes(afterMinutes),
  escalateTo: escalateTo('role:lead'),
});
const inWorkingHours = z.boolean().default(true).openapi({ description: 'counted in working hours alone' });

const urgentOverdue = (afterMinutes: number) => z.strictObject(overdue(afterMinutes)).prefault({});
const quietOverdue = (afterMinutes: number) =>
  z.strictObject({ ...overdue(afterMinutes), inWorkingHours }).prefault({});

const day = 24 * 60;

/** Local times are the wall clock's of `timeZone`. An exception stands before shifts, and shifts before what is unmonitored. */
export const coveragePlanSchema = z
  .strictObject({
    timeZone: z.string().refine(isTimeZone, 'must be a time zone such as America/New_York'),
    shifts: z
      .array(z.strictObject({ ...stretch, people }).refine(hasLength, lengthProblem))
      .max(100)
      .default([]),
    unmonitored: z
      .array(z.strictObject({ ...stretch, told }).refine(hasLength, lengthProblem))
      .max(100)
      .default([]),
    exceptions: z
      .array(
        z.union([
          z.strictObject({ ...dated, people }).refine(isForwards, forwardsProblem),
          z.strictObject({ ...dated, told }).refine(isForwards, forwardsProblem),
        ]),
      )
      .max(500)
      .default([])
      .openapi({ description: 'holidays and swaps; of two at one time the later in the list holds' }),
    workingHours: z
      .array(z.strictObject(stretch).refine(hasLength, lengthProblem))
      .max(100)
      .default([])
      .openapi({ description: 'empty: all hours' }),
    lead: person
      .nullable()
      .default(null)
      .openapi({ description: 'told when nobody else is, or nobody answers' }),
    overdue: z
      .strictObject({
        critical: urgentOverdue(15),
        urgent: urgentOverdue(60),
        warning: quietOverdue(day),
        info: quietOverdue(3 * day),
      })
      .prefault({})
      .openapi({ description: 'how soon a person should have looked, and who is called on when nobody has' }),
    paging: z
      .strictObject({ graceMinutes: minutes(5, day), stepMinutes: minutes(10, day) })
      .prefault({})
      .openapi({
        description: 'a critical alert is told after the grace, an urgent one when overdue; then each step',
      }),
    unattended: z
      .strictObject({ minutes: minutes(60, day), criticalMinutes: minutes(15, day) })
      .prefault({})
      .openapi({
        description: 'how long nobody may do anything while something is overdue and somebody is on',
      }),
    handoff: z
      .strictObject({ minutes: minutes(30, day), criticalMinutes: minutes(10, day) })
      .prefault({})
      .openapi({ description: 'within which a hand-off should be accepted' }),
  })
  .openapi('CoveragePlan');
export type CoveragePlan = z.infer<typeof coveragePlanSchema>;

export const dutySchema = z
  .discriminatedUnion('is', [
    z.object({ is: z.literal('on'), people: z.array(z.string()) }),
    z.object({ is: z.literal('unmonitored'), told: z.string() }),
    z.object({ is: z.literal('nobody') }),
  ])
  .openapi('Duty', { description: 'who is on; or patients were told that nobody is; or a hole in the plan' });
export type Duty = z.infer<typeof dutySchema>;

export const coverageSchema = z
  .object({
    programId: z.string(),
    version: z.number().int().openapi({ description: '0: there is no plan yet' }),
    plan: coveragePlanSchema.nullable().openapi({ description: 'null: nobody is told of anything' }),
    now: dutySchema,
    warnings: z
      .array(z.string())
      .openapi({ description: 'holes in the week, and people who cannot be reached' }),
    by: z.string().nullable(),
    at: time.nullable(),
  })
  .openapi('Coverage');
export type CoverageBody = z.infer<typeof coverageSchema>;
