import { type Actor, actorName } from '../domain/actor.ts';
import type { Store } from './open.ts';

export type AuditEntry = {
  readonly at: number;
  readonly actor: Actor;
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly patientId: string | null;
  /** ids and codes; never a patient's data */
  readonly detail: Readonly<Record<string, unknown>>;
};

/** Writes the audit row of a change, inside the change's own transaction. */
export const recordAudit = async ({ db, t }: Pick<Store, 'db' | 't'>, entry: AuditEntry): Promise<void> => {
  await db.insert(t.auditLog).values({
    at: entry.at,
    actor: `${entry.actor.type}:${actorName(entry.actor)}`,
    action: entry.action,
    subjectType: entry.subject.type,
    subjectId: entry.subject.id,
    patientId: entry.patientId,
    detail: { ...entry.detail },
  });
};
