import { predict } from './additive.ts';
import type { AdditiveModel } from './artefact.ts';
import { binsOf, type FeatureOf, type FeatureSpec } from './feature.ts';
import { cellsOfBins } from './form.ts';
import { ModelUnavailable } from './unavailable.ts';

/** A row's score: its bins a feature, its contributions a term (features first, then pairs), and the logit. */
export type RowScore = {
  readonly bins: Uint8Array;
  readonly parts: Float32Array;
  readonly logit: number;
};

/**
 * The model's features with the code that reads them. The cuts and levels are the file's, so that a model goes on meaning
 * what it was trained on. @throws ModelUnavailable for a feature that this Vigil cannot read
 */
export const readersOf = <T>(
  { features }: { readonly features: readonly FeatureSpec[] },
  known: readonly FeatureOf<T>[],
): readonly FeatureOf<T>[] =>
  features.map(spec => {
    const reader = known.find(f => f.id === spec.id);
    if (reader?.kind !== spec.kind)
      throw new ModelUnavailable(
        `the model asks for "${spec.id}", which this version of Vigil does not know`,
      );
    return { ...spec, value: reader.value, ...(reader.one === undefined ? {} : { one: reader.one }) };
  });

/** Scores rows through TensorFlow.js, some thousands at a time. */
export const scoreRows = <T>(
  model: AdditiveModel,
  readers: readonly FeatureOf<T>[],
  rows: readonly T[],
): readonly RowScore[] => {
  if (rows.length === 0) return [];
  const bins = binsOf(readers, rows);
  const { parts, logits } = predict(model.layers, cellsOfBins(model.form, bins, rows.length), rows.length);
  const [wide, terms] = [readers.length, parts.length / rows.length];
  return rows.map((_, i) => ({
    bins: bins.subarray(i * wide, (i + 1) * wide),
    parts: parts.subarray(i * terms, (i + 1) * terms),
    logit: logits[i] as number,
  }));
};
