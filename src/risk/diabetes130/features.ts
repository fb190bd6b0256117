import type { AdmissionSource, AdmissionType, Disposition, InsulinCourse } from '../../domain/encounter.ts';
import { diagnosisGroupOf } from '../features/diagnosis-group.ts';
import type { StayFeatures } from '../readmission/stay-features.ts';
import { countIn } from './as-inputs.ts';
import { lookUp } from './look-up.ts';
import { outcomeOf } from './outcome.ts';
import type { FileRow } from './read-file.ts';

const typeOf: Readonly<Record<string, AdmissionType>> = {
  1: 'emergency',
  7: 'emergency',
  2: 'urgent',
  3: 'elective',
};
const sourceOf: Readonly<Record<string, AdmissionSource>> = {
  1: 'referral',
  2: 'referral',
  3: 'referral',
  4: 'hospital-transfer',
  10: 'hospital-transfer',
  22: 'hospital-transfer',
  25: 'hospital-transfer',
  5: 'nursing-facility',
  6: 'other-facility',
  7: 'emergency-department',
  8: 'other',
  11: 'other',
  13: 'other',
  14: 'other',
  18: 'other',
  19: 'other',
  26: 'other',
};
const dispositionOf: Readonly<Record<string, Disposition>> = {
  1: 'home',
  6: 'home-health',
  8: 'home-health',
  3: 'nursing-facility',
  4: 'nursing-facility',
  24: 'nursing-facility',
  22: 'rehabilitation',
  28: 'psychiatric',
  5: 'other-inpatient',
  23: 'other-inpatient',
  9: 'other-inpatient',
  2: 'short-term-hospital',
  10: 'short-term-hospital',
  27: 'short-term-hospital',
  29: 'short-term-hospital',
  30: 'short-term-hospital',
  15: 'swing-bed',
  7: 'against-advice',
  12: 'other',
  16: 'other',
  17: 'other',
};
const insulinOf: Readonly<Record<string, InsulinCourse>> = {
  No: 'none',
  Steady: 'steady',
  Down: 'lowered',
  Up: 'raised',
};
const hba1cOf: Readonly<Record<string, StayFeatures['hba1c']>> = {
  Norm: 'normal',
  '>7': 'over-7',
  '>8': 'over-8',
};

/** "[70-80)": the middle of the band */
const ageOf = (text: string | undefined): number | null => {
  const from = /^\[(\d+)-/.exec(text ?? '')?.[1];
  return from === undefined ? null : Number(from) + 5;
};

const groupOf = (code: string | undefined) =>
  code === undefined || code === '?' ? null : (diagnosisGroupOf(code, 'icd9') ?? null);

const yes = (text: string | undefined, is: string, isNot: string): boolean | null =>
  text === is ? true : text === isNot ? false : null;

type Earlier = Pick<
  StayFeatures,
  | 'earlierStays'
  | 'earlierReturns'
  | 'lastReturn'
  | 'previousLengthOfStay'
  | 'earlierDays'
  | 'previousDisposition'
>;

const none: Earlier = {
  earlierStays: 0,
  earlierReturns: 0,
  lastReturn: 'no-earlier-stay',
  previousLengthOfStay: null,
  earlierDays: 0,
  previousDisposition: null,
};

/** Without the column `readmitted` nobody knows how an earlier stay ended: not known is not "no". */
const after = (earlier: Earlier, row: FileRow): Earlier => {
  const returned = outcomeOf(row);
  const days = countIn(row, 'time_in_hospital');
  const { earlierStays, earlierReturns, earlierDays } = earlier;
  return {
    earlierStays: (earlierStays ?? 0) + 1,
    earlierReturns: earlierReturns === null || returned === null ? null : earlierReturns + returned,
    lastReturn: returned === null ? null : returned === 1 ? 'within-30-days' : 'later',
    previousLengthOfStay: days,
    earlierDays: (earlierDays ?? 0) + (days ?? 0),
    previousDisposition: lookUp(dispositionOf, row.discharge_disposition_id),
  };
};

const ofRow = (row: FileRow): Omit<StayFeatures, keyof Earlier> => ({
  age: ageOf(row.age),
  lengthOfStay: countIn(row, 'time_in_hospital'),
  inpatientLastYear: countIn(row, 'number_inpatient'),
  emergencyLastYear: countIn(row, 'number_emergency'),
  outpatientLastYear: countIn(row, 'number_outpatient'),
  disposition: lookUp(dispositionOf, row.discharge_disposition_id),
  admissionType: lookUp(typeOf, row.admission_type_id),
  admissionSource: lookUp(sourceOf, row.admission_source_id),
  diagnoses: [groupOf(row.diag_1), groupOf(row.diag_2), groupOf(row.diag_3)],
  diagnosisCount: countIn(row, 'number_diagnoses'),
  medications: countIn(row, 'num_medications'),
  procedures: countIn(row, 'num_procedures'),
  labTests: countIn(row, 'num_lab_procedures'),
  insulin: lookUp(insulinOf, row.insulin),
  onDiabetesMedication: yes(row.diabetesMed, 'Yes', 'No'),
  diabetesMedicationChanged: yes(row.change, 'Ch', 'No'),
  hba1c: lookUp(hba1cOf, row.A1Cresult),
});

/** Columns a file must have to be scored. */
export const featureColumns = [
  'encounter_id',
  'patient_nbr',
  'age',
  'admission_type_id',
  'admission_source_id',
  'discharge_disposition_id',
  'time_in_hospital',
  'num_lab_procedures',
  'num_procedures',
  'num_medications',
  'number_outpatient',
  'number_emergency',
  'number_inpatient',
  'diag_1',
  'diag_2',
  'diag_3',
  'number_diagnoses',
  'A1Cresult',
  'insulin',
  'change',
  'diabetesMed',
] as const;

/**
 * Features of every row, in the rows' order. A row sees the rows of its patient with a lower `encounter_id` and no later
 * one: the file has no dates, and what comes later would be a leak.
 */
export const featuresOf130 = (rows: readonly FileRow[]): readonly StayFeatures[] => {
  const inOrder = rows
    .map((_, i) => i)
    .sort((a, b) => Number(rows[a]?.encounter_id) - Number(rows[b]?.encounter_id));
  const earlierOf = new Map<string, Earlier>();
  const features: StayFeatures[] = [];
  for (const i of inOrder) {
    const row = rows[i] as FileRow;
    const patient = row.patient_nbr ?? '';
    const earlier = earlierOf.get(patient) ?? none;
    features[i] = { ...ofRow(row), ...earlier };
    earlierOf.set(patient, after(earlier, row));
  }
  return features;
};
