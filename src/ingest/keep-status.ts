import type BetterSqlite3 from 'better-sqlite3';
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
export type KeepStatus = (said: DeviceStatus, assignments: readonly Assignment[]) => readonly string[];

export const keepStatus = (sqlite: BetterSqlite3.Database): KeepStatus => {
  const batteryOf = sqlite
    .prepare<[string], number | null>('SELECT battery_percent FROM device WHERE id = ?')
    .pluck();
  const save = sqlite.prepare(
    `UPDATE device SET battery_percent = coalesce(@batteryPercent, battery_percent), status = @status, status_at = @at
     WHERE id = @deviceId AND coalesce(status_at, @at) <= @at`,
  );
  const ring = sqlite.prepare(
    `INSERT INTO due (patient_id, due_at, generation, judged_generation, earliest_at, timers, setbacks, failures)
     VALUES (@patientId, @at, 0, 0, NULL, json_object(@ruleId, json_object('at', @at, 'wallAt', @at)), '{}', 0)
     ON CONFLICT (patient_id) DO UPDATE SET
       due_at = min(coalesce(due_at, @at), @at),
       timers = json_set(timers, '$."' || @ruleId || '"', json_object('at', @at, 'wallAt', @at))`,
  );
  return (said, assignments) => {
    const { deviceId, batteryPercent, at } = said;
    const isNews = batteryPercent !== null && batteryPercent !== batteryOf.get(deviceId);
    if (save.run(said).changes === 0 || !isNews) return [];
    const holders = new Set(assignments.filter(a => holdsAt(a, at)).map(a => a.patientId));
    for (const patientId of [...holders].sort()) ring.run({ patientId, at, ruleId: deviceBattery.id });
    return [...holders];
  };
};
