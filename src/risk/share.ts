import { and, asc, eq, gt, lt } from 'drizzle-orm';
import type { Store } from '../db/open.ts';

/** The share of the program's panel at lower risk than a patient, 0–1, as last ranked; null for one who is not ranked. */
export const shareAtLowerRisk = async (
  { db, t: { riskRank } }: Pick<Store, 'db' | 't'>,
  patientId: string,
): Promise<number | null> => {
  const [place] = await db.select().from(riskRank).where(eq(riskRank.patientId, patientId));
  if (!place) return null;
  const { programId, value, rank, outOf } = place;
  const ofProgram = eq(riskRank.programId, programId);
  const [last] = await db
    .select()
    .from(riskRank)
    .where(and(ofProgram, eq(riskRank.rank, outOf)));
  // many share the lowest value: they need not be walked through
  if (!last || last.value >= value) return 0;
  const [firstLower] = await db
    .select()
    .from(riskRank)
    .where(and(ofProgram, gt(riskRank.rank, rank), lt(riskRank.value, value)))
    .orderBy(asc(riskRank.rank))
    .limit(1);
  return firstLower ? (outOf - firstLower.rank + 1) / outOf : 0;
};
