import { sql } from 'drizzle-orm';
import type { Severity } from '../../domain/alert.ts';
import type { Kit } from '../kit.ts';
import type { ItemState } from './worklist.ts';

/** `nobody`: there was nobody to tell; `held`: patients are told that nobody watches then, so it waits for the next shift */
export type PageState = 'sent' | 'answered' | 'nobody' | 'held';
export type PageReason = 'unacknowledged' | 'unattended' | 'hand-off';
export type IncidentKind = 'gateway-silent' | 'queue-unattended';

/** Who is on, who was told, what was handed over, and what concerns many patients at once. */
export const attendanceTables = (kit: Kit) => ({
  /** who is on when, and what happens with what nobody takes up: one plan a program */
  coverage: kit.table('coverage', {
    programId: kit.text().primaryKey(),
    plan: kit.json().$type<Record<string, unknown>>().notNull(),
    version: kit.int().notNull(),
    by: kit.text().notNull(),
    at: kit.instant().notNull(),
  }),
  /** a person who can be told, and the webhook of the pager, SMS or chat gateway that reaches her */
  responder: kit.table(
    'responder',
    {
      id: kit.text().primaryKey(),
      name: kit.text().notNull(),
      role: kit.text(),
      webhookId: kit.text().notNull(),
      createdBy: kit.text().notNull(),
      createdAt: kit.instant().notNull(),
      removedAt: kit.instant(),
    },
    t => [kit.uniqueIndex('responder_name').on(t.name).where(sql`removed_at is null`)],
  ),
  /** somebody was told, or would have been, had anybody been on */
  page: kit.table(
    'page',
    {
      id: kit.text().primaryKey(),
      programId: kit.text().notNull(),
      reason: kit.text().$type<PageReason>().notNull(),
      state: kit.text().$type<PageState>().notNull(),
      itemId: kit.text(),
      incidentId: kit.text(),
      handoffId: kit.text(),
      patientId: kit.text(),
      severity: kit.text().$type<Severity>(),
      /** counts the people told of one thing, from 1 */
      step: kit.int().notNull(),
      /** a person; null where nobody is on */
      to: kit.text(),
      responderId: kit.text(),
      deliveryId: kit.instant(),
      at: kit.instant().notNull(),
      answeredAt: kit.instant(),
      answeredBy: kit.text(),
    },
    t => [
      kit.index('page_item').on(t.itemId, t.at),
      kit.index('page_at').on(t.at),
      kit.index('page_delivery').on(t.deliveryId),
    ],
  ),
  /** open items given to another person, who accepts them */
  handoff: kit.table(
    'handoff',
    {
      id: kit.text().primaryKey(),
      from: kit.text().notNull(),
      to: kit.text().notNull(),
      itemIds: kit.json().$type<readonly string[]>().notNull(),
      note: kit.text(),
      at: kit.instant().notNull(),
      /** until when it should be accepted */
      dueAt: kit.instant().notNull(),
      acceptedAt: kit.instant(),
      declinedAt: kit.instant(),
      escalatedAt: kit.instant(),
    },
    t => [kit.index('handoff_to').on(t.to, t.at), kit.index('handoff_due').on(t.dueAt)],
  ),
  /** something technical that concerns many patients at once: one line, not a hundred */
  incident: kit.table(
    'incident',
    {
      id: kit.text().primaryKey(),
      kind: kit.text().$type<IncidentKind>().notNull(),
      /** the gateway, or the program */
      subjectId: kit.text().notNull(),
      state: kit.text().$type<ItemState>().notNull(),
      startedAt: kit.instant().notNull(),
      /** null: it goes on */
      endedAt: kit.instant(),
      because: kit.text().notNull(),
      detail: kit.json().$type<Record<string, unknown>>().notNull(),
      acknowledgedBy: kit.text(),
      acknowledgedAt: kit.instant(),
      closedBy: kit.text(),
      closedAt: kit.instant(),
      version: kit.int().notNull(),
    },
    t => [
      kit.uniqueIndex('incident_going_on').on(t.kind, t.subjectId).where(sql`ended_at is null`),
      kit.index('incident_state').on(t.state, t.startedAt),
    ],
  ),
});
