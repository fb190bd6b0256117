import { describe, expect, test } from 'vitest';
import type { AlertBody } from '../../../src/contract/alerts.ts';
import type { PatientBody } from '../../../src/contract/patients.ts';
import type { ReadingBody } from '../../../src/contract/readings.ts';
import { dayMs, minuteMs } from '../../../src/domain/local-day.ts';
import type { Kind } from '../../../src/domain/reading.ts';
import { lineColumns } from '../../../src/web/chart/line-columns.ts';
import { chartModel } from '../../../src/web/chart/model.ts';
import { daysAgo, glucose, iso, now, patient, pressure, weight } from './build.ts';

const us = { glucose: 'mg/dL', weight: 'lb' } as const;
const si = { glucose: 'mmol/L', weight: 'kg' } as const;

type Of = {
  kind?: Kind;
  of?: PatientBody;
  weights?: readonly ReadingBody[];
  units?: typeof us | typeof si;
  days?: number;
  alerts?: readonly AlertBody[];
};

const modelOf = (
  readings: readonly ReadingBody[],
  { kind = 'blood-pressure', of, weights, units, days = 14, alerts = [] }: Of = {},
) =>
  chartModel({
    ...{ kind, readings, now, alerts, interventions: [] },
    patient: of ?? patient(),
    weights: weights ?? null,
    units: units ?? us,
    span: { from: now - days * dayMs, to: now },
  });

/** One reading a day, from 34 days ago to yesterday. */
const course = (systolic: (daysBefore: number) => number) =>
  Array.from({ length: 34 }, (_, index) => pressure(daysAgo(34 - index), systolic(34 - index)));

describe('sessions', () => {
  test('blood pressures at most 15 min apart are drawn through their mean', () => {
    const at = daysAgo(2);
    const readings = [
      pressure(at, 150, 90),
      pressure(at + 15 * minuteMs, 140, 80),
      pressure(at + 31 * minuteMs, 120, 70),
    ];
    const { sessions, rows } = modelOf(readings);
    expect(sessions.map(session => session.values)).toEqual([
      [145, 85],
      [120, 70],
    ]);
    expect(rows).toHaveLength(3);
  });

  test('a suspect reading is in no mean and sets no scale', () => {
    const at = daysAgo(2);
    const { sessions, high } = modelOf([
      pressure(at, 150),
      pressure(at + minuteMs, 250, 80, { suspect: 'odd' }),
    ]);
    expect(sessions.map(session => session.values)).toEqual([[150, 80]]);
    expect(high).toBeLessThan(200);
  });
});

describe('the usual range', () => {
  test('rests on the four weeks before the last one, and not on it', () => {
    const { baseline } = modelOf(course(days => (days < 7 ? 180 : days % 2 === 0 ? 128 : 132)));
    const [systolic] = baseline?.bands ?? [];
    expect(systolic?.middle).toBeCloseTo(130, 0);
    expect(systolic?.high).toBeLessThan(140);
  });

  test('starts anew after a stay in hospital, and is not told from fewer than seven days', () => {
    const stay = { id: 'e', class: 'inpatient', admittedAt: iso(daysAgo(20)), emergent: true } as const;
    const discharged = (days: number) =>
      patient({ encounters: [{ ...stay, dischargedAt: iso(daysAgo(days)) }] });
    const rising = course(days => (days > 15 ? 160 : 120));
    expect(modelOf(rising, { of: discharged(15) }).baseline?.bands[0]?.middle).toBe(120);
    expect(modelOf(rising, { of: discharged(10) }).baseline).toBeNull();
  });
});

describe('lines', () => {
  test('break where nothing came for more than three days', () => {
    const [, systolic] = lineColumns(modelOf([pressure(daysAgo(9), 130), pressure(daysAgo(5), 140)]));
    expect(systolic).toEqual([130, null, 140]);
  });

  test('run on where the weights laid over them have a value of their own', () => {
    const readings = [pressure(daysAgo(3), 130), pressure(daysAgo(1), 140)];
    const model = modelOf(readings, { weights: [weight(daysAgo(2), 80)], units: si });
    const [, systolic, , over] = lineColumns(model);
    expect(systolic).toEqual([130, undefined, 140]);
    expect(over).toEqual([undefined, 80, undefined]);
    expect(model.overlay?.unit).toBe('kg');
  });
});

describe('units', () => {
  test('values and limits stand on one scale, in the units of whoever looks', () => {
    const model = modelOf([glucose(daysAgo(1), 180), glucose(daysAgo(1, 1), null, 'HI')], {
      kind: 'glucose',
      units: si,
    });
    expect(model.unit).toBe('mmol/L');
    expect(model.rows[0]?.values[0]).toBeCloseTo(9.99, 2);
    expect(model.rows[1]).toMatchObject({ values: [], edge: 'HI' });
    expect(model.limits.map(limit => limit.value)).toEqual([16.7, 13.9, 3.9, 3]);
  });

  test('so do weights and the dry weight', () => {
    const of = patient({ dryWeightKg: 80 });
    const model = modelOf([weight(daysAgo(1), 81)], { kind: 'weight', of });
    expect(model.rows[0]?.values[0]).toBeCloseTo(178.6, 1);
    expect(model.limits[0]?.label).toBe('dry weight 176.4');
  });
});

test('readings from before the time shown are kept for the baseline, and not drawn', () => {
  const { rows, sessions } = modelOf(course(() => 130));
  expect(sessions).toHaveLength(34);
  expect(rows).toHaveLength(13);
});

test('alerts that begin together stand as one span each, told apart', () => {
  const alert = (id: string) =>
    ({
      id,
      concern: 'blood-pressure',
      severity: 'urgent',
      startedAt: iso(daysAgo(1)),
      endedAt: null,
    }) as AlertBody;
  const { spans } = modelOf([], { alerts: [alert('high'), alert('pulse'), alert('high')] });
  expect(spans.map(span => span.id)).toEqual(['high', 'pulse']);
});
