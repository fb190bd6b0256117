import type { Condition } from '../../domain/encounter.ts';
import { dayMs, hourMs } from '../../domain/local-day.ts';
import type { RiskInputs, ToldEncounter } from '../features/inputs.ts';
import type { HospitalFacts } from '../scores/hospital-parts.ts';
import { lookUp } from './look-up.ts';
import type { FileRow } from './read-file.ts';

/** The file has no dates. Whole days before and after noon of some day say the same of every score. */
const admittedAt = 12 * hourMs;
/** Convention: visits of the year count as if they were of the last months. */
const visitAt = admittedAt - 30 * dayMs;

/** Emergency, urgent, trauma centre; not elective or newborn. Unknown: other codes. */
const unplanned: Readonly<Record<string, boolean>> = {
  '1': true,
  '2': true,
  '7': true,
  '3': false,
  '4': false,
};

/** Null where the cell holds no count. */
export const countIn = (row: FileRow, column: string): number | null => {
  const text = row[column] ?? '';
  return /^\d+$/.test(text) ? Number(text) : null;
};

export const diagnosisColumns = ['diag_1', 'diag_2', 'diag_3'] as const;

const conditionsOf = (row: FileRow): readonly Condition[] =>
  diagnosisColumns
    .map(column => row[column] ?? '?')
    .filter(code => code !== '?' && code !== '')
    .map(code => ({ system: 'icd9', code: padded(code).replace('.', ''), onset: null }));

/** Numeric categories lost their leading zeros: 38.9 is 038.9. */
const padded = (code: string): string =>
  code.replace(/^\d{1,2}(?=\.|$)/, category => category.padStart(3, '0'));

const visit: ToldEncounter = {
  class: 'emergency',
  admittedAt: visitAt,
  dischargedAt: visitAt,
  emergent: true,
  facts: null,
};

/** A row as a patient on the day of discharge, with the emergency visits of the year. */
export const inputsOf = (row: FileRow): { readonly inputs: RiskInputs; readonly at: number } => {
  const dischargedAt = admittedAt + (countIn(row, 'time_in_hospital') ?? 0) * dayMs;
  const emergent = lookUp(unplanned, row.admission_type_id) ?? false;
  const stay: ToldEncounter = { class: 'inpatient', admittedAt, dischargedAt, emergent, facts: null };
  const visits = Array<ToldEncounter>(Math.min(4, countIn(row, 'number_emergency') ?? 0)).fill(visit);
  return {
    inputs: {
      timeZone: 'UTC',
      birthDate: null,
      encounters: [stay, ...visits],
      conditions: conditionsOf(row),
    },
    at: dischargedAt,
  };
};

/** What the file tells the HOSPITAL score: all but the two laboratory values, and the service for half of the rows. */
export const hospitalFactsOf = (row: FileRow, hasCancer: boolean | null): HospitalFacts => {
  const specialty = row.medical_specialty ?? '?';
  const procedures = countIn(row, 'num_procedures');
  return {
    haemoglobinGDl: null,
    sodiumMmolL: null,
    fromOncology: specialty === '?' ? null : /onco/i.test(specialty),
    hasCancer,
    hadProcedure: procedures === null ? null : procedures > 0,
    isUrgent: lookUp(unplanned, row.admission_type_id),
    admissionsBefore: countIn(row, 'number_inpatient'),
    stayDays: countIn(row, 'time_in_hospital'),
  };
};
