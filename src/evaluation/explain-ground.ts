import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import type { Evidence } from '../domain/alert.ts';
import type { InForce } from '../domain/rule-set.ts';
import type { OverrideRow } from '../roster/overrides-under.ts';
import { withDefaults } from '../rules/limits.ts';
import { joined } from '../rules/rule-set.ts';

type Deps = Pick<Store, 'reader' | 't'>;
type RuleSetRow = Store['t']['ruleSet']['$inferSelect'];

/** What was in force when a finding was made, rebuilt from the version and the own settings it names. */
export type Ground = { readonly inForce: InForce; readonly version: RuleSetRow; readonly own: OverrideRow[] };

/** null where the store does not hold it. */
export const groundOf = async ({ reader, t }: Deps, { judged }: Evidence): Promise<Ground | null> => {
  if (!judged) return null;
  const { limitsVersion, overrideIds, patient, at } = judged;
  const [[version], own] = await Promise.all([
    reader
      .select()
      .from(t.ruleSet)
      .where(and(eq(t.ruleSet.programId, patient.programId), eq(t.ruleSet.version, limitsVersion))),
    reader
      .select()
      .from(t.limitOverride)
      .where(inArray(t.limitOverride.id, [...overrideIds]))
      .orderBy(asc(t.limitOverride.fromAt), asc(t.limitOverride.at), asc(t.limitOverride.id)),
  ]);
  if (!version) return null;
  const set = { ...version, limits: withDefaults(version.limits) };
  return { inForce: joined(set, at, own), version: set, own };
};
