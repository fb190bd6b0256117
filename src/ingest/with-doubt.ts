import type { PatientContext } from '../domain/patient.ts';
import type { NewReading, Reading } from '../domain/reading.ts';
import { doubtWeight } from './doubt-weight.ts';
import type { WeighInsBefore } from './weigh-ins-before.ts';

export type DoubtDeps = {
  readonly weighInsBefore: WeighInsBefore;
  readonly patient: (patientId: string, at: number) => { readonly context: PatientContext } | undefined;
};

/** A reading as it is to be kept of its owner: a live weight that can hardly be the owner's is suspect, and says why. */
export const withDoubt = (
  { weighInsBefore, patient }: DoubtDeps,
  patientId: string,
  reading: NewReading,
): NewReading => {
  const { kind, weightKg, measuredAt } = reading as Extract<Reading, { kind: 'weight' }>;
  if (kind !== 'weight' || reading.mode !== 'live' || reading.suspect !== null) return reading;
  const owner = patient(patientId, measuredAt);
  if (!owner) return reading;
  const before = weighInsBefore(patientId, measuredAt);
  return { ...reading, suspect: doubtWeight({ measuredAt, weightKg }, before, owner.context) };
};
