import { and, eq } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { type Actor, actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import type { Ingest } from './ingest.ts';
import type { Outcome } from './outcome.ts';
import { findRejected, type RejectedRow } from './rejected-list.ts';
import { mustWait } from './rejected-state.ts';

export type ReplayDeps = {
  readonly store: Store;
  readonly ingest: Ingest;
  readonly actor: Actor;
  readonly at: number;
};

/** Sends a rejected message through ingest again, as of when it came. */
export const tryAgain = (ingest: Ingest, row: RejectedRow): Promise<Outcome> =>
  ingest({
    source: row.source,
    topic: row.topic,
    payload: row.raw,
    receivedAt: row.lastReceivedAt,
    mode: row.mode,
    replayOf: { rejectedId: row.id, firstReceivedAt: row.firstReceivedAt },
  });

/** Writes down what a replay made of a message that still waits; false when somebody was first. Inside the writer. */
export const settle = async (
  { store, actor, at }: ReplayDeps,
  { id }: RejectedRow,
  outcome: Outcome,
): Promise<boolean> => {
  const { db, t } = store;
  const readingId = 'readingId' in outcome ? outcome.readingId : null;
  const settled = await db
    .update(t.rejectedMessage)
    .set(
      outcome.is === 'rejected'
        ? { reason: outcome.reason, field: outcome.field, remedy: outcome.remedy }
        : {
            state: 'replayed',
            replayOutcome: outcome.is,
            readingId,
            resolvedBy: actorName(actor),
            resolvedAt: at,
          },
    )
    .where(and(eq(t.rejectedMessage.id, id), eq(t.rejectedMessage.state, 'waiting')))
    .returning({ id: t.rejectedMessage.id });
  if (settled.length === 0) return false;
  await recordAudit(store, {
    at,
    actor,
    action: 'rejected-message.replay',
    subject: { type: 'rejected-message', id },
    patientId: null,
    detail: { outcome: outcome.is, ...(readingId === null ? {} : { readingId }) },
  });
  if (outcome.is !== 'rejected')
    await emit(store, { at, kind: 'message.resolved', patientId: null, itemId: null, subjectId: id });
  return true;
};

/**
 * Sends a message that waits through ingest again, as of when it came. What ingest refuses again goes on waiting, with
 * the new reason. Replaying what a crash left half done finds the reading there. @throws AppError not-found, conflict,
 * not-allowed-now for one that was not kept whole
 */
export const replayRejected = async (deps: ReplayDeps, id: string): Promise<Outcome> => {
  const row = await findRejected(deps.store, id);
  mustWait(row);
  if (row.truncated)
    throw new AppError('not-allowed-now', 'only the beginning of this message was kept', {
      field: 'id',
      remedy: 'have the device send it again, or discard it',
    });
  const outcome = await tryAgain(deps.ingest, row);
  if (!(await deps.store.write(() => settle(deps, row, outcome)))) {
    mustWait(await findRejected(deps.store, id));
  }
  return outcome;
};
