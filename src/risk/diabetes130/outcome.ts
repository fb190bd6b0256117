import { lookUp } from './look-up.ts';
import type { FileRow } from './read-file.ts';

/** Died in hospital, or went to a hospice. */
const endedDispositions: readonly string[] = ['11', '13', '14', '19', '20', '21'];
const outcomes: Readonly<Record<string, 0 | 1>> = { '<30': 1, '>30': 0, NO: 0 };

export const outcomeColumns = [
  'encounter_id',
  'patient_nbr',
  'discharge_disposition_id',
  'readmitted',
] as const;

/** Who died or went to a hospice cannot be readmitted: left out. */
export const isLeftOut = (row: FileRow): boolean =>
  endedDispositions.includes(row.discharge_disposition_id ?? '');

/** 1: readmitted within 30 days; null where the file does not say. */
export const outcomeOf = (row: FileRow): 0 | 1 | null => lookUp(outcomes, row.readmitted);
