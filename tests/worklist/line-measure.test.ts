import { describe, expect, test } from 'vitest';
import { spokenLimits } from '../../src/rules/spoken-limits.ts';
import { againstLimit, type LineReading, measureOfLimit } from '../../src/worklist/line-measure.ts';
import { glucoseReading, pressureReading, weightReading } from './line-readings.ts';

const told = (reading: LineReading, ruleId: string, limits: Readonly<Record<string, number>>) => {
  const { measured, limit } = againstLimit(reading, spokenLimits(ruleId, limits));
  return [measured.measure, measured.value, measured.unit, limit?.value ?? null, limit?.unit ?? null];
};

const severe = { severeSystolicMmHg: 180, severeDiastolicMmHg: 120 };
const low = { lowSystolicMmHg: 90, veryLowSystolicMmHg: 80 };
const lowGlucose = { glucoseLevel1LowMmolL: 3.9, glucoseLevel1LowMgDl: 70, glucoseLevel2LowMgDl: 54 };

describe('a value is told against the limit that it passed', () => {
  test.each<[string, LineReading, string, Readonly<Record<string, number>>, readonly unknown[]]>([
    ['systolic alone', pressureReading(), 'bp-severe', severe, ['systolic', 184, 'mmHg', 180, 'mmHg']],
    [
      'diastolic where only that passed',
      pressureReading({ systolicMmHg: 150, diastolicMmHg: 124 }),
      'bp-severe',
      severe,
      ['diastolic', 124, 'mmHg', 120, 'mmHg'],
    ],
    [
      'systolic where both passed',
      pressureReading({ diastolicMmHg: 124 }),
      'bp-severe',
      severe,
      ['systolic', 184, 'mmHg', 180, 'mmHg'],
    ],
    [
      'the lowest of lower limits',
      pressureReading({ systolicMmHg: 75 }),
      'bp-low',
      low,
      ['systolic', 75, 'mmHg', 80, 'mmHg'],
    ],
    [
      'a lower limit that is passed alone',
      pressureReading({ systolicMmHg: 85 }),
      'bp-low',
      low,
      ['systolic', 85, 'mmHg', 90, 'mmHg'],
    ],
    [
      'a pulse',
      pressureReading({ pulsePerMin: 118 }),
      'pulse-high',
      { highPulsePerMin: 100, veryHighPulsePerMin: 110 },
      ['pulse', 118, '/min', 110, '/min'],
    ],
    [
      'the first measure that has a limit, where none is passed',
      pressureReading({ systolicMmHg: 131, diastolicMmHg: 80 }),
      'bp-mean-high',
      { meanSystolicMmHg: 135, meanDiastolicMmHg: 85 },
      ['systolic', 131, 'mmHg', 135, 'mmHg'],
    ],
    [
      'glucose in mg/dL',
      glucoseReading(50),
      'glucose-low-level-1',
      lowGlucose,
      ['glucose', 50, 'mg/dL', 54, 'mg/dL'],
    ],
    [
      'glucose in the unit of its meter',
      glucoseReading(3.4 * 18.01559, 'mmol/L'),
      'glucose-low-level-1',
      lowGlucose,
      ['glucose', 3.4, 'mmol/L', 3.9, 'mmol/L'],
    ],
    [
      'a gain of weight, with the weight',
      weightReading(84.24),
      'weight-above-dry',
      { dryWeightKg: 80, weightAboveDryKg: 2 },
      ['weight', 84.2, 'kg', 2, 'kg'],
    ],
    ['no number', glucoseReading(null), 'glucose-meter-high', {}, ['glucose', null, 'mg/dL', null, null]],
    ['no limit', weightReading(84), 'weight-unit-or-person', {}, ['weight', 84, 'kg', null, null]],
  ])('%s', (_, reading, ruleId, limits, expected) => {
    expect(told(reading, ruleId, limits)).toEqual(expected);
  });
});

test.each([
  ['lowPulsePerMin', 'pulse'],
  ['severeDiastolicMmHg', 'diastolic'],
  ['weightLossSystolicMmHg', 'systolic'],
  ['meanMgDl', 'glucose'],
  ['limitKg', 'weight'],
  ['dryWeightKg', null],
  ['missedDays', null],
])('the limit %s is one of %s', (name, measure) => {
  expect(measureOfLimit(name)).toBe(measure);
});
