import type { PatientBody } from '../../contract/patients.ts';
import { type Kind, kinds } from '../../domain/reading.ts';

/** What a patient measures, or has measured. */
export const kindsOf = (patient: PatientBody): Kind[] =>
  kinds.filter(
    kind =>
      patient.lastReadingAt[kind] !== undefined ||
      patient.assignments.some(assignment => assignment.kind === kind && assignment.until === null),
  );
