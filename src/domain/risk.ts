export const riskScoreIds = [
  'readmission-30d',
  'deterioration',
  'lace',
  'hospital',
  'charlson',
  'admissions',
] as const;
/** Published scores and trained models. */
export type RiskScoreId = (typeof riskScoreIds)[number];

/**
 * What a program ranks its panel by: one score, or several.
 *
 * `blend`: the mean of the percentile ranks of the scores that apply to the patient: readmission-30d, admissions in the
 * last year, and deterioration once the program's lead has switched it on. A percentile rank is the share of the panel
 * below, with half of those who are equal; to whom a score does not apply stands below all to whom it does.
 *
 * `lexicographic`: the tier by readmission-30d first (highest, then high, then everybody else), then admissions in the
 * last year.
 */
export const rankChoices = [...riskScoreIds, 'blend', 'lexicographic'] as const;
export type RankBy = (typeof rankChoices)[number];

/** How a program cuts its ranking, and what it ranks on. */
export type RiskSettings = {
  /** the highest tier and the cohort's entry, then the first two tiers and the cohort's exit */
  readonly percents: readonly [highest: number, high: number];
  /** "my team can take 40": the highest tier is the first so many, whatever their share; null: the percents cut */
  readonly capacity: number | null;
  /** a patient who enters the cohort again is told of at most so often */
  readonly alertEveryDays: number;
  /** null: in shadow, shown and not ranked on */
  readonly deterioration: null | {
    readonly onSince: number;
    readonly by: string;
    readonly why: string | null;
    /** the version that was switched on: no other ranks; absent where it was done before versions were kept */
    readonly modelVersion?: string | null;
  };
};

/** Whose outcomes a model was recalibrated on: those of the store, or those of a file, by its name without the folder. */
export type CalibrationSource = { readonly of: 'store' } | { readonly of: 'file'; readonly name: string };

export const defaultRiskSettings: RiskSettings = {
  percents: [5, 10],
  capacity: null,
  alertEveryDays: 30,
  deterioration: null,
};

export const riskTiers = ['highest', 'high', 'rest'] as const;
/** By rank: the first ceil(5 % N), the next up to ceil(10 % N), the rest; a program may cut elsewhere. */
export type RiskTier = (typeof riskTiers)[number];

/** One named part of a score; the parts add up to the value. */
export type RiskPart = {
  readonly id: string;
  readonly label: string;
  readonly points: number;
  /** Only of a part that is not known: how many points it may have beyond `points`. */
  readonly mayAdd?: number;
  /** What a model was told, in words: "3 admissions in the last year". */
  readonly level?: string;
  /** What a model was not told; its points are those of "not known". */
  readonly missing?: true;
};

/** The value a score would have if every part that is not known had all its points. */
export const atMostOf = (value: number, parts: readonly RiskPart[]): number =>
  parts.reduce((sum, { mayAdd = 0 }) => sum + mayAdd, value);

/** "5", or "5–8" where not every part is known. */
export const pointsText = (atLeast: number, atMost: number): string =>
  atMost > atLeast ? `${atLeast}–${atMost}` : `${atLeast}`;

export type RiskScore =
  | { readonly applicable: true; readonly value: number; readonly parts: readonly RiskPart[] }
  /** `why` says in one sentence why the score does not apply now; `unknown`: it would, if more were known of the patient */
  | { readonly applicable: false; readonly why: string; readonly unknown?: true };
