import type { Store } from '../db/open.ts';
import type { Sql } from '../db/statements.ts';

/** Makes a patient due at an instant, if she is not earlier. Inside a transaction. */
export const wakeAt = async ({ sql }: Pick<Store, 'sql'>, patientId: string, at: number): Promise<void> => {
  await sql
    .prepare('UPDATE due SET due_at = least(coalesce(due_at, @at), @at) WHERE patient_id = @patientId')
    .run({ patientId, at });
};

/**
 * The instants at which a patient's line changes by itself: the ends of what was accepted, of a quiet and of a snooze, and
 * when she came from another program. One that has passed is listed until `attach` has heard of it.
 */
export type LineWakes = (patientId: string) => Promise<readonly number[]>;

export const lineWakes = (sql: Sql): LineWakes => {
  const select = sql
    .prepare<[string, string, string, string], number>(
      `SELECT r.accepted_until FROM alert a
       JOIN worklist_item i ON i.id = a.item_id
       JOIN alert_review r ON r.alert_id = a.id AND r.item_id = i.id
       WHERE a.patient_id = ? AND a.ended_at IS NULL AND a.state = 'firing' AND r.accepted_until IS NOT NULL
         AND (i.state = 'closed' OR r.accepted_until > i.changed_at)
         AND NOT EXISTS (SELECT 1 FROM alert_review l WHERE l.alert_id = a.id AND l.at > r.at)
       UNION ALL
       SELECT quiet_until FROM alert
       WHERE patient_id = ? AND ended_at IS NULL AND state = 'firing' AND quiet_until IS NOT NULL
       UNION ALL
       SELECT snoozed_until FROM worklist_item
       WHERE patient_id = ? AND state <> 'closed' AND snoozed_until IS NOT NULL
       UNION ALL
       SELECT p.updated_at FROM worklist_item i JOIN patient p ON p.id = i.patient_id
       WHERE i.patient_id = ? AND i.state <> 'closed' AND i.program_id <> p.program_id`,
    )
    .pluck();
  return patientId => select.all(patientId, patientId, patientId, patientId);
};
