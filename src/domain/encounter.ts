export const encounterClasses = ['inpatient', 'emergency', 'outpatient'] as const;
export type EncounterClass = (typeof encounterClasses)[number];

/** One stay or visit. `dischargedAt` null: the patient is there still. */
export type Encounter = {
  readonly class: EncounterClass;
  readonly admittedAt: number;
  readonly dischargedAt: number | null;
  /** admitted through an emergency, not planned */
  readonly emergent: boolean;
};

export const codeSystems = ['icd9', 'icd10', 'snomed'] as const;
export type CodeSystem = (typeof codeSystems)[number];

/** One diagnosis. `code` without dots, upper case; `onset` a calendar date, null where unknown. */
export type Condition = { readonly system: CodeSystem; readonly code: string; readonly onset: string | null };
