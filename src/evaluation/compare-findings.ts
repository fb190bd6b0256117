import type { Evidence, Finding, Judgement } from '../domain/alert.ts';

export type Difference = { readonly field: string; readonly stored: string; readonly recomputed: string };

/** What a stored finding and one found again on the same grounds do not agree in; empty when they are the same. */
export const differencesOf = (
  because: string,
  found: Judgement['found'],
  evidence: Evidence,
  again: Finding,
): Difference[] => {
  const isGrounded = again.is === 'firing' || again.is === 'pending';
  const differences = [
    ['finding', found.is, again.is],
    ...(isGrounded
      ? ([
          ['severity', found.severity, again.severity],
          ['confirmed', String(found.confirmed), String(again.is === 'firing' && again.confirmed)],
          ['because', because, again.because],
          ['limits', JSON.stringify(evidence.limits), JSON.stringify(again.evidence.limits)],
        ] as const)
      : []),
  ] as const;
  return differences
    .filter(([, stored, recomputed]) => stored !== recomputed)
    .map(([field, stored, recomputed]) => ({ field, stored, recomputed }));
};
