import { markedAt } from '../db/due-marks.ts';
import { jsonType, withTimer } from '../db/due-timers.ts';
import type { Sql } from '../db/statements.ts';
import { type Assignment, holdsAt } from '../domain/assignment.ts';
import { deviceBattery } from '../rules/device-battery.ts';

/** What a device said of itself. */
export type DeviceStatus = {
  readonly deviceId: string;
  readonly batteryPercent: number | null;
  /** all of it, as JSON */
  readonly status: string;
  readonly at: number;
};

/**
 * Keeps what a device last said of itself, inside the writer's transaction, and has the rule on batteries look at
 * whoever holds it where that is news; the patients it will look at are returned.
 */
export type KeepStatus = (
  said: DeviceStatus,
  assignments: readonly Assignment[],
) => Promise<readonly string[]>;

export const keepStatus = (sql: Sql): KeepStatus => {
  const batteryOf = sql
    .prepare<[string], number | null>('SELECT battery_percent FROM device WHERE id = ?')
    .pluck();
  const save = sql.prepare(
    `UPDATE device SET battery_percent = coalesce(@batteryPercent, battery_percent), status = @status, status_at = @at
     WHERE id = @deviceId AND coalesce(status_at, @at) <= @at`,
  );
  const ring = sql.prepare(
    `INSERT INTO due (patient_id, due_at, generation, judged_generation, earliest_at, timers, setbacks, failures)
     VALUES (@patientId, ${markedAt[sql.dialect]}, 0, 0, NULL, ${withTimer(sql.dialect, `CAST('{}' AS ${jsonType(sql.dialect)})`)}, '{}', 0)
     ON CONFLICT (patient_id) DO UPDATE SET
       due_at = least(coalesce(due.due_at, excluded.due_at), excluded.due_at),
       timers = ${withTimer(sql.dialect, 'due.timers')}`,
  );
  return async (said, assignments) => {
    const { deviceId, batteryPercent, at } = said;
    const isNews = batteryPercent !== null && batteryPercent !== (await batteryOf.get(deviceId));
    if ((await save.run(said)) === 0 || !isNews) return [];
    const holders = new Set(assignments.filter(a => holdsAt(a, at)).map(a => a.patientId));
    for (const patientId of [...holders].sort()) await ring.run({ patientId, at, ruleId: deviceBattery.id });
    return [...holders];
  };
};
