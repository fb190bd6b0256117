import type { RiskPart } from '../../domain/risk.ts';
import { baseFeatureId } from './feature-table.ts';

const notShown: ReadonlySet<string> = new Set(['base', baseFeatureId]);

/**
 * The parts of a score as it is shown: what differs from a stable patient, less what stable patients vary by. They add up
 * to the value exactly; within what stable patients vary it is 0, and it is never less.
 */
export const shownParts = (parts: readonly RiskPart[], ordinary: number): readonly RiskPart[] => {
  const differing = parts.filter(({ id, points }) => !notShown.has(id) && points !== 0);
  const sum = differing.reduce((so, { points }) => so + points, 0);
  if (sum === 0) return differing;
  const isWithin = sum <= ordinary;
  const label = isWithin ? 'within what stable patients vary by' : 'what stable patients vary by';
  return [...differing, { id: 'ordinary', label, points: isWithin ? -sum : -ordinary }];
};

/** The value that the shown parts add up to, from the sum of what differs. */
export const shownValue = (sum: number, ordinary: number): number => (sum <= ordinary ? 0 : sum - ordinary);
