import { z } from '@hono/zod-openapi';
import { and, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import { type MonthMinutesBody, type MyMinutesBody, minutesStates } from '../contract/minutes.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { dayMs, isoDay, localDay, startOfLocalDay } from '../domain/local-day.ts';
import { type PatientRow, summariesOf } from '../roster/summaries.ts';
import { billingOf } from './minutes-billing.ts';
import { type MinutesRow, minutesBody } from './minutes-rows.ts';

type Deps = Pick<Store, 'reader' | 't'>;

export const monthQuery = z.strictObject({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11')
    .optional()
    .openapi({ description: "in the patient's zone; this month if left out" }),
});

export const myMinutesQuery = z.strictObject({
  state: z.enum(minutesStates).default('waiting'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().optional(),
});
export type MyMinutesQuery = z.infer<typeof myMinutesQuery>;

/** The instants at which a calendar month starts and ends in a zone. */
export const monthSpan = (month: string, timeZone: string): { from: number; to: number } => {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const dayOf = (months: number) => Date.UTC(year, months, 1) / dayMs;
  return {
    from: startOfLocalDay(dayOf(number - 1), timeZone),
    to: startOfLocalDay(dayOf(number), timeZone),
  };
};

const secondsOf = (rows: readonly MinutesRow[]): number => rows.reduce((sum, row) => sum + row.seconds, 0);

/** Time begun in a calendar month of the patient's, what counts of it, and what that reaches. */
export const monthMinutes = async (
  { reader, t }: Deps,
  { id, timeZone }: PatientRow,
  asked: string | undefined,
  at: number,
): Promise<MonthMinutesBody> => {
  const month = asked ?? isoDay(localDay(at, timeZone)).slice(0, 7);
  const { from, to } = monthSpan(month, timeZone);
  const { patientId, startedAt } = t.minutes;
  const rows = await reader
    .select()
    .from(t.minutes)
    .where(and(eq(patientId, id), gte(startedAt, from), lt(startedAt, to)))
    .orderBy(desc(startedAt), desc(t.minutes.id));
  const approved = rows.filter(row => row.state === 'approved');
  const totals = {
    approvedSeconds: secondsOf(approved),
    waitingSeconds: secondsOf(rows.filter(row => row.state === 'waiting')),
    isInteractive: approved.some(row => row.interactive),
  };
  const billing = billingOf(totals.approvedSeconds, totals.isInteractive);
  return { month, timeZone, items: rows.map(minutesBody), next: null, totals, billing };
};

const cursorSchema = z.tuple([z.literal('minutes'), z.number(), z.string()]);

const ofPrograms = ({ reader, t }: Deps, programs: readonly string[] | null) =>
  programs === null
    ? undefined
    : inArray(
        t.minutes.patientId,
        reader
          .select({ id: t.patient.id })
          .from(t.patient)
          .where(inArray(t.patient.programId, [...programs])),
      );

/** What one person entered, latest first: by default what waits for her approval. */
export const myMinutes = async (
  deps: Deps,
  by: string,
  query: MyMinutesQuery,
  programs: readonly string[] | null,
  at: number,
): Promise<{ items: MyMinutesBody[]; next: string | null }> => {
  const { reader, t } = deps;
  const { startedAt, id } = t.minutes;
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, cursorSchema);
  const rows = await reader
    .select()
    .from(t.minutes)
    .where(
      and(
        eq(t.minutes.by, by),
        eq(t.minutes.state, query.state),
        ofPrograms(deps, programs),
        cursor ? sql`(${startedAt}, ${id}) < (${cursor[1]}, ${cursor[2]})` : undefined,
      ),
    )
    .orderBy(desc(startedAt), desc(id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const patients = await summariesOf(
    deps,
    page.map(row => row.patientId),
    at,
  );
  return {
    items: page.flatMap(row => {
      const patient = patients.get(row.patientId);
      return patient ? [{ ...minutesBody(row), patient }] : [];
    }),
    next: rows.length > query.limit && last ? encodeCursor(['minutes', last.startedAt, last.id]) : null,
  };
};
