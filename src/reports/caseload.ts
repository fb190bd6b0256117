import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { readablePlanIn } from '../attendance/plan-of.ts';
import type { CoveragePlan } from '../contract/coverage.ts';
import type { CaseloadBody } from '../contract/reports.ts';
import { isOpenItem } from '../db/partial.ts';
import type { Programs } from '../roster/in-programs.ts';
import { absentToday } from './absent-today.ts';
import { programsOf, type ReportDeps } from './span.ts';
import { type OpenItem, weights, workloadOf } from './workload.ts';

export const caseloadQuery = z.strictObject({ program: z.string().min(1).optional() });
export type CaseloadQuery = z.infer<typeof caseloadQuery>;

const openItems = async (
  { reader, t }: ReportDeps,
  programIds: readonly string[],
  now: number,
): Promise<OpenItem[]> => {
  const { worklistItem: item, riskRank } = t;
  const rows = await reader
    .select({
      owner: item.owner,
      state: item.state,
      severity: item.severity,
      slaDueAt: item.slaDueAt,
      snoozedUntil: item.snoozedUntil,
      awaitingSince: item.awaitingProviderSince,
      tier: riskRank.tier,
    })
    .from(item)
    .leftJoin(riskRank, eq(riskRank.patientId, item.patientId))
    .where(and(isOpenItem(item), inArray(item.programId, [...programIds])));
  return rows.map(row => ({
    owner: row.owner,
    severity: row.severity,
    isHighestTier: row.tier === 'highest',
    isOverdue: row.state === 'open' && row.slaDueAt < now,
    isSnoozed: row.snoozedUntil !== null && row.snoozedUntil > now,
    isAwaiting: row.awaitingSince !== null,
  }));
};

const plansOf = async ({ reader, t }: ReportDeps, programIds: readonly string[]): Promise<CoveragePlan[]> => {
  const rows = await reader
    .select({ plan: t.coverage.plan })
    .from(t.coverage)
    .where(inArray(t.coverage.programId, [...programIds]));
  return rows.flatMap(row => readablePlanIn(row) ?? []);
};

type Person = CaseloadBody['people'][number];

/** Most work first; what is nobody's stands on top. */
const order = (a: Person, b: Person): number =>
  Number(a.person !== null) - Number(b.person !== null) ||
  b.workload - a.workload ||
  (a.person ?? '').localeCompare(b.person ?? '');

/** Who has how much open now, also who has nothing and is on a plan. @throws AppError not-found */
export const readCaseload = async (
  deps: ReportDeps,
  { program }: CaseloadQuery,
  programs: Programs,
  now: number,
): Promise<CaseloadBody> => {
  const ids = (await programsOf(deps, program, programs)).map(({ id }) => id);
  const [items, plans] = await Promise.all([openItems(deps, ids, now), plansOf(deps, ids)]);
  const absent = absentToday(plans, now);
  const byOwner = Map.groupBy(items, item => item.owner);
  const people = new Set<string | null>([null, ...byOwner.keys(), ...absent.keys()]);
  return {
    asOf: new Date(now).toISOString(),
    weights,
    people: [...people]
      .map(person => ({
        person,
        ...workloadOf(byOwner.get(person) ?? []),
        absentToday: person === null ? null : (absent.get(person) ?? null),
      }))
      .sort(order),
  };
};
