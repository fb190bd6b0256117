import { and, asc, count, desc, eq, gte, inArray, isNull, ne } from 'drizzle-orm';
import { z } from 'zod';
import type { RiskMovementBody } from '../contract/reports.ts';
import { isOpenItem } from '../db/partial.ts';
import { dayMs } from '../domain/local-day.ts';
import type { Programs } from '../roster/in-programs.ts';
import { summariesOf } from '../roster/summaries.ts';
import { programsOf, type ReportDeps } from './span.ts';

const sinceMs = 30 * dayMs;
const listed = 200;

export const riskMovementQuery = z.strictObject({ program: z.string().min(1) });

type CohortRow = ReportDeps['t']['cohort']['$inferSelect'];

const iso = (at: number): string => new Date(at).toISOString();

const moves = async ({ reader, t }: ReportDeps, programId: string, since: number) => {
  const { cohort } = t;
  const of = eq(cohort.programId, programId);
  const [entered, left] = await Promise.all([
    reader
      .select()
      .from(cohort)
      .where(and(of, gte(cohort.enteredAt, since)))
      .orderBy(desc(cohort.enteredAt), asc(cohort.id))
      .limit(listed),
    reader
      .select()
      .from(cohort)
      .where(and(of, gte(cohort.leftAt, since)))
      .orderBy(desc(cohort.leftAt), asc(cohort.id))
      .limit(listed),
  ]);
  return { entered, left };
};

const topRows = ({ reader, t }: ReportDeps, programId: string) =>
  reader
    .select({ place: t.riskRank, cohortSince: t.cohort.enteredAt, openItemId: t.worklistItem.id })
    .from(t.riskRank)
    .leftJoin(t.cohort, and(eq(t.cohort.patientId, t.riskRank.patientId), isNull(t.cohort.leftAt)))
    .leftJoin(
      t.worklistItem,
      and(eq(t.worklistItem.patientId, t.riskRank.patientId), isOpenItem(t.worklistItem)),
    )
    .where(and(eq(t.riskRank.programId, programId), ne(t.riskRank.tier, 'rest')))
    .orderBy(asc(t.riskRank.rank))
    .limit(listed);

type Top = Awaited<ReturnType<typeof topRows>>[number];

/** The rank that a percentile of 7 days ago has in a panel as large as now. Pure. */
export const rankThen = ({
  percentile,
  rise,
  outOf,
}: Pick<Top['place'], 'percentile' | 'rise' | 'outOf'>): number | null =>
  percentile === null || rise === null
    ? null
    : Math.min(outOf, Math.max(1, Math.round(outOf * (1 - (percentile - rise) / 100))));

const ranksOf = async ({ reader, t }: ReportDeps, patientIds: readonly string[]) =>
  patientIds.length === 0
    ? new Map<string, number>()
    : new Map(
        (
          await reader
            .select({ id: t.riskRank.patientId, rank: t.riskRank.rank })
            .from(t.riskRank)
            .where(inArray(t.riskRank.patientId, [...patientIds]))
        ).map(({ id, rank }) => [id, rank]),
      );

const rankedIn = async ({ reader, t }: ReportDeps, programId: string): Promise<number> => {
  const [row] = await reader
    .select({ n: count() })
    .from(t.riskRank)
    .where(eq(t.riskRank.programId, programId));
  return Number(row?.n ?? 0);
};

/** Who came into and left a program's intensive cohort in 30 days, and who stands on top now. @throws AppError not-found */
export const readRiskMovement = async (
  deps: ReportDeps,
  { program }: z.infer<typeof riskMovementQuery>,
  programs: Programs,
  now: number,
): Promise<RiskMovementBody> => {
  await programsOf(deps, program, programs);
  const since = now - sinceMs;
  const [{ entered, left }, top, ranked] = await Promise.all([
    moves(deps, program, since),
    topRows(deps, program),
    rankedIn(deps, program),
  ]);
  const moved = [...entered, ...left].map(row => row.patientId);
  const ids = [...moved, ...top.map(({ place }) => place.patientId)];
  const [patients, ranks] = await Promise.all([summariesOf(deps, ids, now), ranksOf(deps, moved)]);
  const bodyOf = (at: (row: CohortRow) => number | null) => (row: CohortRow) => {
    const patient = patients.get(row.patientId);
    if (!patient) return [];
    const rankNow = ranks.get(row.patientId) ?? null;
    const told = { patient, at: iso(at(row) ?? row.enteredAt), rankThen: row.enteredRank, rankNow };
    return [{ ...told, stillIn: row.leftAt === null }];
  };
  return {
    ...{ program, asOf: iso(now), since: iso(since), ranked },
    entered: entered.flatMap(bodyOf(row => row.enteredAt)),
    left: left.flatMap(bodyOf(row => row.leftAt)),
    top: top.flatMap(({ place, cohortSince, openItemId }) => {
      const patient = patients.get(place.patientId);
      const { tier, rank, outOf, rise, stale } = place;
      if (!patient) return [];
      const since = cohortSince === null ? null : iso(cohortSince);
      return [
        {
          patient,
          tier,
          rank,
          outOf,
          rank7dAgo: rankThen(place),
          rise7d: rise,
          cohortSince: since,
          stale,
          openItemId,
        },
      ];
    }),
  };
};
