import { and, eq, isNull } from 'drizzle-orm';
import type { PageMessage } from '../contract/pages.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emitNumbered, type OutboxEvent } from '../db/outbox.ts';
import type { PageReason, PageState } from '../db/tables/attendance.ts';
import type { Severity } from '../domain/alert.ts';
import { newId } from '../ids.ts';

type Deps = Pick<Store, 'db' | 't' | 'sql'>;

/** What somebody is told of. */
export type Matter = {
  readonly programId: string;
  readonly reason: PageReason;
  readonly severity: Severity | null;
  readonly itemId?: string;
  readonly incidentId?: string;
  readonly handoffId?: string;
  readonly patientId?: string;
};

type Told = { readonly step: number; readonly to: string | null };

const sentences: Readonly<Record<PageReason, (severity: Severity | null, program: string) => string>> = {
  unacknowledged: (severity, program) =>
    `${severity ?? 'urgent'} alert in ${program}: nobody has taken it up`,
  unattended: (_, program) => `the worklist of ${program} has overdue items and nobody works on it`,
  'hand-off': (severity, program) =>
    `${severity ?? 'urgent'} alert in ${program}: it was handed over and not accepted`,
};

/** Without a patient's name or a value: pagers and SMS are read by others. */
const textOf = ({ reason, severity, itemId }: Matter, program: string): string =>
  `Vigil: ${sentences[reason](severity, program)}.${itemId ? ` Item ${itemId}.` : ''}`;

const programOf = async ({ db, t }: Deps, id: string) => {
  const [program] = await db.select({ name: t.program.name }).from(t.program).where(eq(t.program.id, id));
  return { id, name: program?.name ?? id };
};

const responderOf = async ({ db, t }: Deps, name: string) => {
  const [responder] = await db
    .select()
    .from(t.responder)
    .where(and(eq(t.responder.name, name), isNull(t.responder.removedAt)));
  return responder ?? null;
};

/** Queues the message for one webhook alone. */
const queue = async (deps: Deps, webhookId: string, message: PageMessage, at: number): Promise<number> => {
  const { webhookDelivery } = deps.t;
  const fresh = { state: 'waiting', attempts: 0, nextAt: at, createdAt: at } as const;
  const [row] = await deps.db
    .insert(webhookDelivery)
    .values({ webhookId, eventId: message.id, kind: message.kind, body: JSON.stringify(message), ...fresh })
    .returning({ id: webhookDelivery.id });
  if (!row) throw new Error('a delivery was not queued');
  return row.id;
};

type Written = {
  readonly state: PageState;
  readonly responderId: string | null;
  readonly deliveryId: number | null;
};

const writePage = async (
  { db, t, sql }: Deps,
  id: string,
  matter: Matter,
  told: Told,
  written: Written,
  at: number,
): Promise<void> => {
  await db.insert(t.page).values({ id, ...matter, ...told, ...written, at });
  await recordAudit(
    { db, t, sql },
    {
      at,
      actor: { type: 'system' },
      action: `page.${written.state}`,
      subject: { type: 'page', id },
      patientId: matter.patientId ?? null,
      detail: { ...told, reason: matter.reason, itemId: matter.itemId ?? null },
    },
  );
};

const eventOf = (matter: Matter, subjectId: string, at: number): OutboxEvent => ({
  at,
  kind: 'page.sent',
  patientId: matter.patientId ?? null,
  itemId: matter.itemId ?? null,
  subjectId,
});

/** Writes that there was nobody to tell, or that it waits for the next shift. Inside a transaction. */
export const tellNobody = async (
  deps: Deps,
  matter: Matter,
  told: Told,
  state: 'nobody' | 'held',
  at: number,
): Promise<void> => {
  const id = newId('pge');
  await emitNumbered(deps, eventOf(matter, id, at));
  await writePage(deps, id, matter, told, { state, responderId: null, deliveryId: null }, at);
};

/**
 * Tells a person by her responder's webhook: page, event, delivery and audit row, inside a transaction. False when she
 * has no responder; that is written down as well.
 */
export const tell = async (
  deps: Deps,
  matter: Matter,
  told: Told & { readonly to: string },
  at: number,
): Promise<boolean> => {
  const responder = await responderOf(deps, told.to);
  if (!responder) {
    await tellNobody(deps, matter, told, 'nobody', at);
    return false;
  }
  const id = newId('pge');
  const program = await programOf(deps, matter.programId);
  const { reason, severity, itemId = null } = matter;
  const message: PageMessage = {
    id: await emitNumbered(deps, eventOf(matter, id, at)),
    kind: 'page.sent',
    at: new Date(at).toISOString(),
    patientId: null,
    itemId,
    subjectId: id,
    ...told,
    program,
    reason,
    severity,
    text: textOf(matter, program.name),
  };
  const deliveryId = await queue(deps, responder.webhookId, message, at);
  await writePage(deps, id, matter, told, { state: 'sent', responderId: responder.id, deliveryId }, at);
  return true;
};
