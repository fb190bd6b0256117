import { z } from '@hono/zod-openapi';
import { and, asc, desc, eq, gt, gte, lt, or, type SQL } from 'drizzle-orm';
import { time } from '../contract/common.ts';
import type { RiskHistoryBody } from '../contract/risk.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { riskScoreIds } from '../domain/risk.ts';
import { findPatient } from '../roster/patients.ts';

export const riskHistoryQuery = z.strictObject({
  score: z.enum(riskScoreIds).optional().openapi({ description: 'only of this score' }),
  from: time.optional().openapi({ description: 'only from then on' }),
  parts: z
    .enum(['true', 'false'])
    .default('true')
    .openapi({ description: '`false`: values only, as for a drawing' }),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().optional(),
});
export type RiskHistoryQuery = z.infer<typeof riskHistoryQuery>;

type Deps = Pick<Store, 'reader' | 't'>;

const cursorSchema = z.tuple([z.literal('risk-history'), z.number(), z.enum(riskScoreIds)]);

/** Where the page begins, after the last row of the one before. */
const afterCursor = ({ t }: Deps, cursor: string | undefined): SQL | undefined => {
  if (cursor === undefined) return undefined;
  const { at, scoreId } = t.riskScoreHistory;
  const [, lastAt, lastScore] = decodeCursor(cursor, cursorSchema);
  return or(lt(at, lastAt), and(eq(at, lastAt), gt(scoreId, lastScore)));
};

const readPage = (deps: Deps, patientId: string, { score, from, limit, cursor }: RiskHistoryQuery) => {
  const { reader, t } = deps;
  const { riskScoreHistory: history } = t;
  return reader
    .select()
    .from(history)
    .where(
      and(
        eq(history.patientId, patientId),
        score ? eq(history.scoreId, score) : undefined,
        from ? gte(history.at, Date.parse(from)) : undefined,
        afterCursor(deps, cursor),
      ),
    )
    .orderBy(desc(history.at), asc(history.scoreId))
    .limit(limit + 1);
};

/** How a patient's scores came to be what they are, latest first. @throws AppError not-found */
export const readRiskHistory = async (
  deps: Deps,
  id: string,
  query: RiskHistoryQuery,
): Promise<RiskHistoryBody> => {
  const patient = await findPatient(deps, id);
  const rows = await readPage(deps, patient.id, query);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ patientId: _, scoreVersion, at, parts, ...row }) => ({
      ...row,
      version: scoreVersion,
      at: new Date(at).toISOString(),
      parts: query.parts === 'true' ? [...parts] : null,
    })),
    next: rows.length > query.limit && last ? encodeCursor(['risk-history', last.at, last.scoreId]) : null,
  };
};
