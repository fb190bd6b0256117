import { z } from '@hono/zod-openapi';
import { quietReasons } from '../domain/alert.ts';
import { riskTiers } from '../domain/risk.ts';
import { severitySchema, time } from './common.ts';
import { patientSummarySchema } from './patients.ts';

const share = z.number().min(0).max(1);
const count = z.number().int();
const span = { from: time, to: time };

const load = {
  alerts: count.openapi({ description: 'alerts that fired' }),
  spoke: count.openapi({ description: 'of them not quiet' }),
  alertsPerPatientWeek: z
    .number()
    .nullable()
    .openapi({ description: 'those that spoke; null without a patient' }),
  overnightShare: share
    .nullable()
    .openapi({ description: 'of those that spoke: raised from 22:00 to 07:00 on the patient’s clock' }),
  suppressed: z
    .record(z.enum(quietReasons), count)
    .openapi({ description: 'alerts that are quiet, by what keeps them so' }),
  ppv: share.nullable().openapi({
    description: 'share of coded closures of the span that were real and acted upon; null of fewer than 30',
  }),
  ppvInterval: z.tuple([share, share]).nullable().openapi({ description: 'Wilson 95 % interval' }),
  coded: count.openapi({ description: 'closures with a review, on which the share rests' }),
};

export const alertLoadSchema = z
  .object({
    ...span,
    programs: z.array(
      z
        .object({
          program: z.string(),
          name: z.string(),
          patientWeeks: z
            .number()
            .openapi({ description: 'weeks of patients who were enrolled and not ended' }),
          items: count.openapi({ description: 'lines that opened, technical ones left out' }),
          itemsPerPatientWeek: z.number().nullable(),
          ...load,
          rules: z.array(z.object({ id: z.string(), title: z.string(), ...load })).openapi({
            description: 'most that spoke first',
          }),
        })
        .openapi('ProgramAlertLoad'),
    ),
  })
  .openapi('AlertLoad');
export type AlertLoadBody = z.infer<typeof alertLoadSchema>;

const times = {
  items: count.openapi({ description: 'opened in the span, technical ones left out' }),
  acknowledged: count.openapi({ description: 'taken up by a person; a close without it counts as both' }),
  acknowledgeMinutes: z.object({ p50: z.number(), p90: z.number() }).nullable(),
  closed: count.openapi({ description: 'closed by a person' }),
  closeMinutes: z.object({ p50: z.number(), p90: z.number() }).nullable(),
  withinSla: share.nullable().openapi({
    description: 'of those taken up, or overdue and not: taken up by when they were due; null without any',
  }),
  overdueNow: count.openapi({ description: 'not taken up, and due before the end of the span' }),
  wentByThemselves: count.openapi({ description: 'nothing demanded them any more; counted nowhere else' }),
};

export const responseTimesSchema = z
  .object({
    ...span,
    programs: z.array(
      z
        .object({
          program: z.string(),
          name: z.string(),
          ...times,
          bySeverity: z.array(z.object({ severity: severitySchema, ...times })).openapi({
            description: 'by the worst that an item came to',
          }),
        })
        .openapi('ProgramResponseTimes'),
    ),
  })
  .openapi('ResponseTimes');
export type ResponseTimesBody = z.infer<typeof responseTimesSchema>;

export const caseloadSchema = z
  .object({
    asOf: time,
    weights: z.object({
      critical: count,
      urgent: count,
      warning: count,
      info: count,
      highestTier: count.openapi({ description: 'more, for a patient in the highest tier' }),
    }),
    people: z.array(
      z
        .object({
          person: z.string().nullable().openapi({ description: "null: nobody's" }),
          items: count,
          bySeverity: z.record(severitySchema, count),
          highestTier: count,
          overdue: count.openapi({ description: 'not taken up, and past due' }),
          snoozed: count,
          awaitingProvider: count,
          workload: count,
          absentToday: z.boolean().nullable().openapi({
            description: 'on no shift today by the coverage of these programs; null: no plan names her',
          }),
        })
        .openapi('PersonCaseload'),
    ),
  })
  .openapi('Caseload');
