import type { Store } from '../db/open.ts';
import type { RiskScore, RiskScoreId } from '../domain/risk.ts';
import type { ScoreRow } from './bodies.ts';
import type { PanelPatient } from './load-panel.ts';
import { keepHistory } from './score-history.ts';
import type { RiskScorer } from './scorer.ts';

export type PatientScores = PanelPatient & { readonly scores: ReadonlyMap<RiskScorer, RiskScore> };

/** Scores of some patients; each scorer sees them all at once. */
export const scorePatients = (
  patients: readonly PanelPatient[],
  scorers: readonly RiskScorer[],
  at: number,
): readonly PatientScores[] => {
  const inputs = patients.map(patient => patient.inputs);
  const columns = scorers.map(scorer => ({ scorer, scores: scorer.scoreAll(inputs, at) }));
  return patients.map((patient, i) => {
    const scores = columns.flatMap(({ scorer, scores: all }) => {
      const score = all[i];
      return score ? [[scorer, score] as const] : [];
    });
    return { ...patient, scores: new Map(scores) };
  });
};

export const rowOf = (
  patientId: string,
  { id, version, modelVersion }: RiskScorer,
  score: RiskScore,
  scoredAt: number,
): ScoreRow => ({
  patientId,
  scoreId: id,
  scoreVersion: version,
  modelVersion,
  value: score.applicable ? score.value : null,
  why: score.applicable ? null : score.why,
  parts: score.applicable ? score.parts : [],
  scoredAt,
});

export type WrittenScore = Omit<ScoreRow, 'parts' | 'scoredAt'> & { readonly parts: string };

type StoredScore = readonly [
  patientId: string,
  scoreId: RiskScoreId,
  scoreVersion: number,
  modelVersion: string | null,
  value: number | null,
  why: string | null,
  parts: string,
];

const isSame = (row: ScoreRow, stored: StoredScore): boolean => {
  const [, , scoreVersion, modelVersion, value, why, parts] = stored;
  return (
    row.value === value &&
    row.why === why &&
    row.scoreVersion === scoreVersion &&
    row.modelVersion === modelVersion &&
    JSON.stringify(row.parts) === parts
  );
};

const storedBetween = ({ readerSqlite }: Pick<Store, 'readerSqlite'>) => {
  const range = readerSqlite
    .prepare<[string, string], StoredScore>(
      `SELECT patient_id, score_id, score_version, model_version, value, why, parts
       FROM risk_score WHERE patient_id BETWEEN ? AND ?`,
    )
    .raw();
  return (scored: readonly PatientScores[]): ReadonlyMap<string, readonly StoredScore[]> => {
    const [first, last] = [scored[0], scored.at(-1)];
    if (!first || !last) return new Map();
    return Map.groupBy(range.all(first.patientId, last.patientId), ([patientId]) => patientId);
  };
};

const upsertSql = `INSERT INTO risk_score
    (patient_id, score_id, score_version, model_version, value, why, parts, scored_at)
  VALUES (@patientId, @scoreId, @scoreVersion, @modelVersion, @value, @why, @parts, @scoredAt)
  ON CONFLICT (patient_id, score_id) DO UPDATE SET score_version = excluded.score_version,
    model_version = excluded.model_version, value = excluded.value, why = excluded.why, parts = excluded.parts,
    scored_at = excluded.scored_at`;

export type SaveScores = (scored: readonly PatientScores[], at: number) => Promise<void>;

/**
 * Keeps the latest scores of some patients, in the order of their ids, and the history of those whose value changed, in
 * one transaction. What is as stored is not written.
 */
export const saveScores = (store: Pick<Store, 'sqlite' | 'readerSqlite' | 'write'>): SaveScores => {
  const upsert = store.sqlite.prepare(upsertSql);
  const keep = keepHistory(store.sqlite);
  const read = storedBetween(store);
  return async (scored, at) => {
    const stored = read(scored);
    const changes = scored.flatMap(({ patientId, scores }) =>
      [...scores].flatMap(([scorer, score]) => {
        const row = rowOf(patientId, scorer, score, at);
        const before = stored.get(patientId)?.find(([, scoreId]) => scoreId === scorer.id);
        if (before && isSame(row, before)) return [];
        return [{ now: { ...row, parts: JSON.stringify(row.parts) }, valueBefore: before?.[4] ?? null }];
      }),
    );
    if (changes.length === 0) return;
    await store.write(() => {
      for (const { now, valueBefore } of changes) {
        upsert.run(now);
        if (now.value !== valueBefore) keep(now, at);
      }
    });
  };
};
