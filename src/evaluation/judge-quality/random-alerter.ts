import { seeded } from '../../domain/seeded.ts';
import type { PatientScore } from './score-patient.ts';
import type { TrueEvent } from './truth.ts';

export type Observed = {
  readonly startAt: number;
  readonly endAt: number;
  readonly truth: readonly TrueEvent[];
};

const scoreOf = ({ startAt, endAt, truth }: Observed, instants: readonly number[]): PatientScore => {
  const events = truth.filter(e => e.clinical);
  const isTrue = (at: number) => events.some(e => at >= e.onset && at <= e.outcome);
  const truePositive = instants.filter(isTrue).length;
  return {
    patientMs: endAt - startAt,
    items: instants.length,
    truePositiveItems: truePositive,
    returns: instants.length,
    technicalReturns: 0,
    alerts: instants.length,
    quietAlerts: 0,
    events: events.map(({ scenario, onset, outcome }) => {
      const inTime = instants.filter(at => at >= onset && at <= outcome);
      const detected = inTime.length > 0;
      return {
        scenario,
        detected,
        byReadings: detected,
        leadMs: detected ? outcome - Math.min(...inTime) : null,
      };
    }),
    rules: { random: { alerts: instants.length, truePositive } },
  };
};

/** The floor: as many items as a rule set raised, spread evenly over all patients' time by chance. Pure for a seed. */
export const randomAlerter = (
  patients: readonly Observed[],
  items: number,
  seed: number,
): readonly PatientScore[] => {
  const next = seeded(seed);
  const totalMs = patients.reduce((sum, p) => sum + p.endAt - p.startAt, 0);
  const places = Array.from({ length: items }, () => next() * totalMs).sort((a, b) => a - b);
  let passedMs = 0;
  let taken = 0;
  return patients.map(patient => {
    const { startAt, endAt } = patient;
    const instants: number[] = [];
    for (
      let place = places[taken];
      place !== undefined && place < passedMs + endAt - startAt;
      place = places[taken]
    ) {
      instants.push(startAt + place - passedMs);
      taken += 1;
    }
    passedMs += endAt - startAt;
    return scoreOf(patient, instants);
  });
};
