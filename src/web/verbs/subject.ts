import type { PatientBody, PatientSummaryBody } from '../../contract/patients.ts';
import type { WorklistItemBody } from '../../contract/worklist.ts';

/** Whom a deed concerns: a patient, as far as it is loaded, and the line if there is one. */
export type Subject = {
  readonly summary: PatientSummaryBody;
  readonly patient: PatientBody | null;
  readonly item: WorklistItemBody | null;
};

/** Names a subject in drafts and outcomes; a line that opens meanwhile changes nothing of it. */
export const subjectKey = ({ summary }: Subject): string => summary.id;
