import { z } from 'zod';
import { dayMs } from '../domain/local-day.ts';
import { type MonitoringChange, type MonitoringStatus, monitoringStatuses } from '../domain/monitoring.ts';
import { AppError } from '../errors.ts';
import { instant } from './columns.ts';

export const statusInput = z.strictObject({
  status: z.enum(monitoringStatuses),
  from: instant.optional(),
  resumesAt: instant.optional(),
  reviewAt: instant.optional(),
  reason: z.string().trim().min(1, 'must not be empty').max(500).optional(),
});
export type StatusInput = z.infer<typeof statusInput>;

const longestAheadMs = 90 * dayMs;
/** as far back as readings can be judged again */
const longestBackMs = 35 * dayMs;

const learningMs = 14 * dayMs;
const hospitalReviewMs = 7 * dayMs;

const refuse = (field: string, message: string, remedy: string): AppError =>
  new AppError('bad-request', `${field}: ${message}`, { field, remedy });

type Resumption = 'needed' | 'possible' | 'none';

const resumption: Readonly<Record<MonitoringStatus, Resumption>> = {
  learning: 'possible',
  active: 'none',
  away: 'needed',
  'in-hospital': 'none',
  ended: 'none',
};

const requireFrom = (fromAt: number, at: number): void => {
  if (fromAt < at - longestBackMs)
    throw refuse('from', 'lies more than 35 days back', 'say since when within the last 35 days');
  if (fromAt > at + longestAheadMs)
    throw refuse('from', 'lies more than 90 days ahead', 'plan it at most 90 days ahead');
};

const requireAfter = (field: string, value: number | null, fromAt: number, at: number): void => {
  if (value === null) return;
  if (value <= fromAt) throw refuse(field, 'must be later than from', 'say a time after the status begins');
  if (value > Math.max(fromAt, at) + longestAheadMs)
    throw refuse(field, 'lies more than 90 days ahead', 'say a time at most 90 days ahead and renew it then');
};

const requireFields = ({ status, resumesAt, reviewAt, reason }: StatusInput): void => {
  if (resumption[status] === 'needed' && resumesAt === undefined)
    throw refuse(
      'resumesAt',
      `is needed for ${status}`,
      'say when the patient is back, at most 90 days ahead',
    );
  if (resumption[status] === 'none' && resumesAt !== undefined)
    throw refuse(
      'resumesAt',
      `${status} never resumes by itself`,
      'leave resumesAt out; a reviewAt may be given',
    );
  if (status === 'ended' && reviewAt !== undefined)
    throw refuse('reviewAt', 'what has ended is not reviewed', 'leave reviewAt out');
  if (status === 'ended' && reason === undefined)
    throw refuse('reason', 'is needed for ended', 'say why monitoring ends');
};

/** What a status lasts and when it is asked after where nobody says so: conventions, all of them. */
const defaults = (
  status: MonitoringStatus,
  { resumesAt, reviewAt }: StatusInput,
  fromAt: number,
  at: number,
) => {
  const resumes = resumesAt ?? (status === 'learning' ? (reviewAt ?? fromAt + learningMs) : null);
  const asked = status === 'in-hospital' ? Math.max(fromAt, at) + hospitalReviewMs : resumes;
  return { resumesAt: resumes, reviewAt: reviewAt ?? asked };
};

/** The change of status that a person asks for. @throws AppError bad-request naming the field */
export const changeOf = (input: StatusInput, at: number): MonitoringChange => {
  const fromAt = input.from ?? at;
  requireFields(input);
  requireFrom(fromAt, at);
  const change = { status: input.status, fromAt, ...defaults(input.status, input, fromAt, at) };
  requireAfter('resumesAt', change.resumesAt, fromAt, at);
  requireAfter('reviewAt', change.reviewAt, fromAt, at);
  return change;
};
