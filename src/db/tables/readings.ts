import { sql } from 'drizzle-orm';
import type { Kind, Mode, ReadingFlag } from '../../domain/reading.ts';
import type { ResolutionDecision } from '../../domain/resolution.ts';
import type { Kit } from '../kit.ts';

/** A reading that a patient has no more, in the columns of its row, and whether it was known to be the patient's. */
export type TakenReading = { readonly row: readonly (string | number | null)[]; readonly owned: boolean };

/** `waiting` for a person; `replayed` into a reading; `discarded` by a person. */
export const rejectedStates = ['waiting', 'replayed', 'discarded'] as const;
export type RejectedState = (typeof rejectedStates)[number];

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

/** Readings, their daily rollups, and the messages that became none. */
export const readingTables = (kit: Kit) => ({
  reading: kit.table('reading', { patientId: kit.text().notNull(), ...measurementColumns(kit) }, t => [
    kit.primaryKey({ columns: [t.patientId, t.kind, t.measuredAt, t.id] }),
    kit.uniqueIndex('reading_without_device_time').on(t.id).where(sql`flags <> '[]'`),
    kit.index('reading_suspect').on(t.receivedAt).where(sql`suspect is not null`),
    kit.index('reading_suspect_of').on(t.patientId, t.kind, t.measuredAt).where(sql`suspect is not null`),
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
  /** what a person decided of a reading; `before` is the whole row as it was, so that nothing is lost */
  readingResolution: kit.table(
    'reading_resolution',
    {
      id: kit.text().primaryKey(),
      readingId: kit.text().notNull(),
      kind: kit.text().$type<Kind>().notNull(),
      deviceId: kit.text().notNull(),
      measuredAt: kit.instant().notNull(),
      decision: kit.text().$type<ResolutionDecision>().notNull(),
      /** null: it had no owner */
      fromPatientId: kit.text(),
      /** null: discarded */
      toPatientId: kit.text(),
      before: kit.json().$type<Record<string, unknown>>().notNull(),
      after: kit.json().$type<Record<string, unknown>>(),
      note: kit.text(),
      by: kit.text().notNull(),
      /** in the order of a reading's decisions: see `settleReading` */
      at: kit.instant().notNull(),
    },
    t => [
      kit.index('reading_resolution_reading').on(t.readingId),
      kit.index('reading_resolution_from').on(t.fromPatientId, t.at),
      kit.index('reading_resolution_to').on(t.toPatientId, t.at),
    ],
  ),
  /** a person's decision in a patient's order of arrival: what was judged since the reading is judged again */
  retraction: kit.table(
    'retraction',
    {
      patientId: kit.text().notNull(),
      arrival: kit.instant().notNull(),
      /** null: no reading, but a status that took effect at `measuredAt` and was entered later */
      kind: kit.text().$type<Kind>(),
      measuredAt: kit.instant().notNull(),
      /** the reading as it was until then; null where the patient had none */
      taken: kit.json().$type<TakenReading>(),
      at: kit.instant().notNull(),
    },
    t => [kit.primaryKey({ columns: [t.patientId, t.arrival] })],
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
      /** of the topic, where it has one */
      deviceId: kit.text(),
      channel: kit.text(),
      state: kit.text().$type<RejectedState>().notNull().default('waiting'),
      resolvedBy: kit.text(),
      resolvedAt: kit.instant(),
      /** stated by the door it came through */
      mode: kit.text().$type<Mode>().notNull().default('live'),
      /** why a person discarded it, in that person's words */
      resolvedWhy: kit.text(),
      /** what a replay made of it */
      replayOutcome: kit.text(),
      readingId: kit.text(),
    },
    t => [
      kit.uniqueIndex('rejected_message_hash').on(t.hash),
      kit.index('rejected_message_last').on(t.lastReceivedAt),
      kit.index('rejected_message_state').on(t.state, t.lastReceivedAt),
    ],
  ),
});
