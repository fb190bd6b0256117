import { expect, test } from 'vitest';
import { simulatePanel, simulatePatient } from '../../simulators/patient.ts';
import { isTimeZone, localDay } from '../../src/domain/local-day.ts';
import { endAt } from './fixtures.ts';

const panel = simulatePanel({ seed: 'vigil', count: 2000, endAt });
const shareOf = (holds: (patient: (typeof panel)[number]) => boolean, of = panel) =>
  of.filter(holds).length / of.length;

test('the same seed and index give the same patient', () => {
  const options = { seed: 42, index: 17, endAt };
  expect(simulatePatient(options)).toEqual(simulatePatient(options));
  expect(simulatePatient({ ...options, seed: 43 }).body).not.toEqual(simulatePatient(options).body);
});

test('adding patients changes none of the others', () => {
  expect(panel.slice(0, 50)).toEqual(simulatePanel({ seed: 'vigil', count: 50, endAt }));
});

test('another endAt moves the course and leaves the person and the devices as they are', () => {
  const { course: _, ...now } = simulatePatient({ seed: 1, index: 5, endAt });
  const { course: __, ...later } = simulatePatient({ seed: 1, index: 5, endAt: endAt + 1e9 });
  expect(later).toEqual(now);
});

test('patients and devices have distinct ids, in the form SIM-0001 and sim-0001-bp', () => {
  expect(panel[0]?.patient).toBe('SIM-0001');
  expect(new Set(panel.map(({ patient }) => patient)).size).toBe(panel.length);
  for (const { patient, devices } of panel) {
    expect(devices.length).toBeGreaterThan(0);
    for (const { deviceId, kind } of devices) {
      const suffix = kind === 'blood-pressure' ? 'bp' : kind;
      expect(deviceId).toBe(`${patient.toLowerCase()}-${suffix}`);
    }
  }
});

test('every person is plausible', () => {
  for (const { birthDate, timeZone, phone, given, family, temperament } of panel) {
    expect(birthDate).toMatch(/^19[3-9]\d-\d\d-\d\d$/);
    expect(isTimeZone(timeZone)).toBe(true);
    expect(phone).toMatch(/^\+1-\d{3}-555-01\d\d$/);
    expect(given && family).toBeTruthy();
    expect(temperament.adherence).toBeGreaterThanOrEqual(0.7);
    expect(temperament.adherence).toBeLessThanOrEqual(0.98);
  }
});

test('programs and units keep to the mix', () => {
  expect(shareOf(p => p.program === 'heart-failure')).toBeCloseTo(0.4, 1);
  expect(shareOf(p => p.program === 'hypertension')).toBeCloseTo(0.35, 1);
  expect(shareOf(p => p.program === 'diabetes')).toBeCloseTo(0.25, 1);
  const units = panel.flatMap(({ devices }) => devices.map(({ unit }) => unit));
  for (const unit of ['mm[Hg]', 'kPa', 'mg/dL', 'mmol/L', 'kg', '[lb_av]']) expect(units).toContain(unit);
});

test('each program has its devices', () => {
  const kindsOf = (program: string) =>
    new Set(
      panel.filter(p => p.program === program).map(p => p.devices.map(d => `${d.kind} ${d.perWeek}`).join()),
    );
  expect(kindsOf('heart-failure')).toEqual(new Set(['weight 7,blood-pressure 7']));
  expect(kindsOf('hypertension')).toEqual(new Set(['blood-pressure 14']));
  expect(kindsOf('diabetes')).toEqual(
    new Set(['glucose 21,weight 3', 'glucose 21,weight 3,blood-pressure 7']),
  );
});

test('12 to 15 % have a course of their own, dated near the end', () => {
  const eventful = panel.filter(({ course }) => course.is !== 'stable');
  expect(eventful.length / panel.length).toBeGreaterThan(0.12);
  expect(eventful.length / panel.length).toBeLessThan(0.15);
  expect(new Set(eventful.map(({ course }) => course.is)).size).toBe(7);
  for (const { course, timeZone } of eventful) {
    if (course.is === 'stable') continue;
    expect(course.startsAt).toBeLessThan(endAt);
    expect(localDay(endAt, timeZone) - localDay(course.startsAt, timeZone)).toBeLessThanOrEqual(36);
  }
});
