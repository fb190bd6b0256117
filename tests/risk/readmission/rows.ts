import { seeded } from '../../../src/domain/seeded.ts';
import type { FileRow } from '../../../src/risk/diabetes130/read-file.ts';

/** Made-up encounters in the format of UCI "Diabetes 130-US hospitals": many of some patients, one of others. */
export const madeUpRows = (n: number, seed: number): FileRow[] => {
  const next = seeded(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  const upTo = (most: number): string => String(Math.floor(next() * (most + 1)));
  return Array.from({ length: n }, (_, i) => ({
    encounter_id: String(1_000 + i * 7),
    patient_nbr: String(Math.floor(next() * (n / 3))),
    race: pick(['Caucasian', 'AfricanAmerican', '?']),
    gender: pick(['Female', 'Male']),
    age: pick(['[40-50)', '[60-70)', '[80-90)']),
    admission_type_id: pick(['1', '2', '3', '6']),
    discharge_disposition_id: pick(['1', '3', '6', '22', '11', '18']),
    admission_source_id: pick(['7', '1', '4', '17']),
    time_in_hospital: String(1 + Number(upTo(13))),
    num_lab_procedures: upTo(80),
    num_procedures: upTo(6),
    num_medications: upTo(40),
    number_outpatient: upTo(3),
    number_emergency: upTo(3),
    number_inpatient: upTo(6),
    diag_1: pick(['428', '250.83', '8', 'V57', '?']),
    diag_2: pick(['401', '427', '584']),
    diag_3: pick(['250', 'E885', '?']),
    number_diagnoses: String(1 + Number(upTo(8))),
    A1Cresult: pick(['None', '>7', '>8', 'Norm']),
    insulin: pick(['No', 'Steady', 'Up', 'Down']),
    change: pick(['Ch', 'No']),
    diabetesMed: pick(['Yes', 'No']),
    readmitted: pick(['<30', '>30', 'NO']),
  }));
};
