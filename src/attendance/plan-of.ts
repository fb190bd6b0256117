import { eq } from 'drizzle-orm';
import { type CoveragePlan, coveragePlanSchema } from '../contract/coverage.ts';
import type { Db, Store } from '../db/open.ts';

const mostKept = 200;
/** by what is stored, so that a version that was rolled back and written anew is never mistaken for another */
const kept = new Map<string, CoveragePlan>();

/** As a program that has no plan any more is stored: its version goes on. */
export const noPlan: Readonly<Record<string, unknown>> = {};

const parsed = (plan: unknown): CoveragePlan => {
  const key = JSON.stringify(plan);
  const known = kept.get(key);
  if (known) return known;
  const fresh = coveragePlanSchema.parse(plan);
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(key, fresh);
  return fresh;
};

type Row = { readonly plan: Readonly<Record<string, unknown>> } | null | undefined;

/** A plan as stored; settings that are newer than it are as usual. The same plan is checked once. */
export const planIn = (row: Row): CoveragePlan | null =>
  row && Object.keys(row.plan).length > 0 ? parsed(row.plan) : null;

/** The same, but none where it cannot be read, which attendance logs: no alert may be lost over it. */
export const readablePlanIn = (row: Row): CoveragePlan | null => {
  try {
    return planIn(row);
  } catch {
    return null;
  }
};

/** A program's coverage plan; null when it has none that can be read. */
export const planOf = async (
  { reader, t }: { readonly reader: Db; readonly t: Store['t'] },
  programId: string,
): Promise<CoveragePlan | null> => {
  const [row] = await reader
    .select({ plan: t.coverage.plan })
    .from(t.coverage)
    .where(eq(t.coverage.programId, programId));
  return readablePlanIn(row);
};
