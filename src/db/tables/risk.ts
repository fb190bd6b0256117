import { sql } from 'drizzle-orm';
import type { RiskPart, RiskScoreId, RiskTier } from '../../domain/risk.ts';
import type { Kit } from '../kit.ts';

/** Scores as last computed, each program's ranking, and who is in the intensive cohort. */
export const riskTables = (kit: Kit) => ({
  riskScore: kit.table(
    'risk_score',
    {
      patientId: kit.text().notNull(),
      scoreId: kit.text().$type<RiskScoreId>().notNull(),
      scoreVersion: kit.int().notNull(),
      /** null: not applicable now, for the reason in `why` */
      value: kit.double(),
      why: kit.text(),
      parts: kit.json().$type<readonly RiskPart[]>().notNull(),
      scoredAt: kit.instant().notNull(),
    },
    t => [kit.primaryKey({ columns: [t.patientId, t.scoreId] })],
  ),
  /** one row a patient with an applicable score, by the score its program ranks by */
  riskRank: kit.table(
    'risk_rank',
    {
      patientId: kit.text().primaryKey(),
      programId: kit.text().notNull(),
      scoreId: kit.text().$type<RiskScoreId>().notNull(),
      value: kit.double().notNull(),
      /** 1 = highest */
      rank: kit.int().notNull(),
      outOf: kit.int().notNull(),
      tier: kit.text().$type<RiskTier>().notNull(),
      rankedAt: kit.instant().notNull(),
    },
    t => [kit.index('risk_rank_program').on(t.programId, t.rank)],
  ),
  cohort: kit.table(
    'cohort',
    {
      id: kit.text().primaryKey(),
      patientId: kit.text().notNull(),
      programId: kit.text().notNull(),
      enteredAt: kit.instant().notNull(),
      enteredRank: kit.int().notNull(),
      leftAt: kit.instant(),
    },
    t => [
      kit.uniqueIndex('cohort_member').on(t.patientId).where(sql`left_at is null`),
      kit.index('cohort_program').on(t.programId),
    ],
  ),
});
