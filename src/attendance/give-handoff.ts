import { and, eq, gt, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { refuseBlindReceiver } from '../accounts/receiver.ts';
import type { GivenHandoffBody } from '../contract/handoffs.ts';
import { recordAudit } from '../db/audit.ts';
import { emit } from '../db/outbox.ts';
import { isOpenItem } from '../db/partial.ts';
import { actorName } from '../domain/actor.ts';
import { severityRank } from '../domain/alert.ts';
import { minuteMs } from '../domain/local-day.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { personName } from '../worklist/assign.ts';
import type { ItemRow } from '../worklist/rows.ts';
import { conflictOn, type VerbDeps } from '../worklist/verb.ts';
import { handoffBody } from './handoff-body.ts';
import { planOf } from './plan-of.ts';
import { peopleIn } from './warnings.ts';

export const handoffInput = z
  .strictObject({
    to: personName,
    itemIds: z
      .array(z.string())
      .min(1, 'name at least one item')
      .max(500)
      .refine(ids => new Set(ids).size === ids.length, 'must not name an item twice')
      .optional(),
    /** every item that is the actor's */
    all: z.literal(true).optional(),
    note: z.string().trim().min(1, 'must not be empty').max(4_000).optional(),
  })
  .refine(({ itemIds, all }) => (itemIds === undefined) !== (all === undefined), {
    path: ['itemIds'],
    message: 'send itemIds, or all: true',
  });
export type HandoffInput = z.infer<typeof handoffInput>;

const itemsMeant = ({ store: { db, t } }: VerbDeps, from: string, { itemIds }: HandoffInput) => {
  const { id, owner, state } = t.worklistItem;
  const meant = itemIds ? inArray(id, itemIds) : and(eq(owner, from), isOpenItem({ state }));
  return db.select().from(t.worklistItem).where(meant);
};

const refuseUnknown = (items: readonly ItemRow[], { itemIds }: HandoffInput): void => {
  const missing = (itemIds ?? []).filter(id => !items.some(item => item.id === id));
  if (missing.length > 0) {
    throw new AppError('bad-request', `there is no such worklist item: ${missing.length} of those named`, {
      field: 'itemIds',
      remedy: 'take ids from GET /api/v1/worklist',
    });
  }
  if (items.length > 0) return;
  throw new AppError('not-allowed-now', 'no open item is yours to hand over', {
    field: 'all',
    remedy: 'name items in itemIds',
  });
};

/** @throws AppError conflict telling who closed an item, or whose it is */
const refuseOthers = async (deps: VerbDeps, from: string, items: readonly ItemRow[]): Promise<void> => {
  for (const item of items) {
    if (item.state === 'closed') throw await conflictOn(deps, item);
    if (item.owner === null || item.owner === from) continue;
    throw new AppError('conflict', `item ${item.id} is ${item.owner}'s`, {
      field: 'itemIds',
      remedy: 'leave it out, or assign it to yourself first',
      conflict: { by: item.owner, at: item.lastActedAt ?? item.openedAt, state: item.state },
    });
  }
};

/** What waits for a person to accept it is not given to her again. @throws AppError conflict */
const refuseGivenAlready = async (
  { store: { db, t }, at }: VerbDeps,
  from: string,
  to: string,
  items: readonly ItemRow[],
): Promise<void> => {
  const { handoff } = t;
  const waiting = await db
    .select()
    .from(handoff)
    .where(
      and(eq(handoff.from, from), eq(handoff.to, to), gt(handoff.dueAt, at), isNull(handoff.acceptedAt)),
    );
  const given = waiting.find(
    ({ declinedAt, itemIds }) => declinedAt === null && items.some(item => itemIds.includes(item.id)),
  );
  if (!given) return;
  throw new AppError('conflict', `${to} was given this at ${new Date(given.at).toISOString()}`, {
    field: 'itemIds',
    remedy: 'wait for her answer, or leave out what she was given',
    conflict: { by: from, at: given.at, state: 'waiting' },
  });
};

/** What is to be said of a receiver whom nothing here knows. @throws AppError bad-request where others are known */
const checkReceiver = async (
  { store: { db, t } }: VerbDeps,
  to: string,
  items: readonly ItemRow[],
): Promise<string[]> => {
  const responders = await db
    .select({ name: t.responder.name })
    .from(t.responder)
    .where(isNull(t.responder.removedAt));
  const programIds = [...new Set(items.map(item => item.programId))];
  await refuseBlindReceiver({ db, t }, to, programIds, 'to');
  const plans = await Promise.all(programIds.map(id => planOf({ reader: db, t }, id)));
  const { account } = t;
  const [person] = await db
    .select({ id: account.id })
    .from(account)
    .where(and(eq(account.name, to), isNull(account.disabledAt)));
  const isKnown =
    person !== undefined ||
    responders.some(({ name }) => name === to) ||
    plans.some(p => p && peopleIn(p).includes(to));
  if (isKnown) return [];
  if (responders.length === 0) {
    return [`nobody here is known by the name ${to}: add responders, so that a wrong name is noticed`];
  }
  throw new AppError('bad-request', `to must be a responder, or on the coverage plan: ${to} is neither`, {
    field: 'to',
    remedy: 'take a name from GET /api/v1/responders, or add her as a responder',
  });
};

const usual = { minutes: 30, criticalMinutes: 10 };

/** Until when it should be accepted: by the shortest time that a program of its items gives. */
const dueAt = async ({ store: { db, t }, at }: VerbDeps, items: readonly ItemRow[]): Promise<number> => {
  const programIds = [...new Set(items.map(item => item.programId))];
  const plans = await Promise.all(programIds.map(id => planOf({ reader: db, t }, id)));
  const waits = items.map(({ programId, severity }) => {
    const { minutes, criticalMinutes } = plans[programIds.indexOf(programId)]?.handoff ?? usual;
    return severity >= severityRank.critical ? Math.min(minutes, criticalMinutes) : minutes;
  });
  return at + Math.min(...waits) * minuteMs;
};

/**
 * Hands open items, the actor's own or nobody's, to another person, whose they are once she accepts.
 * @throws AppError bad-request, conflict, not-allowed-now
 */
export const giveHandoff = (deps: VerbDeps, input: HandoffInput): Promise<GivenHandoffBody> =>
  deps.store.write(async () => {
    const { store, actor, at } = deps;
    const from = actorName(actor);
    if (input.to === from) {
      throw new AppError('bad-request', 'to must be another person', {
        field: 'to',
        remedy: 'name who takes over',
      });
    }
    const items = await itemsMeant(deps, from, input);
    refuseUnknown(items, input);
    await refuseOthers(deps, from, items);
    await refuseGivenAlready(deps, from, input.to, items);
    const warnings = await checkReceiver(deps, input.to, items);
    const open = { acceptedAt: null, declinedAt: null, escalatedAt: null };
    const itemIds = items.map(item => item.id);
    const [id, note] = [newId('hof'), input.note ?? null];
    const row = { id, from, to: input.to, itemIds, note, at, dueAt: await dueAt(deps, items), ...open };
    await store.db.insert(store.t.handoff).values(row);
    await recordAudit(store, {
      at,
      actor,
      action: 'handoff.give',
      subject: { type: 'handoff', id },
      patientId: null,
      detail: { to: input.to, itemIds },
    });
    await emit(store, { at, kind: 'handoff.changed', patientId: null, itemId: null, subjectId: id });
    return { ...handoffBody(row, at), warnings };
  });
