import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../../src/rules/limits.ts';
import { type DayRow, type Drawn, sparklineOf } from '../../src/worklist/line-sparkline.ts';

const today = 20_000;
const day = (ago: number, mean: number | null, over: Partial<DayRow> = {}): DayRow => ({
  patientId: 'pat_1',
  kind: 'blood-pressure',
  day: today - ago,
  mean,
  diastolicMean: 81.4,
  pulseMean: 70.6,
  ...over,
});
const drawn = (over: Partial<Drawn> = {}): Drawn => ({
  kind: 'blood-pressure',
  today,
  days: [],
  limits: defaultLimits,
  dryWeightKg: null,
  ...over,
});

test('14 days up to today, the mean of each, gaps where nothing came or no number', () => {
  const days = [day(13, 151.4), day(1, 162.6), day(0, null), day(14, 190), day(2, 200, { kind: 'glucose' })];
  const { values, firstDay, kind, measure, unit } = sparklineOf(drawn({ days }));
  expect(values).toEqual([151, ...Array.from({ length: 11 }, () => null), 163, null]);
  expect({ firstDay, kind, measure, unit }).toEqual({
    firstDay: '2024-09-21',
    kind: 'blood-pressure',
    measure: 'systolic',
    unit: 'mmHg',
  });
});

describe('each measure has its own mean, unit and limits', () => {
  const last = (over: Partial<Drawn>, its: Partial<DayRow> = {}) => {
    const { values, unit, limits } = sparklineOf(drawn({ days: [day(0, 150.2, its)], ...over }));
    return [values.at(-1), unit, limits.map(limit => limit.value)];
  };
  test.each<[string, Partial<Drawn>, Partial<DayRow>, readonly unknown[]]>([
    ['systolic', {}, {}, [150, 'mmHg', [90, 180]]],
    ['diastolic', { measure: 'diastolic' }, {}, [81, 'mmHg', [120]]],
    ['pulse', { measure: 'pulse' }, {}, [71, '/min', [50, 100]]],
    ['glucose', { kind: 'glucose' }, { kind: 'glucose' }, [150, 'mg/dL', [70, 250]]],
    [
      'glucose in mmol/L',
      { kind: 'glucose', unit: 'mmol/L' },
      { kind: 'glucose' },
      [8.3, 'mmol/L', [3.9, 13.9]],
    ],
    ['weight without a dry weight', { kind: 'weight' }, { kind: 'weight' }, [150.2, 'kg', []]],
    ['weight', { kind: 'weight', dryWeightKg: 80.5 }, { kind: 'weight' }, [150.2, 'kg', [80.5, 82.5]]],
    ['a program without limits', { limits: undefined }, {}, [150, 'mmHg', []]],
  ])('%s', (_, over, its, expected) => {
    expect(last(over, its)).toEqual(expected);
  });
});
