import type { Store } from '../db/open.ts';
import type { Actor } from '../domain/actor.ts';
import { joined, type RuleSetVersion, timelineOf } from '../rules/rule-set.ts';
import { lookAtSwitched } from './look-at-switched.ts';
import { endForbidden, inForceOf, type OverrideRow } from './overrides-under.ts';
import { crossingFrom } from './rule-set-check.ts';
import { currentRuleSet, type RuleSetRow } from './rule-sets.ts';

type Deps = { readonly store: Store; readonly actor: Actor; readonly at: number };

type Forbidden = { readonly row: OverrideRow; readonly because: string };

/** What of a patient's own settings may stand under a program's rule set, in the order in which they apply. */
const sortOut = (
  { locked, programId, ...version }: RuleSetRow,
  own: readonly OverrideRow[],
  at: number,
): { readonly kept: readonly OverrideRow[]; readonly forbidden: readonly Forbidden[] } => {
  const kept: OverrideRow[] = [];
  const forbidden: Forbidden[] = [];
  for (const row of own) {
    const crossing = crossingFrom(timelineOf([version as RuleSetVersion], [...kept, row]), at);
    if (locked.includes(row.key)) forbidden.push({ row, because: `locked by the program ${programId}` });
    else if (crossing)
      forbidden.push({ row, because: `contradicts the program ${programId}: ${crossing.text}` });
    else kept.push(row);
  }
  return { kept, forbidden };
};

/**
 * Has a patient who came from another program obey the new one: own settings that it locks or that contradict it end,
 * and what is switched on or off by the change is looked at. Inside the transaction that moves the patient.
 */
export const settleInProgram = async (
  deps: Deps,
  patientId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> => {
  const { store, at } = deps;
  const reads = { reader: store.db, t: store.t };
  const [before, after] = [await currentRuleSet(reads, from), await currentRuleSet(reads, to)];
  const own = await inForceOf(deps, patientId);
  const { kept, forbidden } = sortOut(after, own, at);
  for (const { row, because } of forbidden) await endForbidden(deps, row, because);
  const was = joined(before as RuleSetVersion, at, own);
  const is = joined(after as RuleSetVersion, at, kept);
  await lookAtSwitched(store, { programId: to, patientId }, was, is, at);
};
