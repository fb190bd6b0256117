import type { PatientContext } from '../domain/patient.ts';
import type { NewReading, Reading } from '../domain/reading.ts';
import { judgeWeighIn, type WeighIns } from './agree.ts';

export type WithDoubt = {
  readonly reading: NewReading;
  /** ids of the owner's readings that waited for a person and that this one bears out */
  readonly confirms: readonly string[];
};

/** Of a live weight that nothing speaks against by itself it is asked whether it can be the owner's. */
export const isHeldAgainstOthers = ({ kind, mode, suspect }: NewReading): boolean =>
  kind === 'weight' && mode === 'live' && suspect === null;

/** A weight as it is to be kept of its owner: one that can hardly be the owner's is suspect, and says why. Pure. */
export const withDoubt = (reading: NewReading, weighIns: WeighIns, owner: PatientContext): WithDoubt => {
  const { weightKg, measuredAt } = reading as Extract<Reading, { kind: 'weight' }>;
  const { doubt, confirms } = judgeWeighIn({ measuredAt, weightKg }, weighIns, owner);
  return { reading: { ...reading, suspect: doubt }, confirms };
};
