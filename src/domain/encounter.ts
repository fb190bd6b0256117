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

export const admissionTypes = ['emergency', 'urgent', 'elective'] as const;
export type AdmissionType = (typeof admissionTypes)[number];

export const admissionSources = [
  'emergency-department',
  'referral',
  'hospital-transfer',
  'nursing-facility',
  'other-facility',
  'other',
] as const;
export type AdmissionSource = (typeof admissionSources)[number];

/** Where a patient went on discharge. */
export const dispositions = [
  'home',
  'home-health',
  'nursing-facility',
  'rehabilitation',
  'psychiatric',
  'other-inpatient',
  'short-term-hospital',
  'swing-bed',
  'against-advice',
  'other',
] as const;
export type Disposition = (typeof dispositions)[number];

/** Insulin during a stay: not given, dose kept, lowered or raised. */
export const insulinCourses = ['none', 'steady', 'lowered', 'raised'] as const;
export type InsulinCourse = (typeof insulinCourses)[number];

/** What is told of an inpatient stay beyond its dates; what is absent is not known. */
export type StayFacts = {
  readonly admissionType?: AdmissionType;
  readonly admissionSource?: AdmissionSource;
  readonly disposition?: Disposition;
  /** the stay's own diagnoses, the principal one first; codes without dots, upper case */
  readonly diagnoses?: readonly { readonly system: CodeSystem; readonly code: string }[];
  /** diagnoses on the discharge record, where more than are listed */
  readonly diagnosisCount?: number;
  /** distinct medications given */
  readonly medications?: number;
  /** procedures other than laboratory tests */
  readonly procedures?: number;
  readonly labTests?: number;
  readonly insulin?: InsulinCourse;
  readonly onDiabetesMedication?: boolean;
  readonly diabetesMedicationChanged?: boolean;
  /** percent, the last one measured during the stay */
  readonly hba1cPercent?: number;
  /** at discharge, g/dL and mmol/L */
  readonly haemoglobinGDl?: number;
  readonly sodiumMmolL?: number;
  readonly fromOncology?: boolean;
};
