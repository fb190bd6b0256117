import { desc, eq } from 'drizzle-orm';
import { type Actor, actorText } from '../domain/actor.ts';
import { changeHash } from './audit-hash.ts';
import type { Store } from './open.ts';
import { advisory } from './postgres-writer.ts';
import type { Sql } from './statements.ts';

export type AuditEntry = {
  readonly at: number;
  readonly actor: Actor;
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly patientId: string | null;
  /** ids and codes; never a patient's data */
  readonly detail: Readonly<Record<string, unknown>>;
};

// one after the other also among processes: of two that chain to the same row one would be taken for a forgery
const waitTurn = async (sql: Sql): Promise<void> => {
  if (sql.dialect === 'postgres')
    await sql.prepare(`SELECT pg_advisory_xact_lock(${advisory.family}, ${advisory.outbox})`).run();
};

const latestHash = async ({ db, t, sql }: Pick<Store, 'db' | 't' | 'sql'>): Promise<string | null> => {
  await waitTurn(sql);
  const [latest] = await db
    .select({ hash: t.auditLog.hash })
    .from(t.auditLog)
    .orderBy(desc(t.auditLog.id))
    .limit(1);
  return latest?.hash ?? null;
};

/**
 * Writes the audit row of a change, inside the change's own transaction, chained to the row before it:
 * no other row can come between.
 */
export const recordAudit = async (
  store: Pick<Store, 'db' | 't' | 'sql'>,
  entry: AuditEntry,
): Promise<void> => {
  const { db, t } = store;
  const previousHash = await latestHash(store);
  const [row] = await db
    .insert(t.auditLog)
    .values({
      at: entry.at,
      actor: actorText(entry.actor),
      action: entry.action,
      subjectType: entry.subject.type,
      subjectId: entry.subject.id,
      patientId: entry.patientId,
      detail: { ...entry.detail },
      previousHash,
    })
    .returning();
  // the row is hashed as it reads back, with the id that the store gave it
  if (row) {
    await db
      .update(t.auditLog)
      .set({ hash: changeHash(previousHash, row) })
      .where(eq(t.auditLog.id, row.id));
  }
};
