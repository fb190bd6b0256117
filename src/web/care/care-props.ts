import type { Desk } from '../use-desk.ts';
import type { Subject } from '../verbs/subject.ts';

export type CareProps = { readonly desk: Desk; readonly subject: Subject };

export const patientPath = ({ summary }: Subject, rest: string): string =>
  `patients/${encodeURIComponent(summary.id)}/${rest}`;
