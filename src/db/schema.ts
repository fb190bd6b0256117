import { sql } from 'drizzle-orm';
import type {
  ActionTaken,
  AlertState,
  Concern,
  EndReason,
  Evidence,
  Severity,
  Verdict,
} from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import type { Kind, Mode, ReadingFlag } from '../domain/reading.ts';
import type { Kit } from './kit.ts';

const rosterTables = (kit: Kit) => ({
  program: kit.table('program', {
    id: kit.text().primaryKey(),
    name: kit.text().notNull(),
    limits: kit.json().$type<Limits>().notNull(),
    limitsVersion: kit.int().notNull(),
    createdAt: kit.instant().notNull(),
  }),
  patient: kit.table(
    'patient',
    {
      id: kit.text().primaryKey(),
      siteId: kit.text().notNull(),
      family: kit.text().notNull(),
      given: kit.text().notNull(),
      birthDate: kit.text().notNull(),
      sex: kit.text().notNull(),
      timeZone: kit.text().notNull(),
      programId: kit.text().notNull(),
      enrolledAt: kit.instant().notNull(),
      phone: kit.text(),
      language: kit.text(),
      caregiver: kit.text(),
      caregiverPhone: kit.text(),
      caregiverConsent: kit.bool(),
      emergencyContact: kit.text(),
      emergencyPhone: kit.text(),
      address: kit.text(),
      provider: kit.text(),
      dryWeightKg: kit.double(),
      site: kit.text(),
      tags: kit.json().$type<readonly string[]>().notNull(),
      /** name, site id and phone, folded for search */
      search: kit.text().notNull(),
      updatedAt: kit.instant().notNull(),
    },
    t => [kit.uniqueIndex('patient_site_id').on(t.siteId), kit.index('patient_name').on(t.family, t.given)],
  ),
  device: kit.table('device', {
    id: kit.text().primaryKey(),
    batteryPercent: kit.double(),
    status: kit.json().$type<Record<string, unknown>>(),
    statusAt: kit.instant(),
    createdAt: kit.instant().notNull(),
  }),
  assignment: kit.table(
    'assignment',
    {
      id: kit.text().primaryKey(),
      deviceId: kit.text().notNull(),
      kind: kit.text().$type<Kind>().notNull(),
      slot: kit.text(),
      patientId: kit.text().notNull(),
      perWeek: kit.double().notNull(),
      /** null: from the beginning of time */
      fromAt: kit.instant(),
      untilAt: kit.instant(),
    },
    t => [kit.index('assignment_device').on(t.deviceId), kit.index('assignment_patient').on(t.patientId)],
  ),
});

const measurementColumns = (kit: Kit) => ({
  kind: kit.text().$type<Kind>().notNull(),
  measuredAt: kit.instant().notNull(),
  /** hash of the reading as sent; the same again is a redelivery */
  id: kit.text().notNull(),
  receivedAt: kit.instant().notNull(),
  arrival: kit.instant().notNull(),
  mode: kit.text().$type<Mode>().notNull(),
  deviceId: kit.text().notNull(),
  slot: kit.text(),
  systolicMmHg: kit.double(),
  diastolicMmHg: kit.double(),
  pulsePerMin: kit.double(),
  glucoseMgDl: kit.double(),
  outOfRange: kit.text(),
  meal: kit.text(),
  weightKg: kit.double(),
  suspect: kit.text(),
  flags: kit.json().$type<readonly ReadingFlag[]>().notNull(),
  sentUnit: kit.text(),
  sentValues: kit.json().$type<Record<string, unknown>>().notNull(),
});

