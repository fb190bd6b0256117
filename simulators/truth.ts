import { deadSpells } from './battery.ts';
import { nuisances as nuisanceMix, pressureNoise } from './mix.ts';
import type { ScenarioName } from './mix-rows.ts';
import type { NuisanceName } from './nuisance.ts';
import type { SimulatedPatient } from './patient.ts';

/** How a patient is all the time. */
export type TraitName = 'stable' | 'stable-high' | 'white-coat' | 'duplicates';

/** What really happened: an event of health from its onset to its outcome, or something else and how long it lasted. */
export type Truth = {
  readonly patient: string;
  readonly scenario: ScenarioName | NuisanceName | TraitName | 'dead-battery';
  readonly onset: number;
  readonly outcome: number;
  /** whether an alert ought to be raised */
  readonly clinical: boolean;
};

const traitsOf = ({ courses, devices, body, resends }: SimulatedPatient): readonly TraitName[] => {
  const { pressure } = body;
  const hasCuff = devices.some(({ kind }) => kind === 'blood-pressure');
  const isStable = courses.every(({ clinical }) => !clinical);
  const stable = hasCuff && pressure.isHigh ? 'stable-high' : 'stable';
  return [
    ...(isStable ? ([stable] as const) : []),
    ...(hasCuff && pressure.outlierChance > pressureNoise.outlierChance ? (['white-coat'] as const) : []),
    ...(resends > nuisanceMix.duplicates.chance ? (['duplicates'] as const) : []),
  ];
};

const truthOfOne = (simulated: SimulatedPatient): readonly Truth[] => {
  const { patient, courses, nuisances, batteries, enrolledAt, endAt } = simulated;
  const other = (scenario: Truth['scenario'], from: number, to: number): readonly Truth[] => {
    const [onset, outcome] = [Math.max(from, enrolledAt), Math.min(to, endAt)];
    return onset < outcome ? [{ patient, scenario, onset, outcome, clinical: false }] : [];
  };
  return [
    ...courses.map(({ scenario, onset, outcome, clinical }) => ({
      patient,
      scenario,
      onset,
      outcome,
      clinical,
    })),
    ...nuisances.flatMap(({ is, from, to }) => other(is, from, to)),
    ...Object.values(batteries).flatMap(list =>
      deadSpells(list).flatMap(({ from, to }) => other('dead-battery', from, to)),
    ),
    ...traitsOf(simulated).flatMap(trait => other(trait, enrolledAt, endAt)),
  ].toSorted((a, b) => a.onset - b.onset);
};

/** The truth that alerts are judged by, patient by patient; nothing of it is in the stream or the roster. */
export const truthOf = (patients: readonly SimulatedPatient[]): readonly Truth[] =>
  patients.flatMap(truthOfOne);

const iso = (at: number): string => new Date(at).toISOString();

/** `patient,scenario,onset,outcome,clinical`, a line an event, with ISO times. */
export const truthCsv = (patients: readonly SimulatedPatient[]): string => {
  const lines = truthOf(patients).map(({ patient, scenario, onset, outcome, clinical }) =>
    [patient, scenario, iso(onset), iso(outcome), clinical].join(','),
  );
  return `${['patient,scenario,onset,outcome,clinical', ...lines].join('\n')}\n`;
};
