/**
 * Encounters in falling order of one score. `score` holds each distinct score, `ends` where its encounters end; `patient`
 * counts from 0.
 */
export type Ranked = {
  readonly score: Float64Array;
  readonly readmitted: Uint8Array;
  readonly patient: Uint32Array;
  readonly ends: Uint32Array;
};

export type ToRank = {
  readonly scores: ArrayLike<number>;
  readonly readmitted: ArrayLike<number>;
  readonly patients: ArrayLike<number>;
};

const endsOf = (score: Float64Array): Uint32Array => {
  const ends: number[] = [];
  for (let i = 1; i <= score.length; i += 1) if (score[i] !== score[i - 1]) ends.push(i);
  return Uint32Array.from(ends);
};

/** Sorts once: every statistic, and every redraw of patients, then costs one walk. Scores must not be NaN. */
export const rankedOf = (
  { scores, readmitted, patients }: ToRank,
  among: ArrayLike<number> = Uint32Array.from({ length: scores.length }, (_, i) => i),
): Ranked => {
  const order = Uint32Array.from(among).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const inOrder = Float64Array.from(order, i => scores[i] ?? 0);
  const ends = endsOf(inOrder);
  return {
    score: Float64Array.from(ends, end => inOrder[end - 1] ?? 0),
    readmitted: Uint8Array.from(order, i => readmitted[i] ?? 0),
    patient: Uint32Array.from(order, i => patients[i] ?? 0),
    ends,
  };
};
