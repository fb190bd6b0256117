import { and, eq, isNull } from 'drizzle-orm';
import { actorName } from '../domain/actor.ts';
import type { ProviderRequestKind, RequestEnd } from '../domain/provider-request.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { RequestRow } from './awaiting.ts';
import { providerDueAt } from './provider-due.ts';
import type { ItemRow } from './rows.ts';
import type { VerbDeps } from './verb.ts';

/** The request that an item waits for the answer of. */
export const openRequest = async (
  { store: { db, t } }: VerbDeps,
  itemId: string,
): Promise<RequestRow | undefined> => {
  const { providerRequest } = t;
  const [request] = await db
    .select()
    .from(providerRequest)
    .where(and(eq(providerRequest.itemId, itemId), isNull(providerRequest.answeredAt)));
  return request;
};

type Question = {
  readonly kind: ProviderRequestKind;
  readonly asked: string;
  readonly provider: string | null;
  /** null: the usual time */
  readonly dueAt: number | null;
  /** since when it waits, where it was asked before */
  readonly since: number | null;
};

const zoneOf = async ({ store: { db, t } }: VerbDeps, patientId: string): Promise<string> => {
  const [patient] = await db
    .select({ timeZone: t.patient.timeZone })
    .from(t.patient)
    .where(eq(t.patient.id, patientId));
  return patient?.timeZone ?? 'UTC';
};

/** Keeps what a provider is asked about an item, inside a transaction; returns its id. */
export const addRequest = async (deps: VerbDeps, item: ItemRow, question: Question): Promise<string> => {
  const { store, actor, at } = deps;
  const id = newId('prq');
  const dueAt = question.dueAt ?? providerDueAt(item.severity, at, await zoneOf(deps, item.patientId));
  await store.db.insert(store.t.providerRequest).values({
    id,
    patientId: item.patientId,
    programId: item.programId,
    itemId: item.id,
    kind: question.kind,
    asked: question.asked,
    askedBy: actorName(actor),
    askedAt: question.since ?? at,
    dueAt,
    provider: question.provider,
    version: 1,
  });
  return id;
};

/** The second of two people who answer learns who was first. */
export const alreadyAnswered = ({ answeredBy, answeredAt, decision }: RequestRow): AppError =>
  new AppError('conflict', 'this request is no longer open', {
    field: 'id',
    remedy: 'load the request again; it says who answered what',
    conflict: { by: answeredBy ?? 'system', at: answeredAt ?? 0, state: decision ?? 'answered' },
  });

/** Ends an open request, inside a transaction. @throws AppError conflict when somebody was first */
export const endRequest = async (
  { store: { db, t }, actor, at }: VerbDeps,
  request: RequestRow,
  decision: RequestEnd,
  answer: string | null,
): Promise<void> => {
  const { providerRequest } = t;
  const ended = await db
    .update(providerRequest)
    .set({ decision, answer, answeredBy: actorName(actor), answeredAt: at, version: request.version + 1 })
    .where(
      and(
        eq(providerRequest.id, request.id),
        eq(providerRequest.version, request.version),
        isNull(providerRequest.answeredAt),
      ),
    )
    .returning({ id: providerRequest.id });
  if (ended.length === 0) throw alreadyAnswered(request);
};

/** Opens requests again that a deed had ended, when it is taken back. Inside a transaction. */
export const reopenRequests = async (
  { store: { db, t } }: VerbDeps,
  ids: readonly string[],
): Promise<void> => {
  const { providerRequest } = t;
  for (const id of ids) {
    const [request] = await db.select().from(providerRequest).where(eq(providerRequest.id, id));
    await db
      .update(providerRequest)
      .set({
        decision: null,
        answer: null,
        answeredBy: null,
        answeredAt: null,
        version: (request?.version ?? 0) + 1,
      })
      .where(eq(providerRequest.id, id));
  }
};