export type CaseloadBody = z.infer<typeof caseloadSchema>;

const person = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100)
  .refine(name => name.toLowerCase() !== 'system' && !/\p{C}/u.test(name), "must be a person's name");

export const mostReassigned = 200;

export const reassignInput = z
  .strictObject({
    from: person.nullable().openapi({ description: "whose items; null: nobody's" }),
    to: person.nullable().openapi({ description: 'null: nobody’s' }),
    itemIds: z.array(z.string()).min(1).max(mostReassigned).optional(),
    count: z.number().int().min(1).max(mostReassigned).optional().openapi({
      description: 'the first so many: those that nobody took up first, the worst of them first',
    }),
  })
  .refine(({ itemIds, count: n }) => itemIds === undefined || n === undefined, {
    path: ['count'],
    message: 'send itemIds or count, not both; neither moves all, at most 200',
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must be somebody else than from' })
  .openapi('Reassignment');
export type ReassignInput = z.infer<typeof reassignInput>;

export const reassignedSchema = z
  .object({
    moved: z.array(z.string()),
    refused: z.array(z.object({ itemId: z.string(), why: z.string() })),
    left: count.openapi({ description: 'items that are still of who had them' }),
  })
  .openapi('Reassigned');
export type ReassignedBody = z.infer<typeof reassignedSchema>;

const deviceList = z.object({
  count,
  devices: z
    .array(
      z.object({
        deviceId: z.string(),
        kind: z.string(),
        patientId: z.string(),
        gateway: z.string().nullable(),
        lastHeardAt: time.nullable().openapi({ description: 'null: not within the last 35 days' }),
        batteryPercent: z.number().nullable(),
      }),
    )
    .openapi({ description: 'the first hundred' }),
});

export const deviceHealthSchema = z
  .object({
    asOf: time,
    ...span,
    silentAfter: z.string().openapi({ description: 'what counts as silent, in words' }),
    programs: z.array(
      z
        .object({
          program: z.string(),
          name: z.string(),
          held: count.openapi({ description: 'devices that somebody has who is expected to measure' }),
          silent: deviceList.openapi({ description: 'silent for longest first' }),
          batteryLow: deviceList.openapi({ description: 'at or below 15 %, lowest first' }),
          clockWrong: deviceList.openapi({ description: 'its last reading had no usable time' }),
        })
        .openapi('ProgramDeviceHealth'),
    ),
    rejected: z
      .array(z.object({ day: z.iso.date(), reason: z.string(), messages: count, waiting: count }))
      .openapi({
        description: 'by UTC day on which each came last and reason, latest first; of the whole site',
      }),
  })
  .openapi('DeviceHealth');
export type DeviceHealthBody = z.infer<typeof deviceHealthSchema>;

const moved = z.object({
  patient: patientSummarySchema,
  at: time,
  rankThen: count.nullable().openapi({ description: 'on entering' }),
  rankNow: count.nullable().openapi({ description: 'null: not ranked now' }),
  stillIn: z.boolean(),
});

export const riskMovementSchema = z
  .object({
    program: z.string(),
    asOf: time,
    since: time.openapi({ description: '30 days ago' }),
    ranked: count,
    entered: z.array(moved).openapi({ description: 'into the intensive cohort, latest first; at most 200' }),
    left: z.array(moved).openapi({ description: 'of the intensive cohort, latest first; at most 200' }),
    top: z
      .array(
        z.object({
          patient: patientSummarySchema,
          tier: z.enum(riskTiers),
          rank: count,
          outOf: count,
          rank7dAgo: count.nullable().openapi({
            description: 'by the percentile of then, in a panel as large as now; null where it is not known',
          }),
          rise7d: z.number().nullable().openapi({ description: 'of the percentile' }),
          cohortSince: time.nullable(),
          stale: z.string().nullable(),
          openItemId: z.string().nullable(),
        }),
      )
      .openapi({ description: 'the two upper tiers by rank; at most 200' }),
  })
  .openapi('RiskMovement');
export type RiskMovementBody = z.infer<typeof riskMovementSchema>;
