import type { PatientBody, PatientSummaryBody } from '../../contract/patients.ts';
import type { WorklistItemBody } from '../../contract/worklist.ts';

/** What a list and the item itself both say of a line. */
export type ItemHead = Omit<WorklistItemBody, 'alerts' | 'contacts' | 'notes' | 'pages'>;

/** Whom a deed concerns: a patient, as far as it is loaded, and the line if there is one. */
export type Subject = {
  readonly summary: PatientSummaryBody;
  readonly patient: PatientBody | null;
  readonly item: ItemHead | null;
  /** the line with all that it holds, once that is loaded */
  readonly whole: WorklistItemBody | null;
};

/** Names a subject in drafts and outcomes; a line that opens meanwhile changes nothing of it. */
export const subjectKey = ({ summary }: Subject): string => summary.id;
