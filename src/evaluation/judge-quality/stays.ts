import { impossibleTimes, overlappingStays } from '../../roster/check-encounters.ts';
import { readCsvFile, refuseErrors } from '../../roster/csv-file.ts';
import { encountersFile } from '../../roster/encounter-line.ts';
import type { Stay } from '../driver-stays.ts';

/** A hospital stay, by the site's own patient id. */
export type JudgedStay = Stay & { readonly patient: string };

/**
 * The inpatient stays of a file of encounters; visits say nothing to rules. `patients` are those of the roster: lines of
 * others are counted and left out. @throws AppError import-rejected listing every wrong line with its field
 */
export const readStays = (
  text: string,
  patients: ReadonlySet<string>,
): { readonly stays: readonly JudgedStay[]; readonly strangers: number } => {
  const { lines, errors } = readCsvFile(text, encountersFile);
  const known = lines.filter(({ value }) => patients.has(value.patient));
  const owned = known.map(line => ({ ...line, patientId: line.value.patient }));
  refuseErrors([
    ...errors,
    ...impossibleTimes(lines, Number.POSITIVE_INFINITY),
    ...overlappingStays([], owned),
  ]);
  return {
    strangers: lines.length - known.length,
    stays: known
      .filter(({ value }) => value.class === 'inpatient')
      .map(({ value: { patient, admittedAt, dischargedAt = null } }) => ({
        patient,
        admittedAt,
        dischargedAt,
      })),
  };
};
