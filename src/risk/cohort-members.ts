import { asc, gt, isNull } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { dayMs } from '../domain/local-day.ts';
import type { CohortProgram } from './cohort-alert.ts';

/** Who is in the cohorts, and when people were told of whom. */
export type Members = {
  /** by program, the members with the instant at which this membership's alert was raised */
  readonly memberships: ReadonlyMap<string, ReadonlyMap<string, number | null>>;
  /** when any membership's alert was last raised, as far back as it matters */
  readonly lastToldAt: (patientId: string, programId: string) => number | null;
};

export const loadMembers = async (
  { reader, t }: Store,
  programs: readonly Pick<CohortProgram, 'settings'>[],
  at: number,
): Promise<Members> => {
  const longestDays = Math.max(0, ...programs.map(({ settings }) => settings.alertEveryDays));
  const [members, told] = await Promise.all([
    reader.select().from(t.cohort).where(isNull(t.cohort.leftAt)).orderBy(asc(t.cohort.patientId)),
    reader
      .select()
      .from(t.cohort)
      .where(gt(t.cohort.toldAt, at - longestDays * dayMs)),
  ]);
  const memberships = new Map(
    [...Map.groupBy(members, row => row.programId)].map(([programId, rows]) => [
      programId,
      new Map(rows.map(row => [row.patientId, row.toldAt])),
    ]),
  );
  const lastTold = new Map<string, number>();
  for (const { patientId, programId, toldAt } of told) {
    const key = `${programId} ${patientId}`;
    if (toldAt !== null) lastTold.set(key, Math.max(toldAt, lastTold.get(key) ?? toldAt));
  }
  return {
    memberships,
    lastToldAt: (patientId, programId) => lastTold.get(`${programId} ${patientId}`) ?? null,
  };
};
