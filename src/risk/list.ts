import { z } from '@hono/zod-openapi';
import { and, asc, count, desc, eq, gt, isNotNull, isNull, lt, max, or, type SQL } from 'drizzle-orm';
import type { RiskListBody } from '../contract/risk.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { riskTiers } from '../domain/risk.ts';
import { AppError } from '../errors.ts';
import { countUnranked } from './count-unranked.ts';
import { lineBodies } from './line-bodies.ts';
import { degradedOf, loadTelling } from './load-telling.ts';
import type { RiskScorer } from './scorer.ts';

export const riskQuery = z.strictObject({
  program: z
    .string()
    .min(1)
    .openapi({ description: 'whose panel: a program ranks its patients among themselves' }),
  tier: z.enum(riskTiers).optional(),
  cohort: z
    .enum(['true', 'false'])
    .optional()
    .openapi({ description: 'only who is in the intensive cohort, or is not' }),
  order: z.enum(['rank', 'rising']).default('rank').openapi({
    description: '`rising`: only whose percentile rose in the last 7 days, the largest rise first',
  }),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().optional(),
});
export type RiskQuery = z.infer<typeof riskQuery>;

const cursorSchema = z.tuple([z.literal('risk'), z.number()]);
const risingCursor = z.tuple([z.literal('rising'), z.number(), z.number()]);

type Deps = Pick<Store, 'reader' | 't'>;

const findProgram = async ({ reader, t }: Deps, id: string) => {
  const [program] = await reader.select().from(t.program).where(eq(t.program.id, id));
  if (program) return program;
  throw new AppError('not-found', 'there is no such program', {
    field: 'program',
    remedy: 'take an id from GET /api/v1/programs',
  });
};

const inCohort = ({ t }: Deps): SQL | undefined =>
  and(eq(t.cohort.patientId, t.riskRank.patientId), isNull(t.cohort.leftAt));

const filterOf = ({ t }: Deps, { program, tier, cohort, order }: RiskQuery): SQL | undefined =>
  and(
    eq(t.riskRank.programId, program),
    tier ? eq(t.riskRank.tier, tier) : undefined,
    order === 'rising' ? gt(t.riskRank.rise, 0) : undefined,
    cohort === 'true' ? isNotNull(t.cohort.id) : undefined,
    cohort === 'false' ? isNull(t.cohort.id) : undefined,
  );

/** Where the page begins, after the last line of the one before. */
const afterCursor = ({ t: { riskRank } }: Deps, { order, cursor }: RiskQuery): SQL | undefined => {
  if (cursor === undefined) return undefined;
  if (order === 'rank') return gt(riskRank.rank, decodeCursor(cursor, cursorSchema)[1]);
  const [, rise, rank] = decodeCursor(cursor, risingCursor);
  return or(lt(riskRank.rise, rise), and(eq(riskRank.rise, rise), gt(riskRank.rank, rank)));
};

const readPage = (deps: Deps, query: RiskQuery) => {
  const { reader, t } = deps;
  const byRank = asc(t.riskRank.rank);
  return reader
    .select({ place: t.riskRank, enteredAt: t.cohort.enteredAt })
    .from(t.riskRank)
    .leftJoin(t.cohort, inCohort(deps))
    .where(and(filterOf(deps, query), afterCursor(deps, query)))
    .orderBy(...(query.order === 'rising' ? [desc(t.riskRank.rise), byRank] : [byRank]))
    .limit(query.limit + 1);
};

const countMatching = async (deps: Deps, query: RiskQuery): Promise<number> => {
  const { reader, t } = deps;
  const [row] = await reader
    .select({ patients: count() })
    .from(t.riskRank)
    .leftJoin(t.cohort, inCohort(deps))
    .where(filterOf(deps, query));
  return Number(row?.patients ?? 0);
};

const cursorAfter = ({ order }: RiskQuery, { rank, rise }: { rank: number; rise: number | null }): string =>
  encodeCursor(order === 'rising' ? ['rising', rise ?? 0, rank] : ['risk', rank]);

const figuresOf = async ({ reader, t }: Deps, programId: string, scoredAt: number | null) => {
  const [[ranks], [members]] = await Promise.all([
    reader
      .select({ ranked: count(), rankedAt: max(t.riskRank.rankedAt) })
      .from(t.riskRank)
      .where(eq(t.riskRank.programId, programId)),
    reader
      .select({ patients: count() })
      .from(t.cohort)
      .where(and(eq(t.cohort.programId, programId), isNull(t.cohort.leftAt))),
  ]);
  const rankedAt = ranks?.rankedAt ? (scoredAt ?? ranks.rankedAt) : null;
  return {
    ranked: Number(ranks?.ranked ?? 0),
    rankedAt: rankedAt === null ? null : new Date(rankedAt).toISOString(),
    inCohort: Number(members?.patients ?? 0),
  };
};

/** A page of a program's panel by rank, with figures that no page cuts. @throws AppError not-found for the program */
export const listRisk = async (
  deps: Deps,
  scorers: readonly RiskScorer[],
  query: RiskQuery,
  at: number,
): Promise<RiskListBody> => {
  const program = await findProgram(deps, query.program);
  const rows = await readPage(deps, query);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const telling = await loadTelling(deps, program);
  const [items, total, figures, notApplicable] = await Promise.all([
    lineBodies(deps, scorers, telling, page, at),
    countMatching(deps, query),
    figuresOf(deps, program.id, program.riskScoredAt),
    countUnranked(deps, program.id, at),
  ]);
  return {
    items,
    next: rows.length > query.limit && last ? cursorAfter(query, last.place) : null,
    program: program.id,
    rankedBy: program.rankBy,
    degraded: degradedOf(program, scorers),
    total,
    notApplicable,
    ...figures,
  };
};
