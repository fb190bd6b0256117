import { expect, test } from 'vitest';
import { telemetryFeatures } from '../../../src/risk/deterioration/telemetry-features.ts';
import { daily, day, daysAgo, telemetryOf } from './build.ts';

const wobble = (ago: number): number => [0, 0.3, -0.3][ago % 3] as number;
const weightOf = (...args: Parameters<typeof telemetryOf>) => telemetryFeatures(telemetryOf(...args)).weight;
const pressureOf = (days: Parameters<typeof telemetryOf>[0]) => telemetryFeatures(telemetryOf(days)).pressure;
const glucoseOf = (days: Parameters<typeof telemetryOf>[0]) => telemetryFeatures(telemetryOf(days)).glucose;

/** 80 kg for weeks, then 1 kg more on each of the last three days */
const gaining = daily(35, ago => 80 + (ago <= 3 ? 4 - ago : wobble(ago)));

test('a gain reads against the same days before, and against the own four weeks in own spreads', () => {
  const weight = weightOf({ weight: gaining });
  expect(weight?.gain3DaysKg).toBeCloseTo(2, 9);
  expect(weight?.gain7DaysKg).toBeCloseTo(2, 9);
  expect(weight?.gain14DaysKg).toBeCloseTo(2, 9);
  // the spread is that of ±0.3 kg: 0.3 × 1.4826
  expect(weight?.shift).toBeCloseTo(2 / (0.3 * 1.4826), 9);
  expect(weight?.variability).toBeGreaterThan(2);
});

test('what came of today counts', () => {
  const weight = weightOf({ weight: [...gaining, day(0, 86)] });
  expect(weight?.gain3DaysKg).toBeCloseTo((81 + 82 + 83 + 86) / 4 - 80, 9);
});

test('in whom nothing moves reads zero', () => {
  const weight = weightOf({ weight: daily(35, ago => 80 + wobble(ago)) }, { dryWeightKg: 79 });
  expect(weight?.shift).toBeCloseTo(0, 9);
  expect(weight?.gain7DaysKg).toBeCloseTo(0, 9);
  expect(weight?.trend7DaysKgPerWeek).toBeCloseTo(0, 9);
  expect(weight?.overDryKg).toBeCloseTo(1, 9);
});

test('a weight over the target is told only where there is a target', () => {
  expect(weightOf({ weight: gaining })?.overDryKg).toBeUndefined();
  expect(weightOf({}, { dryWeightKg: 70 })?.overDryKg).toBeNull();
});

test('from few days nothing is told, and nothing is made up', () => {
  expect(weightOf({ weight: daily(5, () => 80) })).toEqual({
    shift: null,
    gain3DaysKg: 0,
    gain7DaysKg: null,
    gain14DaysKg: null,
    trend7DaysKgPerWeek: 0,
    overDryKg: undefined,
    variability: null,
  });
});

test('who weighs three times a week has no trend over days', () => {
  const weight = weightOf({ weight: gaining }, { expectedPerWeek: { weight: 3 } });
  expect(weight?.trend7DaysKgPerWeek).toBeUndefined();
  expect(weight?.variability).toBeUndefined();
  expect(weight?.gain7DaysKg).toBeCloseTo(2, 9);
});

test('a new baseline starts after a hospital stay', () => {
  const dried = daily(35, ago => (ago > 12 ? 86 : 80 + wobble(ago)));
  expect(weightOf({ weight: dried })?.shift).toBeLessThan(-1);
  expect(weightOf({ weight: dried }, { discharges: [daysAgo(12)] })?.shift).toBeCloseTo(0, 9);
});

test('pressure tells level, shift, slopes and the extremes of the last days', () => {
  const pressure = pressureOf({
    'blood-pressure': daily(35, ago => 120 + (ago % 2) * 8 + (ago <= 3 ? 20 : 0), { pulseMean: 70 }).concat(
      day(0, 140, { min: 78, max: 196, pulseMean: 82 }),
    ),
  });
  expect(pressure?.systolicMmHg).toBeCloseTo((148 + 140 + 148 + 140) / 4, 9);
  expect(pressure?.lowestSystolicMmHg).toBe(78);
  expect(pressure?.highestSystolicMmHg).toBe(196);
  expect(pressure?.systolicShift).toBeGreaterThan(2);
  expect(pressure?.systolicTrend7DaysPerWeek).toBeGreaterThan(10);
  expect(pressure?.systolicTrend14DaysPerWeek).toBeGreaterThan(5);
  // a pulse that never varies is taken to vary by 3 a minute
  expect(pressure?.pulseShift).toBeCloseTo(1, 9);
});

test.each([
  ['all within range', { min: 80, max: 170 }, 1, 0],
  ['just at the limits', { min: 70, max: 180 }, 1, 0],
  ['one above', { min: 80, max: 181 }, 0, 0],
  ['one below 70', { min: 69, max: 170 }, 0, 1],
  ['the meter showed HI or LO', { min: 80, max: 170, outOfRange: 1 }, 0, 0],
])('a glucose day: %s', (_, over, inRange, lowDays) => {
  const glucose = glucoseOf({ glucose: daily(35, () => 120, over) });
  expect(glucose).toMatchObject({ inRange, lowDays, inRangeChange: 0 });
});

test('time in range reads against the four weeks before', () => {
  const days = daily(35, () => 120).map(d => (d.day >= day(7, 0).day ? { ...d, max: 260 } : d));
  expect(glucoseOf({ glucose: days })).toMatchObject({ inRange: 0, inRangeChange: -1 });
});

test('a kind that nobody expects and that did not come is no part', () => {
  const features = telemetryFeatures(telemetryOf({ weight: gaining }));
  expect(features).toMatchObject({ measures: 'weight', pressure: null, glucose: null });
});

test('alerts that fire are told as they stand', () => {
  const telemetry = { ...telemetryOf({}), alerts: { count: 2, worst: 'urgent' as const } };
  expect(telemetryFeatures(telemetry)).toMatchObject({ openAlerts: 2, worstAlert: 'urgent' });
  expect(telemetryFeatures(telemetryOf({}))).toMatchObject({ openAlerts: 0, worstAlert: 'none' });
});
