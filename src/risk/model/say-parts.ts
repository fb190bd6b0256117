import type { RiskPart } from '../../domain/risk.ts';
import type { AdditiveModel } from './artefact.ts';
import { binText, type FeatureOf, type FeatureValue, withUnit } from './feature.ts';
import type { RowScore } from './score-rows.ts';

const rounded = (value: number): string => String(Math.round(value * 100) / 100);

/** "3 admissions in the last year", "length of stay 4 days", "discharged to home health", "HbA1c not known" */
const said = <T>(spec: FeatureOf<T>, bin: number, value: FeatureValue): string => {
  if (bin === 0) return `${spec.label.replace(/:$/, '')} not known`;
  if (spec.kind === 'category') return `${spec.label}: ${binText(spec, bin)}`;
  if (value === 1 && spec.one !== undefined) return `1 ${spec.one}`;
  return spec.unit === ''
    ? `${rounded(value as number)} ${spec.label}`
    : `${spec.label} ${withUnit(rounded(value as number), spec.unit)}`;
};

/** Every term of a score in words, the base first; they add up to the logit. */
export const sayParts = <T>(
  { form, weights }: AdditiveModel,
  readers: readonly FeatureOf<T>[],
  row: T,
  score: RowScore,
): readonly RiskPart[] => {
  const words = new Map(
    readers.map((reader, f) => {
      const bin = score.bins[f] as number;
      return [reader.id, { text: said(reader, bin, reader.value(row)), missing: bin === 0 }] as const;
    }),
  );
  const wordsOf = (id: string) => words.get(id) ?? { text: id, missing: true };
  const shapes = readers.map(({ id }, f): RiskPart => {
    const { text, missing } = wordsOf(id);
    return { id, label: text, points: score.parts[f] as number, ...(missing ? { missing: true } : {}) };
  });
  const pairs = form.pairs.map(
    ({ a, b }, p): RiskPart => ({
      id: `${a} × ${b}`,
      label: `${wordsOf(a).text}, together with ${wordsOf(b).text}`,
      points: score.parts[readers.length + p] as number,
    }),
  );
  return [{ id: 'base', label: 'where every stay starts', points: weights.base }, ...shapes, ...pairs];
};
