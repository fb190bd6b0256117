import type { SimulatedPatient } from '../../simulators/patient.ts';
import { type Series, seriesOf } from './crossings.ts';
import { endAt, quantile, sdOf, shareOf, startAt, undisturbed } from './fixtures.ts';

type Weights = Series['weights'];

const differences = (weights: Weights, days: number): number[] => {
  const byDay = new Map(weights.map(({ day, value }) => [day, value]));
  return weights.flatMap(({ day, value }) => {
    const before = byDay.get(day - days);
    return before === undefined ? [] : [value - before];
  });
};

const gapsOf = (weights: Weights): number[] =>
  weights.slice(1).map(({ day }, index) => day - (weights[index]?.day ?? day));

/** What CLINICAL.md measured on two self-trackers, of one simulated patient's weights. */
export const weightFigures = (weights: Weights) => {
  const oneDay = differences(weights, 1);
  const sevenDays = differences(weights, 7);
  return {
    oneDaySd: sdOf(oneDay),
    sevenDaySd: sdOf(sevenDays),
    gain1kgIn1Day: shareOf(oneDay, gain => gain >= 1),
    gain2kgIn7Days: shareOf(sevenDays, gain => gain >= 2.3),
    gap90: quantile(gapsOf(weights), 0.9),
    gapMost: Math.max(...gapsOf(weights)),
  };
};

const successive = (values: readonly number[]): number[] =>
  values.slice(1).map((value, index) => value - (values[index] ?? value));

export const pressureFigures = (pressures: Series['pressures']) => {
  const systolic = pressures.map(p => p.systolic);
  const steps = successive(systolic);
  const close = steps.filter((_, i) => (pressures[i + 1]?.at ?? 0) - (pressures[i]?.at ?? 0) < 15 * 60_000);
  return {
    systolicSd: sdOf(systolic),
    diastolicSd: sdOf(pressures.map(p => p.diastolic)),
    successiveSd: sdOf(steps),
    minutesApartMost: Math.max(0, ...close.map(Math.abs)),
  };
};

export const measured = (patients: readonly SimulatedPatient[]): readonly Series[] =>
  patients.map(patient => seriesOf(patient, startAt, endAt));

/** Free of courses and nuisances: what the model of the body makes by itself. */
export const quietSeries = (patients: readonly SimulatedPatient[]): readonly Series[] =>
  measured(patients.map(patient => ({ ...undisturbed(patient), courses: [] })));

const figure = (value: number): string => value.toFixed(2);

/** 10th, 50th and 90th percentile over patients, for a message when a test fails. */
export const spread = (values: readonly number[]): string =>
  [0.1, 0.5, 0.9].map(share => figure(quantile(values, share))).join(' / ');
