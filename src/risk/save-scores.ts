import { hash } from 'node:crypto';
import type { Store } from '../db/open.ts';
import type { RiskScore, RiskScoreId } from '../domain/risk.ts';
import type { ScoreRow } from './bodies.ts';
import { keepHistory } from './score-history.ts';
import type { PatientScores } from './score-patients.ts';
import type { RiskScorer } from './scorer.ts';

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

export type WrittenScore = Omit<ScoreRow, 'parts'> & {
  readonly parts: string;
  /** the same for whatever says the same */
  readonly fingerprint: string;
};

/** as long as a hash is */
const shortLength = 27;

const fingerprintOf = (said: string): string =>
  said.length <= shortLength ? said : hash('sha1', said, 'base64url');

const writtenOf = (row: ScoreRow): WrittenScore => {
  const { scoreVersion, modelVersion, value, why } = row;
  const parts = JSON.stringify(row.parts);
  const said = `${scoreVersion} ${modelVersion} ${value} ${why} ${parts}`;
  return { ...row, parts, fingerprint: fingerprintOf(said) };
};

type StoredScore = readonly [
  patientId: string,
  scoreId: RiskScoreId,
  value: number | null,
  fingerprint: string | null,
];

const keyOf = (patientId: string, scoreId: RiskScoreId): string => `${patientId} ${scoreId}`;

const storedBetween = ({ readerSql }: Pick<Store, 'readerSql'>) => {
  const range = readerSql
    .prepare<[string, string], StoredScore>(
      'SELECT patient_id, score_id, value, fingerprint FROM risk_score WHERE patient_id BETWEEN ? AND ?',
    )
    .raw();
  return async (scored: readonly PatientScores[]): Promise<ReadonlyMap<string, StoredScore>> => {
    const [first, last] = [scored[0], scored.at(-1)];
    if (!first || !last) return new Map();
    const rows = await range.all(first.patientId, last.patientId);
    return new Map(rows.map(row => [keyOf(row[0], row[1]), row]));
  };
};

const upsertSql = `INSERT INTO risk_score
    (patient_id, score_id, score_version, model_version, value, why, parts, scored_at, fingerprint)
  VALUES (@patientId, @scoreId, @scoreVersion, @modelVersion, @value, @why, @parts, @scoredAt, @fingerprint)
  ON CONFLICT (patient_id, score_id) DO UPDATE SET score_version = excluded.score_version,
    model_version = excluded.model_version, value = excluded.value, why = excluded.why, parts = excluded.parts,
    scored_at = excluded.scored_at, fingerprint = excluded.fingerprint`;

export type SaveScores = (
  scored: readonly PatientScores[],
  scorers: readonly RiskScorer[],
  at: number,
) => Promise<void>;

/**
 * Keeps the latest scores of some patients, in the order of their ids, and the history of those whose value changed, in
 * one transaction. What is as stored is not written.
 */
export const saveScores = (store: Pick<Store, 'sql' | 'readerSql' | 'write'>): SaveScores => {
  const upsert = store.sql.prepare(upsertSql);
  const keep = keepHistory(store.sql);
  const read = storedBetween(store);
  return async (scored, scorers, at) => {
    const stored = await read(scored);
    const changes: { readonly now: WrittenScore; readonly before: StoredScore | undefined }[] = [];
    for (const { patientId, scores } of scored)
      scorers.forEach((scorer, i) => {
        const score = scores[i];
        if (!score) return;
        const now = writtenOf(rowOf(patientId, scorer, score, at));
        const before = stored.get(keyOf(patientId, scorer.id));
        if (before?.[3] !== now.fingerprint) changes.push({ now, before });
      });
    if (changes.length === 0) return;
    await store.write(() =>
      Promise.all(
        changes.flatMap(({ now, before }) => [
          upsert.run(now),
          ...(now.value === (before?.[2] ?? null) ? [] : keep(now, at, { isFirst: before === undefined })),
        ]),
      ),
    );
  };
};
