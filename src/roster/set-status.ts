import { eq, max } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { type Actor, actorName } from '../domain/actor.ts';
import { newId } from '../ids.ts';
import { changeRoster } from './change-roster.ts';
import type { Directory } from './directory.ts';
import { judgeAgainSince, lookAgainAt } from './look-again.ts';
import type { MonitoringRow } from './monitoring.ts';
import { findPatient } from './patients.ts';
import { changeOf, type StatusInput } from './status-input.ts';

export type StatusDeps = {
  readonly store: Store;
  readonly directory: Directory;
  readonly actor: Actor;
  readonly at: number;
};

/** When it counts as entered: of two changes from one instant the later entered is in force. */
const enteredAt = async ({ store: { db, t }, at }: StatusDeps, patientId: string): Promise<number> => {
  const [latest] = await db
    .select({ at: max(t.monitoring.at) })
    .from(t.monitoring)
    .where(eq(t.monitoring.patientId, patientId));
  return Math.max(at, (latest?.at ?? at - 1) + 1);
};

/** Changes how a patient is watched, inside a transaction at whose end the directory is read anew. @throws AppError bad-request */
export const enterStatus = async (deps: StatusDeps, patientId: string, input: StatusInput): Promise<void> => {
  const { store, actor, at } = deps;
  const row: MonitoringRow = {
    id: newId('mon'),
    patientId,
    ...changeOf(input, at),
    reason: input.reason ?? null,
    by: actorName(actor),
    at: await enteredAt(deps, patientId),
  };
  await store.db.insert(store.t.monitoring).values(row);
  const { status, fromAt, resumesAt, reviewAt } = row;
  if (fromAt < at) await judgeAgainSince(store, patientId, fromAt, at);
  else await lookAgainAt(store, patientId, fromAt, at);
  await recordAudit(store, {
    at,
    actor,
    action: 'patient.set-status',
    subject: { type: 'monitoring', id: row.id },
    patientId,
    detail: { status, fromAt, resumesAt, reviewAt },
  });
  await emit(store, { at, kind: 'patient.changed', patientId, itemId: null });
};

/**
 * Changes how a patient is watched, from now, from a planned time or since up to 35 days ago; what alerts stand is
 * judged anew under it. The result is the patient's opaque id. @throws AppError not-found, bad-request
 */
export const setStatus = (deps: StatusDeps, id: string, input: StatusInput): Promise<string> =>
  changeRoster(
    deps,
    async () => {
      const { db, t } = deps.store;
      const patient = await findPatient({ reader: db, t }, id);
      await enterStatus(deps, patient.id, input);
      return patient.id;
    },
    patientId => [patientId],
  );
