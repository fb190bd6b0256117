import { and, desc, eq, gte, inArray } from 'drizzle-orm';
import { armPaging } from '../attendance/arm-paging.ts';
import { dueAtOf } from '../attendance/due-at.ts';
import { planOf } from '../attendance/plan-of.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { isOpenItem } from '../db/partial.ts';
import { dayMs } from '../domain/local-day.ts';
import { newId } from '../ids.ts';
import { shareAtLowerRisk } from '../risk/share.ts';
import { decideLine, type LineDecision } from './decide-line.ts';
import type { Opening } from './line-fields.ts';
import { lineScene } from './line-scene.ts';
import type { ItemRow } from './rows.ts';
import { wakeAt } from './wake.ts';

type Deps = Pick<Store, 'db' | 't' | 'sql'>;

export type Attach = {
  readonly patientId: string;
  readonly programId: string;
  /** alerts written in this transaction */
  readonly changedIds: readonly string[];
  /** those of them that people must hear of: new or worse */
  readonly newsIds: readonly string[];
  /** those that were found again and count anew, though no worse */
  readonly againIds: readonly string[];
  readonly now: number;
};

/** Brings a patient's worklist item in line with the alerts, as `decideLine` says, inside a transaction. */
export const attach = async (deps: Deps, change: Attach): Promise<void> => {
  const { db, t } = deps;
  const { patientId, now } = change;
  const [item] = await db
    .select()
    .from(t.worklistItem)
    .where(and(eq(t.worklistItem.patientId, patientId), isOpenItem(t.worklistItem)));
  const scene = await lineScene(deps, patientId, change.changedIds, item, now);
  const dueAt = dueAtOf(await planOf({ reader: db, t }, change.programId));
  const decision = decideLine({ ...scene, dueAt, newsIds: change.newsIds, againIds: change.againIds });
  await saveQuiet(deps, decision, now);
  const itemId = await carryOut(deps, change, item, decision);
  if (itemId !== null && decision.joins.length > 0) {
    await db
      .update(t.alert)
      .set({ itemId })
      .where(inArray(t.alert.id, [...decision.joins]));
  }
  if (decision.wakeAt !== null) await wakeAt(deps, patientId, decision.wakeAt);
  if (itemId !== null) await armPaging(deps, itemId, now);
};

const saveQuiet = async ({ db, t }: Deps, { quiet, spokeUp }: LineDecision, now: number): Promise<void> => {
  for (const [id, why] of quiet) {
    await db
      .update(t.alert)
      .set({ quietBy: why?.by ?? null, quietUntil: why?.until ?? null, quietFor: why?.for ?? null })
      .where(eq(t.alert.id, id));
  }
  if (spokeUp.length > 0) {
    await db
      .update(t.alert)
      .set({ raisedAt: now })
      .where(inArray(t.alert.id, [...spokeUp]));
  }
};

/** The item that the patient's alerts are on now; null when there is none. */
const carryOut = async (
  deps: Deps,
  change: Attach,
  item: ItemRow | undefined,
  decision: LineDecision,
): Promise<string | null> => {
  const { now, patientId } = change;
  if (decision.is === 'open') return open(deps, change, decision.fields);
  if (!item) {
    if (decision.quiet.size > 0)
      await emit(deps, { at: now, kind: 'alert.changed', patientId, itemId: null });
    return null;
  }
  if (decision.is === 'refresh') await refresh(deps, change, item, decision);
  else await settle(deps, change, item, decision);
  return item.id;
};

/** A patient who comes back soon comes back to who had her. Convention. */
const continuityMs = 30 * dayMs;

const lastOwner = async ({ db, t }: Deps, { patientId, now }: Attach): Promise<string | null> => {
  const { closedAt, owner } = t.worklistItem;
  const [last] = await db
    .select({ owner })
    .from(t.worklistItem)
    .where(and(eq(t.worklistItem.patientId, patientId), gte(closedAt, now - continuityMs)))
    .orderBy(desc(closedAt))
    .limit(1);
  return last?.owner ?? null;
};

const open = async (deps: Deps, change: Attach, fields: Opening): Promise<string> => {
  const { patientId, programId, now } = change;
  const id = newId('wli');
  await deps.db.insert(deps.t.worklistItem).values({
    ...fields,
    id,
    patientId,
    programId,
    owner: await lastOwner(deps, change),
    risk: await shareAtLowerRisk(deps, patientId),
  });
  await emit(deps, { at: now, kind: 'worklist-item.opened', patientId, itemId: id });
  return id;
};

const refresh = async (
  deps: Deps,
  change: Attach,
  item: ItemRow,
  { fields }: LineDecision,
): Promise<void> => {
  const { now, patientId, programId } = change;
  await deps.db
    .update(deps.t.worklistItem)
    .set({ ...fields, programId })
    .where(eq(deps.t.worklistItem.id, item.id));
  await emit(deps, { at: now, kind: 'worklist-item.changed', patientId, itemId: item.id });
};

const settle = async (
  deps: Deps,
  { now, patientId, programId }: Attach,
  item: ItemRow,
  { fields }: LineDecision,
): Promise<void> => {
  const { db, t } = deps;
  await db
    .update(t.worklistItem)
    .set({ ...fields, programId })
    .where(eq(t.worklistItem.id, item.id));
  const closes = fields.state === 'closed';
  if (closes) {
    await recordAudit(deps, {
      at: now,
      actor: { type: 'system' },
      action: 'worklist-item.close',
      subject: { type: 'worklist-item', id: item.id },
      patientId,
      detail: { why: 'every alert has ended and none needs review' },
    });
  }
  const kind = closes ? 'worklist-item.closed' : 'worklist-item.changed';
  await emit(deps, { at: now, kind, patientId, itemId: item.id });
};
