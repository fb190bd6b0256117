import { sql } from 'drizzle-orm';
import type { ActionTaken, Severity, Verdict } from '../../domain/alert.ts';
import type { Kit } from '../kit.ts';

export type ItemState = 'open' | 'acknowledged' | 'closed';
export type Lane = 'clinical' | 'technical';

/** What people act on, what they said, and the audit of it. */
export const worklistTables = (kit: Kit) => ({
  worklistItem: kit.table(
    'worklist_item',
    {
      id: kit.text().primaryKey(),
      patientId: kit.text().notNull(),
      programId: kit.text().notNull(),
      state: kit.text().$type<ItemState>().notNull(),
      lane: kit.text().$type<Lane>().notNull(),
      severity: kit.int().notNull(),
      confirmed: kit.bool().notNull(),
      resolved: kit.bool().notNull(),
      slaDueAt: kit.instant().notNull(),
      openedAt: kit.instant().notNull(),
      changedAt: kit.instant().notNull(),
      version: kit.int().notNull(),
      acknowledgedBy: kit.text(),
      acknowledgedAt: kit.instant(),
      acknowledgedSeverity: kit.int(),
      closedBy: kit.text(),
      closedAt: kit.instant(),
      lastActor: kit.text(),
      lastActedAt: kit.instant(),
    },
    t => [
      kit.uniqueIndex('worklist_item_open').on(t.patientId).where(sql`state <> 'closed'`),
      kit.index('worklist_item_patient').on(t.patientId, t.openedAt),
      kit.index('worklist_item_rank').on(t.state, t.severity, t.slaDueAt),
    ],
  ),
  worklistNote: kit.table(
    'worklist_note',
    {
      id: kit.text().primaryKey(),
      itemId: kit.text().notNull(),
      patientId: kit.text().notNull(),
      text: kit.text().notNull(),
      by: kit.text().notNull(),
      at: kit.instant().notNull(),
    },
    t => [kit.index('worklist_note_item').on(t.itemId)],
  ),
  alertReview: kit.table(
    'alert_review',
    {
      id: kit.text().primaryKey(),
      alertId: kit.text().notNull(),
      itemId: kit.text().notNull(),
      patientId: kit.text().notNull(),
      verdict: kit.text().$type<Verdict>().notNull(),
      action: kit.text().$type<ActionTaken>().notNull(),
      /** severity the alert had when it was accepted; worse opens a new item */
      severity: kit.text().$type<Severity>().notNull(),
      /** still firing: quiet until worse, or until this */
      acceptedUntil: kit.instant(),
      by: kit.text().notNull(),
      at: kit.instant().notNull(),
    },
    t => [kit.index('alert_review_alert').on(t.alertId), kit.index('alert_review_item').on(t.itemId)],
  ),
  auditLog: kit.table(
    'audit_log',
    {
      id: kit.serial(),
      at: kit.instant().notNull(),
      actor: kit.text().notNull(),
      action: kit.text().notNull(),
      subjectType: kit.text().notNull(),
      subjectId: kit.text().notNull(),
      patientId: kit.text(),
      detail: kit.json().$type<Record<string, unknown>>().notNull(),
    },
    t => [kit.index('audit_log_subject').on(t.subjectType, t.subjectId)],
  ),
});
