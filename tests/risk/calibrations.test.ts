import { describe, expect, test } from 'vitest';
import { type Calibration, probabilityOf, sayCalibration } from '../../src/risk/calibrations.ts';

const row = (changed: Partial<Calibration> = {}): Calibration => ({
  id: 'cal_1',
  modelId: 'readmission-30d',
  modelVersion: '1.0.0',
  programId: 'heart-failure',
  slope: 1,
  intercept: 0,
  events: 240,
  n: 2_000,
  reliability: {},
  by: 'Ana Ruiz',
  at: 0,
  source: null,
  ...changed,
});
const score = { scoreId: 'readmission-30d', modelVersion: '1.0.0', value: 0 } as const;
const probability = (calibrations: readonly Calibration[], changed: Partial<typeof score> = {}) =>
  probabilityOf({ ...score, ...changed }, { calibrations, programId: 'heart-failure' });

describe('a probability', () => {
  test('is the log-odds put right by slope and intercept', () => {
    expect(probability([row()])).toBe(0.5);
    expect(
      probabilityOf(
        { ...score, value: 2 },
        { calibrations: [row({ slope: 0.5, intercept: -2 })], programId: 'heart-failure' },
      ),
    ).toBeCloseTo(1 / (1 + Math.E), 12);
  });

  test.each([
    ['nothing was recalibrated', []],
    ['another version was', [row({ modelVersion: '0.9.0' })]],
    ['another model was', [row({ modelId: 'deterioration' })]],
    ['another program was', [row({ programId: 'diabetes' })]],
  ])('is not told where %s', (_, calibrations) => {
    expect(probability(calibrations)).toBeNull();
  });

  test('is not told of a score that does not apply', () => {
    expect(
      probabilityOf({ ...score, value: null }, { calibrations: [row()], programId: 'heart-failure' }),
    ).toBeNull();
  });

  test("rests on the program's own recalibration before the site's, and on the latest", () => {
    const site = row({ programId: null, intercept: -1, at: 9 });
    const old = row({ intercept: 5, at: 1 });
    const own = row({ intercept: 0, at: 2 });
    expect(probability([old, own, site])).toBe(0.5);
    expect(probability([site])).toBeCloseTo(1 / (1 + Math.E), 12);
  });
});

test.each([
  [{ of: 'store' }, 'of your own patients'],
  [{ of: 'file', name: 'stays.csv' }, 'of the file stays.csv, your own by the word of Ana Ruiz'],
  [null, 'from where was not kept'],
] as const)('whose outcomes it was fitted on is said: %j', (source, said) => {
  expect(sayCalibration(row({ source }))).toBe(
    `recalibrated 1970-01-01 on 240 events in 2000 outcomes ${said}`,
  );
});
