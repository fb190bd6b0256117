import { expect, test } from 'vitest';
import { type SimulatedPatient, simulatePanel, simulatePatient } from '../../simulators/patient.ts';
import { dayMs, isTimeZone } from '../../src/domain/local-day.ts';
import { days, panelOf, shareOf, startAt } from './fixtures.ts';

const panel = panelOf('vigil', 2000);
const having = (holds: (patient: SimulatedPatient) => boolean, of = panel) => shareOf(of, holds);

test('the same seed and index give the same patient', () => {
  const options = { seed: 42, index: 17, startAt, days };
  expect(simulatePatient(options)).toEqual(simulatePatient(options));
  expect(simulatePatient({ ...options, seed: 43 }).body).not.toEqual(simulatePatient(options).body);
});

test('adding patients changes none of the others', () => {
  expect(panel.slice(0, 50)).toEqual(panelOf('vigil', 50));
});

test('a longer panel has the same people, and begins with the same courses and nuisances', () => {
  const longer = simulatePanel({ seed: 'vigil', count: 300, startAt, days: 2 * days });
  for (const [index, patient] of longer.entries()) {
    const { courses, nuisances, endAt, ...person } = panel[index] ?? patient;
    expect(patient).toMatchObject({ ...person, batteries: {} });
    expect(patient.courses.filter(({ outcome }) => outcome <= endAt)).toEqual(courses);
    expect(patient.nuisances.filter(({ from }) => from < endAt)).toEqual(nuisances);
  }
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
  for (const { birthDate, timeZone, phone, given, family, habits, enrolledAt } of panel) {
    expect(birthDate).toMatch(/^19[3-9]\d-\d\d-\d\d$/);
    expect(isTimeZone(timeZone)).toBe(true);
    expect(phone).toMatch(/^\+1-\d{3}-555-01\d\d$/);
    expect(given && family).toBeTruthy();
    expect(habits.adherence).toBeGreaterThanOrEqual(0.6);
    expect(habits.adherence).toBeLessThanOrEqual(0.98);
    expect(enrolledAt).toBeGreaterThanOrEqual(startAt);
    expect(enrolledAt).toBeLessThanOrEqual(startAt + 60 * dayMs);
  }
});

test('programs and units keep to the mix', () => {
  expect(having(p => p.program === 'heart-failure')).toBeCloseTo(0.4, 1);
  expect(having(p => p.program === 'hypertension')).toBeCloseTo(0.35, 1);
  expect(having(p => p.program === 'diabetes')).toBeCloseTo(0.25, 1);
  const units = panel.flatMap(({ devices }) => devices.map(({ unit }) => unit));
  for (const unit of ['mm[Hg]', 'kPa', 'mg/dL', 'mmol/L', 'kg', '[lb_av]']) expect(units).toContain(unit);
});

test('each program has its devices, used as often as people really do', () => {
  const kindsOf = (program: string) =>
    new Set(
      panel.filter(p => p.program === program).map(p => p.devices.map(d => `${d.kind} ${d.perWeek}`).join()),
    );
  expect(kindsOf('heart-failure')).toEqual(
    new Set(['weight 7,blood-pressure 7', 'weight 7,blood-pressure 14']),
  );
  expect(kindsOf('hypertension')).toEqual(new Set(['blood-pressure 14', 'blood-pressure 28']));
  expect(kindsOf('diabetes')).toEqual(
    new Set([14, 21, 28].flatMap(n => [`glucose ${n},weight 3`, `glucose ${n},weight 3,blood-pressure 7`])),
  );
});

test('medication flags and dry weights fit the program', () => {
  const of = (program: string) => panel.filter(p => p.program === program);
  const [hf, bp, dm] = [of('heart-failure'), of('hypertension'), of('diabetes')];
  expect(having(p => p.flags.includes('beta-blocker'), hf)).toBeGreaterThan(0.75);
  expect(having(p => p.flags.includes('insulin'), dm)).toBeGreaterThan(0.35);
  expect(having(p => p.flags.includes('insulin'), bp)).toBeLessThan(0.1);
  expect(having(p => p.dryWeightKg !== null, hf)).toBeGreaterThan(0.8);
  expect(having(p => p.dryWeightKg !== null, bp)).toBe(0);
  for (const { dryWeightKg, body } of hf) {
    if (dryWeightKg !== null) expect(Math.abs(dryWeightKg - body.weight.dryKg)).toBeLessThan(4);
  }
  for (const { flags, sex, birthDate } of panel) {
    if (flags.includes('pregnant')) expect([sex, birthDate >= '1984']).toEqual(['female', true]);
  }
});

test('a beta-blocker slows the pulse', () => {
  const pulse = (on: boolean) => {
    const of = panel.filter(p => p.flags.includes('beta-blocker') === on);
    return of.reduce((sum, p) => sum + p.body.pressure.pulsePerMin, 0) / of.length;
  };
  expect(pulse(false) - pulse(true)).toBeGreaterThan(7);
});
