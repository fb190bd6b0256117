import type { RiskPart, RiskScore } from '../domain/risk.ts';

/** A score whose value is the sum of its parts. */
export const scored = (parts: readonly RiskPart[]): RiskScore => ({
  applicable: true,
  value: parts.reduce((sum, part) => sum + part.points, 0),
  parts,
});
