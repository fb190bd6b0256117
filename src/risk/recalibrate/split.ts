import { seeded } from '../../domain/seeded.ts';
import type { Outcome } from './outcome.ts';

/** What a fit is tried on: fitted on one part, judged on the other. */
export type Split = { readonly fitted: readonly Outcome[]; readonly judged: readonly Outcome[] };

export const fittedShare = 0.7;

/**
 * The earlier 70 % and the later 30 %, by when they were scored. An earlier one whose outcome was not known when the later
 * ones begin is in neither: on that day nobody could have fitted on it.
 */
export const splitByTime = (outcomes: readonly Outcome[], horizonMs: number): Split => {
  const times = Float64Array.from(outcomes, o => o.at).sort();
  const laterFrom = times[Math.floor(fittedShare * times.length)] ?? Number.POSITIVE_INFINITY;
  return {
    fitted: outcomes.filter(o => o.at + horizonMs < laterFrom),
    judged: outcomes.filter(o => o.at >= laterFrom),
  };
};

/** 70 % and 30 % of the patients, by lot, each with all outcomes. The same seed draws the same. */
export const splitByPatient = (outcomes: readonly Outcome[], seed: number): Split => {
  const next = seeded(seed);
  const patients = [...new Set(outcomes.map(o => o.patient))].sort((a, b) => a - b);
  const lots = new Map(patients.map(patient => [patient, next()]));
  const bound = [...lots.values()].sort((a, b) => a - b)[Math.floor(fittedShare * lots.size)] ?? 1;
  const isFitted = ({ patient }: Outcome): boolean => (lots.get(patient) ?? 1) < bound;
  return { fitted: outcomes.filter(isFitted), judged: outcomes.filter(o => !isFitted(o)) };
};
