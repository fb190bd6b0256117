import { describe, expect, test } from 'vitest';
import type { Measurement } from '../../src/domain/reading.ts';
import { suspicion } from '../../src/ingest/plausible.ts';

const bp = (systolicMmHg: number, diastolicMmHg: number, pulsePerMin: number | null = 70): Measurement => ({
  kind: 'blood-pressure',
  systolicMmHg,
  diastolicMmHg,
  pulsePerMin,
});
const glucose = (glucoseMgDl: number | null, outOfRange: 'HI' | 'LO' | null = null): Measurement => ({
  kind: 'glucose',
  glucoseMgDl,
  outOfRange,
  meal: null,
  shown: glucoseMgDl,
});
const weight = (weightKg: number): Measurement => ({ kind: 'weight', weightKg });

describe('the edges of CLINICAL’s plausible ranges are plausible themselves', () => {
  test.each([
    ['systolic 50', bp(50, 25)],
    ['systolic 300', bp(300, 100)],
    ['diastolic 25', bp(120, 25)],
    ['diastolic 200', bp(250, 200)],
    ['pulse 20', bp(120, 80, 20)],
    ['pulse 250', bp(120, 80, 250)],
    ['no pulse', bp(120, 80, null)],
    ['systolic just above diastolic', bp(80.1, 80)],
    ['glucose 10', glucose(10)],
    ['glucose 1000', glucose(1000)],
    ['a meter that shows HI', glucose(null, 'HI')],
    ['a meter that shows LO', glucose(null, 'LO')],
    ['weight 20', weight(20)],
    ['weight 300', weight(300)],
  ])('%s', (_, measurement) => {
    expect(suspicion(measurement)).toBeNull();
  });
});

describe('beyond them a person is asked, with the number, the unit and the range', () => {
  test.each([
    [bp(49.9, 30), 'systolic 49.9 mmHg is outside the plausible 50–300'],
    [bp(301, 100), 'systolic 301 mmHg is outside the plausible 50–300'],
    [bp(120, 24), 'diastolic 24 mmHg is outside the plausible 25–200'],
    [bp(250, 201), 'diastolic 201 mmHg is outside the plausible 25–200'],
    [bp(120, 80, 19), 'pulse 19 /min is outside the plausible 20–250'],
    [bp(120, 80, 251), 'pulse 251 /min is outside the plausible 20–250'],
    [bp(80, 80), 'systolic 80 is not above diastolic 80 mmHg'],
    [bp(80, 120), 'systolic 80 is not above diastolic 120 mmHg'],
    [glucose(9.9), 'glucose 9.9 mg/dL is outside the plausible 10–1000'],
    [glucose(1001), 'glucose 1001 mg/dL is outside the plausible 10–1000'],
    [weight(19.9), 'weight 19.9 kg is outside the plausible 20–300'],
    [weight(300.1), 'weight 300.1 kg is outside the plausible 20–300'],
    [weight(-80), 'weight -80 kg is outside the plausible 20–300'],
  ])('%o: %s', (measurement, reason) => {
    expect(suspicion(measurement)).toBe(reason);
  });
});

test('an impossible value is named before the order of the two pressures', () => {
  expect(suspicion(bp(0, 0))).toBe('systolic 0 mmHg is outside the plausible 50–300');
});
