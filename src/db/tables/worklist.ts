import { sql } from 'drizzle-orm';
import type { ActionTaken, Lane, Severity, Verdict } from '../../domain/alert.ts';
import type { ContactChannel, ContactedParty, ItemVerb } from '../../domain/contact.ts';
import type { EventKind } from '../../domain/event.ts';
import type { Kit } from '../kit.ts';

export type ItemState = 'open' | 'acknowledged' | 'closed';
export type DeliveryState = 'waiting' | 'delivered' | 'dead';

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
      owner: kit.text(),
      snoozedUntil: kit.instant(),
      snoozedBy: kit.text(),
      /** a role (`role:provider`) or a person (`person:Ana Ruiz`) */
      escalatedTo: kit.text(),
      escalatedAt: kit.instant(),
      escalatedBy: kit.text(),
      awaitingProviderSince: kit.instant(),
      awaitingProviderFor: kit.text(),
      nextTryAt: kit.instant(),
      /** share of the program's panel at lower risk, 0–1; null without an applicable score */
      risk: kit.double(),
      /** how many people were told that nobody took it up, and when the next one is told; null: nobody will be */
      pageStep: kit.int().notNull().default(0),
      nextPageAt: kit.instant(),
    },
    t => [
      kit.index('worklist_item_next_page').on(t.nextPageAt).where(sql`next_page_at is not null`),
      kit.uniqueIndex('worklist_item_open').on(t.patientId).where(sql`state <> 'closed'`),
      kit.index('worklist_item_patient').on(t.patientId, t.openedAt),
      kit.index('worklist_item_opened').on(t.openedAt),
      kit.index('worklist_item_closed').on(t.closedAt).where(sql`closed_at is not null`),
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
    t => [
      kit.index('worklist_note_item').on(t.itemId),
      kit.index('worklist_note_patient').on(t.patientId, t.at),
    ],
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
  /** somebody tried to reach somebody; an attempt, whatever came of it */
  contact: kit.table(
    'contact',
    {
      id: kit.text().primaryKey(),
      patientId: kit.text().notNull(),
      /** null: no item was open */
      itemId: kit.text(),
      /** counts the attempts since somebody was last reached, from 1; 0: they called us */
      attempt: kit.int().notNull(),
      who: kit.text().$type<ContactedParty>().notNull(),
      channel: kit.text().$type<ContactChannel>().notNull(),
      reached: kit.bool().notNull(),
      /** they called us: no attempt of ours */
      incoming: kit.bool().notNull().default(false),
      note: kit.text(),
      nextTryAt: kit.instant(),
      by: kit.text().notNull(),
      at: kit.instant().notNull(),
    },
    t => [kit.index('contact_patient').on(t.patientId, t.at), kit.index('contact_item').on(t.itemId)],
  ),
  /** each thing a person did to an item, with what it was before: the history, and what undo restores */
  deed: kit.table(
    'deed',
    {
      id: kit.text().primaryKey(),
      itemId: kit.text().notNull(),
      patientId: kit.text().notNull(),
      verb: kit.text().$type<ItemVerb>().notNull(),
      by: kit.text().notNull(),
      at: kit.instant().notNull(),
      /** the item's version after it */
      version: kit.int().notNull(),
      /** the item's people-owned columns before it */
      before: kit.json().$type<Record<string, unknown>>().notNull(),
      /** ids of rows it made: a note, a contact, reviews */
      made: kit.json().$type<readonly string[]>().notNull(),
      undoneAt: kit.instant(),
    },
    t => [kit.index('deed_item').on(t.itemId, t.at), kit.index('deed_patient').on(t.patientId, t.at)],
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
      /** of the row before, and of this one with it; null in rows older than the chain */
      previousHash: kit.text(),
      hash: kit.text(),
    },
    t => [
      kit.index('audit_log_subject').on(t.subjectType, t.subjectId),
      kit.index('audit_log_patient').on(t.patientId, t.id),
    ],
  ),
  /** who read whose data; sealed in batches */
  accessLog: kit.table(
    'access_log',
    {
      id: kit.serial(),
      at: kit.instant().notNull(),
      actor: kit.text().notNull(),
      /** the route, without ids */
      action: kit.text().notNull(),
      patientId: kit.text().notNull(),
      requestId: kit.text().notNull(),
    },
    t => [kit.index('access_log_patient').on(t.patientId, t.id)],
  ),
  accessSeal: kit.table('access_seal', {
    id: kit.serial(),
    at: kit.instant().notNull(),
    process: kit.text().notNull(),
    firstId: kit.instant().notNull(),
    lastId: kit.instant().notNull(),
    entries: kit.int().notNull(),
    previousHash: kit.text(),
    hash: kit.text().notNull(),
  }),
  webhook: kit.table('webhook', {
    id: kit.text().primaryKey(),
    url: kit.text().notNull(),
    secret: kit.text().notNull(),
    kinds: kit.json().$type<readonly EventKind[]>().notNull(),
    /** deliveries are queued for events up to this outbox id */
    queuedTo: kit.instant().notNull(),
    createdBy: kit.text().notNull(),
    createdAt: kit.instant().notNull(),
  }),
  webhookDelivery: kit.table(
    'webhook_delivery',
    {
      id: kit.serial(),
      webhookId: kit.text().notNull(),
      eventId: kit.instant().notNull(),
      kind: kit.text().$type<EventKind>().notNull(),
      body: kit.text().notNull(),
      state: kit.text().$type<DeliveryState>().notNull(),
      attempts: kit.int().notNull(),
      nextAt: kit.instant(),
      lastStatus: kit.int(),
      lastError: kit.text(),
      createdAt: kit.instant().notNull(),
      deliveredAt: kit.instant(),
    },
    t => [
      kit.uniqueIndex('webhook_delivery_event').on(t.webhookId, t.eventId),
      kit.index('webhook_delivery_next').on(t.state, t.nextAt),
    ],
  ),
});
