import { and, eq, inArray, isNull } from 'drizzle-orm';
import { refuseBlindReceiver } from '../accounts/receiver.ts';
import { mostReassigned, type ReassignedBody, type ReassignInput } from '../contract/reports.ts';
import { isOpenItem } from '../db/partial.ts';
import { inPrograms, type Programs } from '../roster/in-programs.ts';
import { perform } from '../worklist/deed.ts';
import type { ItemRow } from '../worklist/rows.ts';
import type { VerbDeps } from '../worklist/verb.ts';

/** Those that nobody took up first, the worst first, then those that are due first. */
const order = (a: ItemRow, b: ItemRow): number =>
  Number(a.state !== 'open') - Number(b.state !== 'open') ||
  b.severity - a.severity ||
  a.slaDueAt - b.slaDueAt ||
  (a.id < b.id ? -1 : 1);

const openOf = async (
  { store: { db, t } }: VerbDeps,
  from: string | null,
  programs: Programs,
): Promise<ItemRow[]> => {
  const { owner, state, programId } = t.worklistItem;
  const rows = await db
    .select()
    .from(t.worklistItem)
    .where(
      and(
        isOpenItem({ state }),
        from === null ? isNull(owner) : eq(owner, from),
        inPrograms(programId, programs),
      ),
    );
  return rows.sort(order);
};

/** Why named items do not move: ids of no item within reach read the same as those of none. */
const refusedOf = async (
  { store: { db, t } }: VerbDeps,
  { from }: ReassignInput,
  ids: readonly string[],
  programs: Programs,
): Promise<ReassignedBody['refused']> => {
  if (ids.length === 0) return [];
  const found = await db
    .select()
    .from(t.worklistItem)
    .where(and(inArray(t.worklistItem.id, [...ids]), inPrograms(t.worklistItem.programId, programs)));
  return ids.map(itemId => {
    const item = found.find(one => one.id === itemId);
    if (!item) return { itemId, why: 'there is no such item' };
    if (item.state === 'closed') return { itemId, why: `${item.closedBy ?? 'somebody'} closed it` };
    return { itemId, why: `it is ${item.owner ?? 'nobody'}’s, not ${from ?? 'nobody'}’s` };
  });
};

/**
 * Gives a person's open items to another one, each as an assignment of its own with its deed and audit; what is not that
 * person's any more is refused by name, and the rest moves. @throws AppError bad-request when `to` cannot see them
 */
export const reassign = (deps: VerbDeps, input: ReassignInput, programs: Programs): Promise<ReassignedBody> =>
  deps.store.write(async () => {
    const { from, to, itemIds } = input;
    const open = await openOf(deps, from, programs);
    const meant = itemIds
      ? open.filter(item => itemIds.includes(item.id))
      : open.slice(0, input.count ?? mostReassigned);
    const theirs = [...new Set(meant.map(item => item.programId))];
    await refuseBlindReceiver(deps.store, to, theirs, 'to');
    for (const item of meant) {
      await perform(deps, item, { verb: 'assign', fields: { owner: to }, detail: { from, to } });
    }
    const moved = meant.map(item => item.id);
    const others = [...new Set(itemIds)].filter(id => !moved.includes(id));
    const refused = await refusedOf(deps, input, others, programs);
    return { moved, refused, left: open.length - moved.length };
  });
