import { sql } from 'drizzle-orm';
import type { CalibrationSource, RankBy, RiskPart, RiskScoreId, RiskTier } from '../../domain/risk.ts';
import type { Kit } from '../kit.ts';

/** Scores as last computed, each program's ranking, and who is in the intensive cohort. */
export const riskTables = (kit: Kit) => ({
  riskScore: kit.table(
    'risk_score',
    {
      patientId: kit.text().notNull(),
      scoreId: kit.text().$type<RiskScoreId>().notNull(),
      scoreVersion: kit.int().notNull(),
      /** of a trained model */
      modelVersion: kit.text(),
      /** null: not applicable now, for the reason in `why` */
      value: kit.double(),
      why: kit.text(),
      parts: kit.json().$type<readonly RiskPart[]>().notNull(),
      scoredAt: kit.instant().notNull(),
      /** of all that a score says; null: stored before these were kept */
      fingerprint: kit.text(),
    },
    t => [kit.primaryKey({ columns: [t.patientId, t.scoreId] })],
  ),
  /** how a score came to be what it is: a row a day on which it changed, and one more where it moved the tier */
  riskScoreHistory: kit.table(
    'risk_score_history',
    {
      patientId: kit.text().notNull(),
      scoreId: kit.text().$type<RiskScoreId>().notNull(),
      at: kit.instant().notNull(),
      scoreVersion: kit.int().notNull(),
      modelVersion: kit.text(),
      /** null: not applicable from then on, for the reason in `why` */
      value: kit.double(),
      why: kit.text(),
      parts: kit.json().$type<readonly RiskPart[]>().notNull(),
      /** the tier that the patient moved to then; a row that has it is never replaced */
      tier: kit.text().$type<RiskTier>(),
    },
    t => [
      kit.primaryKey({ columns: [t.patientId, t.scoreId, t.at] }),
      kit.index('risk_score_history_at').on(t.at),
    ],
  ),
  /** what computed a score from when on, or why nothing could; a row a change */
  riskScoreUse: kit.table(
    'risk_score_use',
    {
      scoreId: kit.text().$type<RiskScoreId>().notNull(),
      at: kit.instant().notNull(),
      scoreVersion: kit.int().notNull(),
      modelVersion: kit.text(),
      unavailable: kit.text(),
    },
    t => [kit.primaryKey({ columns: [t.scoreId, t.at] })],
  ),
  /** a model's odds put right on a site's own outcomes; the latest of a version counts */
  modelCalibration: kit.table(
    'model_calibration',
    {
      id: kit.text().primaryKey(),
      modelId: kit.text().$type<RiskScoreId>().notNull(),
      modelVersion: kit.text().notNull(),
      /** null: of the whole site */
      programId: kit.text(),
      slope: kit.double().notNull(),
      intercept: kit.double().notNull(),
      events: kit.int().notNull(),
      n: kit.int().notNull(),
      /** what the calibration plot shows, before and after */
      reliability: kit.json().$type<Record<string, unknown>>().notNull(),
      by: kit.text().notNull(),
      at: kit.instant().notNull(),
      /** whose outcomes it was fitted on; null: saved before this was kept */
      source: kit.json().$type<CalibrationSource>(),
    },
    t => [kit.index('model_calibration_model').on(t.modelId, t.modelVersion, t.at)],
  ),
  /** one row a patient who is ranked, by what the program ranks by */
  riskRank: kit.table(
    'risk_rank',
    {
      patientId: kit.text().primaryKey(),
      programId: kit.text().notNull(),
      scoreId: kit.text().$type<RankBy>().notNull(),
      value: kit.double().notNull(),
      /** 0–100: share of all that are ranked whose value is lower */
      percentile: kit.double(),
      /** by how much the percentile rose in 7 days; null where it is not known of then */
      rise: kit.double(),
      /** what the value is made of, where it is no score's own */
      parts: kit.json().$type<readonly RiskPart[]>(),
      /** 1 = highest */
      rank: kit.int().notNull(),
      outOf: kit.int().notNull(),
      tier: kit.text().$type<RiskTier>().notNull(),
      rankedAt: kit.instant().notNull(),
      /** why the value is the one that was last known, and not of today; null where it is of today */
      stale: kit.text(),
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
      /** when its alert was raised; null: not yet, because one was raised not long before */
      toldAt: kit.instant(),
    },
    t => [
      kit.uniqueIndex('cohort_member').on(t.patientId).where(sql`left_at is null`),
      kit.index('cohort_program').on(t.programId),
      kit.index('cohort_patient').on(t.patientId, t.enteredAt),
    ],
  ),
});
