import { and, eq, isNull } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { statusesOf } from '../roster/monitoring.ts';

const patientsAtOnce = 1_000;

/** Patients of a program that are watched but not ranked: the score it ranks by does not apply to them now. */
export const countUnranked = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  programId: string,
  at: number,
): Promise<number> => {
  const rows = await reader
    .select({ id: t.patient.id })
    .from(t.patient)
    .leftJoin(t.riskRank, eq(t.riskRank.patientId, t.patient.id))
    .where(and(eq(t.patient.programId, programId), isNull(t.riskRank.patientId)));
  let unranked = 0;
  for (let first = 0; first < rows.length; first += patientsAtOnce) {
    const ids = rows.slice(first, first + patientsAtOnce).map(row => row.id);
    const statusOf = await statusesOf({ reader, t }, ids, at);
    unranked += ids.filter(id => statusOf(id) !== 'ended').length;
  }
  return unranked;
};
