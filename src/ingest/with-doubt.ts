import type { PatientContext } from '../domain/patient.ts';
import type { NewReading, Reading } from '../domain/reading.ts';
import { judgeWeighIn } from './agree.ts';
import type { DoubtedAround, WeighInsBefore } from './weigh-ins-before.ts';

export type DoubtDeps = {
  readonly weighInsBefore: WeighInsBefore;
  readonly doubtedAround: DoubtedAround;
  readonly patient: (patientId: string, at: number) => { readonly context: PatientContext } | undefined;
};

export type WithDoubt = {
  readonly reading: NewReading;
  /** ids of the owner's readings that waited for a person and that this one bears out */
  readonly confirms: readonly string[];
};

/** A reading as it is to be kept of its owner: a live weight that can hardly be the owner's is suspect, and says why. */
export const withDoubt = (
  { weighInsBefore, doubtedAround, patient }: DoubtDeps,
  patientId: string,
  reading: NewReading,
): WithDoubt => {
  const { kind, weightKg, measuredAt } = reading as Extract<Reading, { kind: 'weight' }>;
  const asSent = { reading, confirms: [] };
  if (kind !== 'weight' || reading.mode !== 'live' || reading.suspect !== null) return asSent;
  const owner = patient(patientId, measuredAt);
  if (!owner) return asSent;
  const weighIns = {
    before: (at: number) => weighInsBefore(patientId, at),
    doubted: doubtedAround(patientId, measuredAt),
  };
  const { doubt, confirms } = judgeWeighIn({ measuredAt, weightKg }, weighIns, owner.context);
  return { reading: { ...reading, suspect: doubt }, confirms };
};
