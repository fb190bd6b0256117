import { and, eq, inArray } from 'drizzle-orm';
import type { CoveragePlan } from '../contract/coverage.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { isOpenItem } from '../db/partial.ts';
import { severityRank } from '../domain/alert.ts';
import { decideLine } from '../worklist/decide-line.ts';
import { lineScene } from '../worklist/line-scene.ts';
import type { ItemRow } from '../worklist/rows.ts';
import type { DueAt } from '../worklist/sla.ts';
import { armPaging } from './arm-paging.ts';
import { dueAtOf } from './due-at.ts';

type Deps = Pick<Store, 'db' | 't'>;

const termsOf = (plan: CoveragePlan | null): string =>
  JSON.stringify(plan && [plan.timeZone, plan.workingHours, plan.overdue]);

/** By how much an item is due later, counted from when its alerts were raised. */
const shiftMs = async (deps: Deps, item: ItemRow, before: DueAt, after: DueAt, now: number) => {
  const scene = await lineScene(deps, item.patientId, [], item, now);
  const line = { ...item, slaDueAt: Number.MAX_SAFE_INTEGER };
  const dueBy = (dueAt: DueAt) =>
    decideLine({ ...scene, line, newsIds: [], againIds: [], dueAt }).fields.slaDueAt ?? 0;
  return dueBy(after) - dueBy(before);
};

const retime = async ({ db, t }: Deps, item: ItemRow, ms: number, now: number): Promise<void> => {
  const { id, patientId, severity, pageStep } = item;
  // the first person is told of an urgent alert when it is due
  const waitsForIt = severity === severityRank.urgent && pageStep === 0;
  await db
    .update(t.worklistItem)
    .set({ slaDueAt: item.slaDueAt + ms, ...(waitsForIt ? { nextPageAt: null } : {}) })
    .where(eq(t.worklistItem.id, id));
  await emit({ db, t }, { at: now, kind: 'worklist-item.changed', patientId, itemId: id });
};

const retimeAll = async (
  deps: Deps,
  programId: string,
  before: CoveragePlan | null,
  after: CoveragePlan | null,
  now: number,
): Promise<void> => {
  const { worklistItem } = deps.t;
  const lines = await deps.db
    .select()
    .from(worklistItem)
    .where(and(isOpenItem(worklistItem), eq(worklistItem.programId, programId)));
  for (const item of lines) {
    const ms = await shiftMs(deps, item, dueAtOf(before), dueAtOf(after), now);
    if (ms !== 0) await retime(deps, item, ms, now);
  }
};

const rearmAll = async ({ db, t }: Deps, programId: string, now: number): Promise<void> => {
  const { worklistItem } = t;
  const waiting = await db
    .select({ id: worklistItem.id })
    .from(worklistItem)
    .where(
      and(
        eq(worklistItem.state, 'open'),
        inArray(worklistItem.severity, [severityRank.urgent, severityRank.critical]),
        eq(worklistItem.programId, programId),
      ),
    );
  for (const { id } of waiting) await armPaging({ db, t }, id, now);
};

/**
 * Inside the transaction that saves a program's plan: its open lines are due as that says, and what waits for a person
 * is told by it.
 */
export const applyPlan = async (
  deps: Deps,
  programId: string,
  before: CoveragePlan | null,
  after: CoveragePlan | null,
  now: number,
): Promise<void> => {
  if (termsOf(before) !== termsOf(after)) await retimeAll(deps, programId, before, after, now);
  await rearmAll(deps, programId, now);
};
