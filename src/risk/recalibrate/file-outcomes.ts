import { judgedOf, type ScoredEncounter } from '../diabetes130/judged-encounters.ts';
import { logitOf } from '../judge/calibration.ts';
import type { Outcome } from './outcome.ts';

/** Outcomes of a file's encounters, and how many of it cannot be used. @throws AppError where none can */
export const fileOutcomes = (encounters: readonly ScoredEncounter[]) => {
  const { judged, leftOut } = judgedOf(encounters, undefined);
  const patients = new Map<string, number>();
  const numberOf = (patient: string): number => {
    const number = patients.get(patient) ?? patients.size;
    patients.set(patient, number);
    return number;
  };
  const outcomes = judged.map(
    ({ patient, probability, label }, i): Outcome => ({
      patient: numberOf(patient),
      at: 0,
      value: logitOf(probability),
      event: label === 1 ? i : null,
    }),
  );
  const { diedOrHospice, withoutOutcome } = leftOut;
  return { outcomes, leftOut: { diedOrHospice, withoutOutcome } };
};
