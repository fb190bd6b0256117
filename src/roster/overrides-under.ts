import { and, asc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { type Actor, actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { timelineOf } from '../rules/rule-set.ts';
import { readVersions } from './read-clinical.ts';
import { crossingFrom } from './rule-set-check.ts';

type Deps = { readonly store: Store; readonly actor: Actor; readonly at: number };
type Kept = Store['t']['limitOverride']['$inferSelect'];
/** `endedWhy` is said by whoever ends one before its time. */
export type OverrideRow = Omit<Kept, 'endedWhy'> & Partial<Pick<Kept, 'endedWhy'>>;

const holdsAt = (t: Store['t'], at: number) =>
  and(lte(t.limitOverride.fromAt, at), or(isNull(t.limitOverride.untilAt), gt(t.limitOverride.untilAt, at)));

/** Patients' own settings in force at an instant, of everybody in a program, in the order in which they apply. */
const inForceIn = ({ store: { db, t }, at }: Deps, programId: string): Promise<OverrideRow[]> => {
  const members = db.select({ id: t.patient.id }).from(t.patient).where(eq(t.patient.programId, programId));
  return db
    .select()
    .from(t.limitOverride)
    .where(and(inArray(t.limitOverride.patientId, members), holdsAt(t, at)))
    .orderBy(asc(t.limitOverride.fromAt), asc(t.limitOverride.at), asc(t.limitOverride.id));
};

/** Own settings of one patient in force at an instant, in the order in which they apply. */
export const inForceOf = ({ store: { db, t }, at }: Deps, patientId: string): Promise<OverrideRow[]> =>
  db
    .select()
    .from(t.limitOverride)
    .where(and(eq(t.limitOverride.patientId, patientId), holdsAt(t, at)))
    .orderBy(asc(t.limitOverride.fromAt), asc(t.limitOverride.at), asc(t.limitOverride.id));

/** Ends an own setting that may not stay, and says why. Inside the transaction. */
export const endForbidden = async (
  { store, actor, at }: Deps,
  { id, patientId, key }: OverrideRow,
  because: string,
): Promise<void> => {
  const { db, t } = store;
  await db
    .update(t.limitOverride)
    .set({ untilAt: at, endedBy: actorName(actor) })
    .where(eq(t.limitOverride.id, id));
  await recordAudit(store, {
    at,
    actor,
    action: 'patient.end-limit',
    subject: { type: 'limit-override', id },
    patientId,
    detail: { key, because },
  });
};

/** The own settings of a patient before some of them were ended, and those that stay. */
export type Freed = {
  readonly patientId: string;
  readonly before: readonly OverrideRow[];
  readonly kept: readonly OverrideRow[];
};

/** Ends the own settings that a lock now forbids; of whom. Inside the transaction. */
export const endLocked = async (
  deps: Deps,
  programId: string,
  locked: readonly string[],
): Promise<readonly Freed[]> => {
  const byPatient = Map.groupBy(await inForceIn(deps, programId), o => o.patientId);
  const freed = [...byPatient]
    .map(([patientId, before]) => ({ patientId, before, kept: before.filter(o => !locked.includes(o.key)) }))
    .filter(({ before, kept }) => kept.length < before.length);
  for (const { before, kept } of freed) {
    for (const own of before) if (!kept.includes(own)) await endForbidden(deps, own, 'locked by the program');
  }
  return freed;
};

/**
 * @throws AppError not-allowed-now when somebody's own settings would contradict the version just written, now or when
 * one of them runs out
 */
export const requireNoCrossing = async (deps: Deps, programId: string): Promise<void> => {
  const { store, at } = deps;
  const versions = (await readVersions(store.db, store.t, programId)).get(programId) ?? [];
  const latest = versions.slice(-1).map(version => ({ ...version, fromAt: at }));
  const byPatient = Map.groupBy(await inForceIn(deps, programId), o => o.patientId);
  const crossing = [...byPatient].flatMap(([patientId, own]) => {
    const found = crossingFrom(timelineOf(latest, own), at);
    return found ? [{ patientId, ...found }] : [];
  });
  const [first] = crossing;
  if (!first) return;
  const who = crossing.slice(0, 5).map(c => c.patientId);
  const rest = crossing.length > who.length ? ` and ${crossing.length - who.length} more` : '';
  throw new AppError('not-allowed-now', `with the own settings of ${who.join(', ')}${rest}: ${first.text}`, {
    field: first.field,
    remedy: 'change or end those settings first, or lock them',
  });
};
