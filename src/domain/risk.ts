export const riskScoreIds = ['lace', 'charlson', 'admissions'] as const;
/** Scores a program may rank by. Trained models join this list. */
export type RiskScoreId = (typeof riskScoreIds)[number];

export const riskTiers = ['highest', 'high', 'rest'] as const;
/** By rank: the first ceil(5 % N), the next up to ceil(10 % N), the rest. */
export type RiskTier = (typeof riskTiers)[number];

/** One named part of a score; the parts add up to the value. */
export type RiskPart = { readonly id: string; readonly label: string; readonly points: number };

export type RiskScore =
  | { readonly applicable: true; readonly value: number; readonly parts: readonly RiskPart[] }
  /** `why` says in one sentence why the score does not apply now */
  | { readonly applicable: false; readonly why: string };
