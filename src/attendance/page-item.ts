import { eq } from 'drizzle-orm';
import type { CoveragePlan } from '../contract/coverage.ts';
import type { Store } from '../db/open.ts';
import { type Severity, severities } from '../domain/alert.ts';
import { hourMs } from '../domain/local-day.ts';
import type { ItemRow } from '../worklist/rows.ts';
import { armPaging } from './arm-paging.ts';
import { earlierOf } from './earlier-pages.ts';
import { escalateItem } from './escalate-item.ts';
import { type Earlier, hasAnother, nextStep, stepMs, toTell } from './paging.ts';
import { planOf } from './plan-of.ts';
import { type Matter, tell, tellNobody } from './tell.ts';
import { nextOnAt, whoIsOn } from './who-is-on.ts';

type Deps = Pick<Store, 'db' | 't' | 'sql'>;

const matterOf = (item: ItemRow): Matter => ({
  programId: item.programId,
  reason: 'unacknowledged',
  severity: severities[item.severity] as Severity,
  itemId: item.id,
  patientId: item.patientId,
});

/** Tells the next who can be told; those who cannot are written down on the way. */
const tellSomebody = async (
  deps: Deps,
  item: ItemRow,
  plan: CoveragePlan,
  earlier: Earlier[],
  now: number,
): Promise<void> => {
  const duty = whoIsOn(plan, now);
  const most = toTell(duty.is === 'on' ? duty.people : [], plan.lead).length;
  for (let tries = 0; tries < most; tries += 1) {
    const { to } = nextStep(duty, plan.lead, earlier);
    if (to === null) return;
    const told = await tell(deps, matterOf(item), { step: earlier.length + 1, to }, now);
    earlier.push({ to, state: told ? 'sent' : 'nobody' });
    if (told) return;
  }
};

const noteNobody = async (
  deps: Deps,
  item: ItemRow,
  note: 'held' | 'nobody',
  earlier: Earlier[],
  now: number,
): Promise<void> => {
  await tellNobody(deps, matterOf(item), { step: earlier.length + 1, to: null }, note, now);
  earlier.push({ to: null, state: note });
  if (note === 'nobody') await escalateItem(deps, item, 'role:lead', 'nobody-on', now);
};

/** When somebody is told again: the next step, and the start of a shift if nobody is on until then. */
const nextAt = (plan: CoveragePlan, told: number, now: number): number => {
  const duty = whoIsOn(plan, now);
  if (duty.is === 'on') return now + stepMs(plan, told, toTell(duty.people, plan.lead).length);
  const shiftAt = nextOnAt(plan, now) ?? now + hourMs;
  return duty.is === 'nobody' && plan.lead !== null
    ? Math.min(shiftAt, now + stepMs(plan, Math.max(told, 1), 1))
    : shiftAt;
};

const step = async (deps: Deps, item: ItemRow, plan: CoveragePlan, now: number): Promise<void> => {
  const earlier = await earlierOf(deps, item.id);
  const before = earlier.length;
  const { note } = nextStep(whoIsOn(plan, now), plan.lead, earlier);
  if (note !== null) await noteNobody(deps, item, note, earlier, now);
  await tellSomebody(deps, item, plan, earlier, now);
  const told = earlier.slice(before).filter(e => e.to !== null).length;
  const pageStep = item.pageStep + told;
  await deps.db
    .update(deps.t.worklistItem)
    .set({ pageStep, nextPageAt: nextAt(plan, pageStep, now) })
    .where(eq(deps.t.worklistItem.id, item.id));
};

/** The item, if its next step is due as things stand now, with the plan by which. */
const dueItem = async (deps: Deps, itemId: string, now: number) => {
  const { db, t } = deps;
  await armPaging(deps, itemId, now);
  const [item] = await db.select().from(t.worklistItem).where(eq(t.worklistItem.id, itemId));
  const plan = item ? await planOf({ reader: db, t }, item.programId) : null;
  return item && plan && item.nextPageAt !== null ? { item, plan, isDue: item.nextPageAt <= now } : null;
};

/** Tells the next person of an item whose step is due; true when somebody was told or it was noted that nobody is on. */
export const pageItem = (store: Store, itemId: string, now: number): Promise<boolean> =>
  store.write(async () => {
    const due = await dueItem(store, itemId, now);
    if (!due?.isDue) return false;
    await step(store, due.item, due.plan, now);
    return true;
  });

/** The last message about an item could not be delivered: the next person is told at once, if there is another. */
export const pageAnother = (store: Store, itemId: string, now: number): Promise<boolean> =>
  store.write(async () => {
    const due = await dueItem(store, itemId, now);
    if (!due) return false;
    const duty = whoIsOn(due.plan, now);
    const order = toTell(duty.is === 'on' ? duty.people : [], due.plan.lead);
    if (!due.isDue && !hasAnother(order, await earlierOf(store, itemId))) return false;
    await step(store, due.item, due.plan, now);
    return true;
  });
