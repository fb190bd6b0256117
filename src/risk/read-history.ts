import { z } from '@hono/zod-openapi';
import { and, desc, eq, gte } from 'drizzle-orm';
import { time } from '../contract/common.ts';
import type { RiskHistoryBody } from '../contract/risk.ts';
import type { Store } from '../db/open.ts';
import { riskScoreIds } from '../domain/risk.ts';
import { findPatient } from '../roster/patients.ts';

export const riskHistoryQuery = z.strictObject({
  score: z.enum(riskScoreIds).optional().openapi({ description: 'only of this score' }),
  from: time.optional().openapi({ description: 'only from then on' }),
});
export type RiskHistoryQuery = z.infer<typeof riskHistoryQuery>;

/** How a patient's scores came to be what they are, latest first. @throws AppError not-found */
export const readRiskHistory = async (
  deps: Pick<Store, 'reader' | 't'>,
  id: string,
  { score, from }: RiskHistoryQuery,
): Promise<RiskHistoryBody> => {
  const { reader, t } = deps;
  const { riskScoreHistory: history } = t;
  const patient = await findPatient(deps, id);
  const rows = await reader
    .select()
    .from(history)
    .where(
      and(
        eq(history.patientId, patient.id),
        score ? eq(history.scoreId, score) : undefined,
        from ? gte(history.at, Date.parse(from)) : undefined,
      ),
    )
    .orderBy(desc(history.at), history.scoreId);
  return {
    items: rows.map(({ patientId: _, scoreVersion, at, parts, ...row }) => ({
      ...row,
      version: scoreVersion,
      at: new Date(at).toISOString(),
      parts: [...parts],
    })),
    next: null,
  };
};
