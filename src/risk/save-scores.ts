import type { Store } from '../db/open.ts';
import type { RiskScore } from '../domain/risk.ts';
import type { ScoreRow } from './bodies.ts';
import type { PanelPatient } from './load-panel.ts';
import type { RiskScorer } from './scorer.ts';

export type PatientScores = PanelPatient & { readonly scores: ReadonlyMap<RiskScorer, RiskScore> };

export const scorePatient = (
  patient: PanelPatient,
  scorers: readonly RiskScorer[],
  at: number,
): PatientScores => ({
  ...patient,
  scores: new Map(scorers.map(scorer => [scorer, scorer.score(patient.inputs, at)])),
});

export const rowOf = (
  patientId: string,
  { id, version }: RiskScorer,
  score: RiskScore,
  scoredAt: number,
): ScoreRow => ({
  patientId,
  scoreId: id,
  scoreVersion: version,
  value: score.applicable ? score.value : null,
  why: score.applicable ? null : score.why,
  parts: score.applicable ? score.parts : [],
  scoredAt,
});

/** Keeps the latest scores of some patients, in one transaction. */
export const saveScores = ({
  sqlite,
  write,
}: Pick<Store, 'sqlite' | 'write'>): ((scored: readonly PatientScores[], at: number) => Promise<void>) => {
  const upsert = sqlite.prepare(
    `INSERT INTO risk_score (patient_id, score_id, score_version, value, why, parts, scored_at)
     VALUES (@patientId, @scoreId, @scoreVersion, @value, @why, @parts, @scoredAt)
     ON CONFLICT (patient_id, score_id) DO UPDATE SET score_version = excluded.score_version,
       value = excluded.value, why = excluded.why, parts = excluded.parts, scored_at = excluded.scored_at`,
  );
  return (scored, at) =>
    write(() => {
      for (const { patientId, scores } of scored) {
        for (const [scorer, score] of scores) {
          const row = rowOf(patientId, scorer, score, at);
          upsert.run({ ...row, parts: JSON.stringify(row.parts) });
        }
      }
    });
};
