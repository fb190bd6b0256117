import { eq } from 'drizzle-orm';
import { type CoveragePlan, coveragePlanSchema } from '../contract/coverage.ts';
import type { Db, Store } from '../db/open.ts';

/** A plan as stored; settings that are newer than it are as usual. */
export const planIn = (row: { readonly plan: unknown } | null | undefined): CoveragePlan | null =>
  row ? coveragePlanSchema.parse(row.plan) : null;

/** A program's coverage plan; null when it has none. */
export const planOf = async (
  { reader, t }: { readonly reader: Db; readonly t: Store['t'] },
  programId: string,
): Promise<CoveragePlan | null> => {
  const [row] = await reader
    .select({ plan: t.coverage.plan })
    .from(t.coverage)
    .where(eq(t.coverage.programId, programId));
  return planIn(row);
};
