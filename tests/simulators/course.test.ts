import { expect, test } from 'vitest';
import { readingsOf } from '../../simulators/stream.ts';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { crossedWeeks, type Series, seriesOf } from './crossings.ts';
import { endAt, patientsOn, startAt } from './fixtures.ts';

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const systolicMean = ({ pressures }: Series) => meanOf(pressures.map(({ systolic }) => systolic));
const share = <T>(items: readonly T[], holds: (item: T) => boolean) =>
  items.filter(holds).length / items.length;

test('a decompensating patient has gained 2 to 5 kg at the end', () => {
  const patients = patientsOn('hf-decompensation');
  expect(patients.length).toBeGreaterThan(10);
  const errors = patients.map(patient => {
    expect(patient.course.gainKg).toBeGreaterThanOrEqual(2);
    const before = seriesOf(patient, startAt, patient.course.startsAt).weights.slice(-10);
    const after = seriesOf(patient, endAt, endAt + 10 * dayMs).weights;
    const gain = meanOf(after.map(({ value }) => value)) - meanOf(before.map(({ value }) => value));
    return gain - patient.course.gainKg;
  });
  expect(Math.abs(meanOf(errors))).toBeLessThan(0.15);
  expect(Math.max(...errors.map(Math.abs))).toBeLessThan(1.4);
});

test('an urgency is one severe reading in waking hours; its repeat, if any, comes 4 minutes later', () => {
  const patients = patientsOn('hypertensive-urgency');
  const repeats = patients.map(patient => {
    const { pressures } = seriesOf(patient, startAt, endAt);
    const severe = pressures.filter(({ systolic }) => systolic > 178);
    expect(severe.map(({ at }) => at - patient.course.startsAt)).toEqual(
      patient.course.readings.map((_, index) => index * 4 * minuteMs),
    );
    const near = pressures.filter(({ at }) => Math.abs(at - patient.course.startsAt) < 3 * hourMs);
    expect(near.length).toBe(severe.length);
    return severe.length;
  });
  expect(new Set(repeats)).toEqual(new Set([1, 2]));
  expect(share(repeats, count => count === 1)).toBeLessThan(0.5);
});

test('a silent patient sends until 3 to 6 days before the end and never again', () => {
  for (const patient of patientsOn('silent')) {
    const last = [...readingsOf(patient, startAt, endAt + 30 * dayMs)].at(-1)?.at ?? 0;
    expect(last).toBeLessThan(endAt - 3 * dayMs);
    expect(last).toBeGreaterThan(endAt - 10 * dayMs);
  }
});

test('lows, highs and low pressures cross their limits late, and before that only by chance', () => {
  const crossedLate = (
    patient: Parameters<typeof seriesOf>[0],
    limit: keyof ReturnType<typeof crossedWeeks>,
  ) => crossedWeeks(seriesOf(patient, endAt - 7 * dayMs, endAt))[limit].size > 0;
  expect(share(patientsOn('hypoglycaemia'), p => crossedLate(p, 'lowGlucose'))).toBeGreaterThan(0.9);
  expect(share(patientsOn('hyperglycaemia'), p => crossedLate(p, 'veryHighGlucoseTwice'))).toBe(1);
  expect(share(patientsOn('low-bp'), p => crossedLate(p, 'lowPressure'))).toBe(1);
  const early = patientsOn('hypoglycaemia').filter(
    patient => crossedWeeks(seriesOf(patient, startAt, endAt - 13 * dayMs)).lowGlucose.size > 1,
  );
  expect(early).toEqual([]);
});

test('hypertension drifts up by 18 to 26 mmHg', () => {
  const rises = patientsOn('drifting-hypertension').map(
    patient =>
      systolicMean(seriesOf(patient, endAt, endAt + 14 * dayMs)) -
      systolicMean(seriesOf(patient, startAt, patient.course.startsAt)),
  );
  expect(meanOf(rises)).toBeGreaterThan(18);
  expect(meanOf(rises)).toBeLessThan(26);
});
