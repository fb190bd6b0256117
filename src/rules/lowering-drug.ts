import type { PatientContext } from '../domain/patient.ts';

/** What a patient takes that can make glucose fall too far, as it is spoken; null where nothing is recorded. */
export const loweringDrug = ({ flags }: PatientContext): string | null => {
  if (flags.includes('insulin')) return 'insulin';
  return flags.includes('sulfonylurea') ? 'a sulfonylurea' : null;
};

/** How grave a low is, and the words that say why. */
export const gradeLow = (
  patient: PatientContext,
  gradesUp: boolean,
): { readonly severity: 'warning' | 'urgent'; readonly on: string } => {
  const drug = gradesUp ? loweringDrug(patient) : null;
  return drug === null ? { severity: 'warning', on: '' } : { severity: 'urgent', on: ` on ${drug}` };
};
