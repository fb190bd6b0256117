import type { AdditiveModel } from './artefact.ts';
import { binCount, binText } from './feature.ts';
import { termsOf } from './form.ts';

/** What a feature adds to the logit in each of its bins, for a small plot. */
export type Shape = {
  readonly id: string;
  readonly label: string;
  readonly kind: 'number' | 'category';
  readonly bins: readonly {
    readonly label: string;
    /** on the logit scale */
    readonly points: number;
    /** of the training rows, 0–1 */
    readonly share: number;
  }[];
};

export const shapesOf = ({ form, weights, shares }: AdditiveModel): readonly Shape[] => {
  const terms = termsOf(form);
  return form.features.map((spec, f) => ({
    id: spec.id,
    label: spec.label,
    kind: spec.kind,
    bins: Array.from({ length: binCount(spec) }, (_, bin) => ({
      label: binText(spec, bin),
      points: weights.cells[(terms[f]?.offset ?? 0) + bin] as number,
      share: shares[f]?.[bin] ?? 0,
    })),
  }));
};
