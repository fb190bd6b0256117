import type { AdmissionSource, AdmissionType, Disposition, InsulinCourse } from '../../domain/encounter.ts';
import type { DiagnosisGroup } from '../features/diagnosis-group.ts';

/** How an earlier stay ended for the patient: no earlier stay on file, back within 30 days, or later. */
export const returnPatterns = ['no-earlier-stay', 'later', 'within-30-days'] as const;
export type ReturnPattern = (typeof returnPatterns)[number];

/** What the readmission model may know of a stay on the day of its discharge; null where it is not known. */
export type StayFeatures = {
  /** years */
  readonly age: number | null;
  /** days */
  readonly lengthOfStay: number | null;
  /** inpatient stays, emergency visits and outpatient visits in the year before the admission */
  readonly inpatientLastYear: number | null;
  readonly emergencyLastYear: number | null;
  readonly outpatientLastYear: number | null;
  /** stays on file that ended before this one began */
  readonly earlierStays: number | null;
  /** of these, how many were followed by another within 30 days */
  readonly earlierReturns: number | null;
  readonly lastReturn: ReturnPattern | null;
  /** length of the stay before this one, days */
  readonly previousLengthOfStay: number | null;
  /** days in hospital over all earlier stays */
  readonly earlierDays: number | null;
  readonly previousDisposition: Disposition | null;
  readonly disposition: Disposition | null;
  readonly admissionType: AdmissionType | null;
  readonly admissionSource: AdmissionSource | null;
  /** principal and next two diagnoses */
  readonly diagnoses: readonly (DiagnosisGroup | null)[];
  readonly diagnosisCount: number | null;
  /** distinct medications given during the stay */
  readonly medications: number | null;
  readonly procedures: number | null;
  readonly labTests: number | null;
  readonly insulin: InsulinCourse | null;
  readonly onDiabetesMedication: boolean | null;
  readonly diabetesMedicationChanged: boolean | null;
  /** percent; null: not measured during the stay */
  readonly hba1c: 'normal' | 'over-7' | 'over-8' | null;
};
