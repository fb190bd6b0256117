import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { scenarioNames } from '../../simulators/mix-rows.ts';
import { simulatePanel } from '../../simulators/patient.ts';
import { truthCsv, truthOf } from '../../simulators/truth.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { days, endAt, panelOf, shareOf, startAt } from './fixtures.ts';

const panel = panelOf('truth', 2000);
const truth = truthOf(panel);
const clinical = truth.filter(t => t.clinical);
const years = (patients: number) => (patients * days) / 365;

test('every scenario and every nuisance occurs', () => {
  expect([...new Set(truth.map(({ scenario }) => scenario))].sort()).toEqual(
    [
      ...scenarioNames,
      ...[
        'holiday',
        'travel',
        'late-batch',
        'gateway-outage',
        'clock-reset',
        'unit-switch',
        'unit-mislabelled',
      ],
      ...['other-person', 'device-swap', 'dead-battery', 'stable', 'stable-high', 'white-coat', 'duplicates'],
    ].sort(),
  );
});

test('lies within the panel’s time, after enrolment, onset first', () => {
  const enrolledAt = new Map(panel.map(p => [p.patient, p.enrolledAt]));
  const wrong = truth.filter(
    t =>
      !(t.onset >= (enrolledAt.get(t.patient) ?? Number.POSITIVE_INFINITY)) ||
      !(t.outcome <= endAt) ||
      !(t.scenario === 'other-admission' ? t.outcome === t.onset : t.outcome > t.onset),
  );
  expect(wrong).toEqual([]);
});

test('one course at a time, each after recovery from the one before', () => {
  for (const { courses } of panel) {
    for (const [i, { recoveredAt }] of courses.entries())
      expect(courses[i + 1]?.onset ?? recoveredAt + 8 * dayMs).toBeGreaterThan(recoveredAt + 7 * dayMs - 1);
  }
  expect(panel.some(({ courses }) => courses.length >= 3)).toBe(true);
});

test('decompensations are as many as in heart-failure programs, 0.6 to 1 a patient-year; most others are stable', () => {
  const hf = new Set(panel.filter(p => p.program === 'heart-failure').map(p => p.patient));
  const perYear = clinical.filter(t => t.scenario.startsWith('hf-')).length / years(hf.size);
  expect(perYear).toBeGreaterThan(0.6);
  expect(perYear).toBeLessThan(1);
  const eventful = new Set(clinical.map(t => t.patient));
  expect(shareOf(panel, p => eventful.has(p.patient))).toBeGreaterThan(0.2);
  expect(shareOf(panel, p => eventful.has(p.patient))).toBeLessThan(0.4);
  expect(clinical.length / years(panel.length)).toBeGreaterThan(0.4);
  expect(clinical.length / years(panel.length)).toBeLessThan(0.9);
});

test('the file has the five columns, ISO times and says true or false', () => {
  const rows: Record<string, string>[] = parse(truthCsv(panel.slice(0, 200)), { columns: true });
  const some = truthOf(panel.slice(0, 200));
  expect(Object.keys(rows[0] ?? {})).toEqual(['patient', 'scenario', 'onset', 'outcome', 'clinical']);
  expect(
    rows.map(({ patient, scenario, onset, outcome, clinical: is }) => ({
      patient,
      scenario,
      onset: Date.parse(onset ?? ''),
      outcome: Date.parse(outcome ?? ''),
      clinical: is === 'true',
    })),
  ).toEqual(some);
  expect(new Set(rows.map(row => row.clinical))).toEqual(new Set(['true', 'false']));
});

describe('a panel that leads up to an instant', () => {
  const dueAt = startAt + 90 * dayMs;
  const due = simulatePanel({ seed: 'due', count: 1500, startAt, days: 150, dueAt });

  test('has some of every kind of trouble then', () => {
    const now = due.flatMap(p => p.courses.filter(c => c.clinical && c.onset <= dueAt && c.outcome > dueAt));
    expect(now.length / due.length).toBeGreaterThan(0.07);
    expect(now.length / due.length).toBeLessThan(0.14);
    expect([...new Set(now.map(c => c.scenario))].sort()).toEqual(
      [
        ...[
          'drifting-hypertension',
          'hf-decompensation',
          'hf-decompensation-bp-pulse',
          'hypertensive-urgency',
        ],
        ...['hypoglycaemia-weeks', 'hypotension', 'over-diuresis', 'steroid-hyperglycaemia'],
      ].sort(),
    );
    for (const course of now) {
      const isLate = (dueAt - course.onset) / (course.outcome - course.onset) > 0.5;
      expect(isLate).toBe(true);
      for (const [at] of course.severe.slice(0, 1)) expect(at).toBeLessThan(dueAt);
    }
  });

  test('has some who fell silent, and nobody in hospital in the days before', () => {
    const silent = due.filter(p =>
      p.nuisances.some(n => n.is === 'holiday' && n.from < dueAt && n.to > dueAt),
    );
    expect(silent.length / due.length).toBeGreaterThan(0.02);
    const stays = due.flatMap(p => p.courses.flatMap(c => (c.stay ? [c.stay] : [])));
    const recent = stays.filter(s => s.admittedAt < dueAt && s.dischargedAt > dueAt - 9 * dayMs);
    expect(recent).toEqual([]);
  });
});
