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

type Last = readonly [receivedAt: number, flags: string];

const lastReading = ({ readerSqlite }: ReportDeps) => {
  const last = readerSqlite
    .prepare<[string, Kind, number, string], Last>(
      `SELECT received_at, flags FROM reading
       WHERE patient_id = ? AND kind = ? AND measured_at >= ? AND device_id = ?
       ORDER BY measured_at DESC LIMIT 1`,
    )
    .raw();
  return (patientId: string, kind: Kind, since: number, deviceId: string) =>
    last.get(patientId, kind, since, deviceId);
};

/** Devices looked at before others get their turn. */
const atOnce = 50;

/** Devices that somebody holds who is expected to measure, and when each was last heard: a range of one index for each. */
export const heldDevices = async (
  deps: ReportDeps,
  directory: Pick<Directory, 'patient'>,
  programIds: readonly string[],
  now: number,
): Promise<HeldDevice[]> => {
  const lastOf = lastReading(deps);
  const since = now - heardBackMs;
  const held: HeldDevice[] = [];
  let looked = 0;
  for (const { statusAt: saidAt, enrolledAt, fromAt, ...row } of await heldRows(deps, programIds, now)) {
    looked += 1;
    if (looked % atOnce === 0) await new Promise(setImmediate);
    const monitoring = directory.patient(row.patientId, now)?.context.monitoring ?? [];
    if (notExpected.includes(statusAt(monitoring, now))) continue;
    const last = lastOf(row.patientId, row.kind, since, row.deviceId);
    const heard = [last?.[0], saidAt].filter((at): at is number => typeof at === 'number' && at >= since);
    held.push({
      ...row,
      heldSince: Math.max(enrolledAt, fromAt ?? 0),
      lastHeardAt: heard.length > 0 ? Math.max(...heard) : null,
      isClockWrong: last?.[1].includes('"clock"') ?? false,
    });
  }
  return held;
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
