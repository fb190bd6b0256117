import type { Course } from '../../simulators/course.ts';
import type { ScenarioName } from '../../simulators/mix-rows.ts';
import { type SimulatedPatient, simulatePanel } from '../../simulators/patient.ts';
import { dayMs } from '../../src/domain/local-day.ts';

/** contains the beginning and the end of daylight saving time */
export const startAt = Date.parse('2026-03-02T00:00:00Z');
export const days = 270;
export const endAt = startAt + days * dayMs;

export const panelOf = (seed: string, count: number): readonly SimulatedPatient[] =>
  simulatePanel({ seed, count, startAt, days });

const crowd = panelOf('courses', 3000);

export type OnCourse = { readonly patient: SimulatedPatient; readonly course: Course };

/** Every course of that scenario in a crowd of 3,000. */
export const coursesOf = (...names: readonly ScenarioName[]): readonly OnCourse[] =>
  crowd.flatMap(patient =>
    patient.courses.filter(c => names.includes(c.scenario)).map(course => ({ patient, course })),
  );

/** As if nothing but the model of the body stood behind the readings. */
export const undisturbed = (patient: SimulatedPatient): SimulatedPatient => ({
  ...patient,
  nuisances: [],
  batteries: {},
  resends: 0,
});

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const sdOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
};

export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;

export const shareOf = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.filter(holds).length / items.length;
