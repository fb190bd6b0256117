import { and, count, desc, eq, gt, gte, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { DeviceHealthBody } from '../contract/reports.ts';
import { dayMs, isoDay } from '../domain/local-day.ts';
import { notExpected, statusAt } from '../domain/monitoring.ts';
import type { Kind } from '../domain/reading.ts';
import type { Directory } from '../roster/directory.ts';
import type { ReportDeps, Span } from './span.ts';

/** How far back a device is looked for. */
export const heardBackMs = 35 * dayMs;

export type HeldDevice = {
  readonly programId: string;
  readonly deviceId: string;
  readonly kind: Kind;
  readonly patientId: string;
  readonly gateway: string | null;
  readonly batteryPercent: number | null;
  readonly perWeek: number;
  /** null: not within 35 days */
  readonly lastHeardAt: number | null;
  readonly heldSince: number;
  readonly isClockWrong: boolean;
};

const heldRows = ({ reader, t }: ReportDeps, programIds: readonly string[], now: number) => {
  const { device, assignment, patient } = t;
  return reader
    .select({
      assignmentId: assignment.id,
      programId: patient.programId,
      deviceId: device.id,
      kind: assignment.kind,
      patientId: patient.id,
      gateway: device.gateway,
      batteryPercent: device.batteryPercent,
      statusAt: device.statusAt,
      perWeek: assignment.perWeek,
      enrolledAt: patient.enrolledAt,
      fromAt: assignment.fromAt,
    })
    .from(assignment)
    .innerJoin(device, eq(device.id, assignment.deviceId))
    .innerJoin(patient, eq(patient.id, assignment.patientId))
    .where(
      and(
        inArray(patient.programId, [...programIds]),
        or(isNull(assignment.fromAt), lte(assignment.fromAt, now)),
        or(isNull(assignment.untilAt), gt(assignment.untilAt, now)),
      ),
    );
};

type Last = readonly [assignmentId: string, receivedAt: number | null, clockWrong: number | null];

const ofDevice = `FROM reading r WHERE r.patient_id = a.patient_id AND r.kind = a.kind AND r.measured_at >= ?
  AND r.device_id = a.device_id ORDER BY r.measured_at DESC LIMIT 1`;

/** When devices were last heard by their readings: a range of one index for each, many in one query. */
const lastReadings = ({ readerSql }: ReportDeps) =>
  readerSql
    .prepare<[number, number, string], Last>(
      `SELECT a.id, (SELECT r.received_at ${ofDevice}),
         (SELECT CASE WHEN CAST(r.flags AS text) LIKE '%"clock"%' THEN 1 ELSE 0 END ${ofDevice})
       FROM json_each(?) p CROSS JOIN assignment a WHERE a.id = p.value`,
    )
    .raw();

/** Devices asked after in one query, before others get their turn. */
const atOnce = 200;

/** Devices that somebody holds who is expected to measure, and when each was last heard. */
export const heldDevices = async (
  deps: ReportDeps,
  directory: Pick<Directory, 'patient'>,
  programIds: readonly string[],
  now: number,
): Promise<HeldDevice[]> => {
  const lastOf = lastReadings(deps);
  const since = now - heardBackMs;
  const isExpected = ({ patientId }: { readonly patientId: string }): boolean =>
    !notExpected.includes(statusAt(directory.patient(patientId, now)?.context.monitoring ?? [], now));
  const rows = (await heldRows(deps, programIds, now)).filter(isExpected);
  const held: HeldDevice[] = [];
  for (let from = 0; from < rows.length; from += atOnce) {
    const asked = rows.slice(from, from + atOnce);
    const ids = JSON.stringify(asked.map(row => row.assignmentId));
    const last = new Map((await lastOf.all(since, since, ids)).map(row => [row[0], row] as const));
    for (const row of asked) held.push(heldDevice(row, last.get(row.assignmentId), since));
    await new Promise(setImmediate);
  }
  return held;
};

type HeldRow = Awaited<ReturnType<typeof heldRows>>[number];

const heldDevice = (
  { statusAt: saidAt, enrolledAt, fromAt, assignmentId: _, ...row }: HeldRow,
  last: Last | undefined,
  since: number,
): HeldDevice => {
  const heard = [last?.[1], saidAt].filter((at): at is number => typeof at === 'number' && at >= since);
  return {
    ...row,
    heldSince: Math.max(enrolledAt, fromAt ?? 0),
    lastHeardAt: heard.length > 0 ? Math.max(...heard) : null,
    isClockWrong: last?.[2] === 1,
  };
};

/** Messages that became no reading, by day and reason. */
export const rejectedByDay = async (
  { reader, t }: ReportDeps,
  { from, to }: Span,
): Promise<DeviceHealthBody['rejected']> => {
  const { lastReceivedAt, reason, state } = t.rejectedMessage;
  const day = sql<number>`${lastReceivedAt} / ${sql.raw(String(dayMs))}`;
  const rows = await reader
    .select({
      ...{ day, reason, messages: count() },
      waiting: sql<number>`sum(case when ${state} = 'waiting' then 1 else 0 end)`,
    })
    .from(t.rejectedMessage)
    .where(and(gte(lastReceivedAt, from), lt(lastReceivedAt, to)))
    .groupBy(day, reason)
    .orderBy(desc(day), desc(count()));
  return rows.map(row => ({
    day: isoDay(Math.floor(Number(row.day))),
    ...{ reason: row.reason, messages: Number(row.messages), waiting: Number(row.waiting) },
  }));
};