const readingTables = (kit: Kit) => ({
  reading: kit.table('reading', { patientId: kit.text().notNull(), ...measurementColumns(kit) }, t => [
    kit.primaryKey({ columns: [t.patientId, t.kind, t.measuredAt, t.id] }),
    kit.uniqueIndex('reading_without_device_time').on(t.id).where(sql`flags <> '[]'`),
  ]),
  unownedReading: kit.table(
    'unowned_reading',
    { ...measurementColumns(kit), candidates: kit.json().$type<readonly string[]>().notNull() },
    t => [kit.primaryKey({ columns: [t.id] }), kit.index('unowned_reading_received').on(t.receivedAt)],
  ),
  /** one row for each patient an unowned reading may belong to, so that it is judged on each one's line */
  unownedCandidate: kit.table(
    'unowned_candidate',
    {
      patientId: kit.text().notNull(),
      measuredAt: kit.instant().notNull(),
      readingId: kit.text().notNull(),
      arrival: kit.instant().notNull(),
    },
    t => [kit.primaryKey({ columns: [t.patientId, t.measuredAt, t.readingId] })],
  ),
  dailyRollup: kit.table(
    'daily_rollup',
    {
      patientId: kit.text().notNull(),
      kind: kit.text().$type<Kind>().notNull(),
      /** local calendar day as days since 1970-01-01 */
      day: kit.int().notNull(),
      readings: kit.int().notNull(),
      /** systolic mmHg, glucose mg/dL or weight kg; null when no reading of the day was a number */
      mean: kit.double(),
      min: kit.double(),
      max: kit.double(),
      diastolicMean: kit.double(),
      pulseMean: kit.double(),
      outOfRange: kit.int().notNull(),
    },
    t => [kit.primaryKey({ columns: [t.patientId, t.kind, t.day] })],
  ),
  rejectedMessage: kit.table(
    'rejected_message',
    {
      id: kit.text().primaryKey(),
      source: kit.text().$type<'mqtt' | 'http'>().notNull(),
      topic: kit.text().notNull(),
      reason: kit.text().notNull(),
      field: kit.text(),
      remedy: kit.text().notNull(),
      raw: kit.bytes().notNull(),
      sizeBytes: kit.int().notNull(),
      /** true when `raw` is only the beginning */
      truncated: kit.bool().notNull(),
      hash: kit.text().notNull(),
      times: kit.int().notNull(),
      firstReceivedAt: kit.instant().notNull(),
      lastReceivedAt: kit.instant().notNull(),
    },
    t => [
      kit.uniqueIndex('rejected_message_hash').on(t.hash),
      kit.index('rejected_message_last').on(t.lastReceivedAt),
    ],
  ),
});

const evaluationTables = (kit: Kit) => ({
  /** one row a patient, never deleted; `generation` numbers arrivals, so a mark set meanwhile is never lost */
  due: kit.table(
    'due',
    {
      patientId: kit.text().primaryKey(),
      dueAt: kit.instant(),
      generation: kit.instant().notNull(),
      judgedGeneration: kit.instant().notNull(),
      /** measuredAt of the earliest reading not yet judged: how far back to look */
      earliestAt: kit.instant(),
      timers: kit.json().$type<Record<string, { at: number; wallAt: number }>>().notNull(),
      /** rules that broke on this patient: from which arrival on they must judge again */
      setbacks: kit
        .json()
        .$type<Record<string, { arrival: number; earliestAt: number; retryAt: number }>>()
        .notNull(),
      failures: kit.int().notNull(),
    },
    t => [kit.index('due_at').on(t.dueAt)],
  ),
  alert: kit.table(
    'alert',
    {
      id: kit.text().primaryKey(),
      patientId: kit.text().notNull(),
      ruleId: kit.text().notNull(),
      ruleVersion: kit.int().notNull(),
      limitsVersion: kit.int().notNull(),
      concern: kit.text().$type<Concern>().notNull(),
      state: kit.text().$type<AlertState>().notNull(),
      severity: kit.text().$type<Severity>().notNull(),
      confirmed: kit.bool().notNull(),
      because: kit.text().notNull(),
      evidence: kit.json().$type<Evidence>().notNull(),
      startedAt: kit.instant().notNull(),
      firedAt: kit.instant(),
      lastAt: kit.instant().notNull(),
      pendingUntil: kit.instant(),
      endedAt: kit.instant(),
      endReason: kit.text().$type<EndReason>(),
      /** when, by our clock, it last fired anew or grew worse */
      raisedAt: kit.instant(),
      itemId: kit.text(),
      previousAlertId: kit.text(),
    },
    t => [
      kit.uniqueIndex('alert_standing').on(t.patientId, t.ruleId).where(sql`state <> 'ended'`),
      kit.index('alert_patient_started').on(t.patientId, t.startedAt),
      kit.index('alert_patient_ended').on(t.patientId, t.endedAt),
      kit.index('alert_patient_rule').on(t.patientId, t.ruleId, t.startedAt),
      kit.index('alert_item').on(t.itemId),
      kit.index('alert_started').on(t.startedAt, t.id),
    ],
  ),
  outbox: kit.table('outbox', {
    id: kit.serial(),
    at: kit.instant().notNull(),
    kind: kit.text().$type<EventKind>().notNull(),
    patientId: kit.text().notNull(),
    itemId: kit.text(),
  }),
});

const worklistTables = (kit: Kit) => ({
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

export type ItemState = 'open' | 'acknowledged' | 'closed';
export type Lane = 'clinical' | 'technical';
export type EventKind =
  | 'worklist-item.opened'
  | 'worklist-item.changed'
  | 'worklist-item.closed'
  | 'alert.changed';

/** Every table, defined once; `schema.sqlite.ts` and `schema.pg.ts` export it for each dialect. */
export const defineTables = (kit: Kit) => ({
  ...rosterTables(kit),
  ...readingTables(kit),
  ...evaluationTables(kit),
  ...worklistTables(kit),
});

export type Tables = ReturnType<typeof defineTables>;
