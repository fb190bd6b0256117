import { z } from '@hono/zod-openapi';
import { and, asc, count, eq, gt, isNotNull, isNull, max, type SQL } from 'drizzle-orm';
import type { RiskListBody } from '../contract/risk.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { riskTiers } from '../domain/risk.ts';
import { AppError } from '../errors.ts';
import { countUnranked } from './count-unranked.ts';
import { lineBodies } from './line-bodies.ts';
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
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().optional(),
});
export type RiskQuery = z.infer<typeof riskQuery>;

const cursorSchema = z.tuple([z.literal('risk'), z.number()]);

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

const filterOf = ({ t }: Deps, { program, tier, cohort }: RiskQuery): SQL | undefined =>
  and(
    eq(t.riskRank.programId, program),
    tier ? eq(t.riskRank.tier, tier) : undefined,
    cohort === 'true' ? isNotNull(t.cohort.id) : undefined,
    cohort === 'false' ? isNull(t.cohort.id) : undefined,
  );

const readPage = (deps: Deps, query: RiskQuery) => {
  const { reader, t } = deps;
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, cursorSchema);
  return reader
    .select({ place: t.riskRank, enteredAt: t.cohort.enteredAt })
    .from(t.riskRank)
    .leftJoin(t.cohort, inCohort(deps))
    .where(and(filterOf(deps, query), cursor ? gt(t.riskRank.rank, cursor[1]) : undefined))
    .orderBy(asc(t.riskRank.rank))
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

const figuresOf = async ({ reader, t }: Deps, programId: string) => {
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
  const rankedAt = ranks?.rankedAt ?? null;
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
  const [items, total, figures, notApplicable] = await Promise.all([
    lineBodies(deps, scorers, page, at),
    countMatching(deps, query),
    figuresOf(deps, program.id),
    countUnranked(deps, program.id, at),
  ]);
  return {
    items,
    next: rows.length > query.limit && last ? encodeCursor(['risk', last.place.rank]) : null,
    program: program.id,
    rankedBy: program.rankBy,
    total,
    notApplicable,
    ...figures,
  };
};
