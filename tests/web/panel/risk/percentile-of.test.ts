import { expect, test } from 'vitest';
import { percentileOf } from '../../../../src/web/panel/risk/percentile-of.ts';

const part = (id: string, points: number) => ({ id, label: id, points });
const blend = { id: 'blend' as const, parts: [part('readmission-30d', 45), part('admissions', 30)] };
const tiers = {
  id: 'lexicographic' as const,
  parts: [part('readmission-30d', 2), part('admissions', 0.003)],
};

test.each([
  ['of a blend: the part times the number of parts', 'blend', blend, 'readmission-30d', 90],
  ['of a blend that a score is not in', 'blend', blend, 'deterioration', null],
  ['tiers are no percentiles', 'lexicographic', tiers, 'readmission-30d', null],
  ['the score that ranks', 'lace', null, 'lace', 77],
  ['a score that does not', 'lace', null, 'readmission-30d', null],
] as const)('%s', (_, rankedBy, ranking, scoreId, percentile) => {
  const held = ranking && { id: ranking.id, parts: [...ranking.parts] };
  expect(percentileOf({ rankedBy, percentile: 77, ranking: held }, scoreId)).toBe(percentile);
});
