import { describe, expect, test } from 'vitest';
import { dayMs, localDay } from '../../src/domain/local-day.ts';
import type { Reading } from '../../src/domain/reading.ts';
import { rollupsTouchedBy } from '../../src/readings/rollup.ts';
import { saveRollup } from '../../src/readings/rollup-store.ts';
import { bp, est, glucose, hours, weight } from '../rules/build.ts';
import { testStore } from '../support/store.ts';

const zone = 'America/New_York';
const start = est('11-23 07:00');
const day = localDay(start, zone);
const rollups = (good: readonly Reading[], arrivals: readonly Reading[] = good) =>
  rollupsTouchedBy(arrivals, good, zone);
const empty = {
  readings: 0,
  mean: null,
  min: null,
  max: null,
  diastolicMean: null,
  pulseMean: null,
  outOfRange: 0,
};

describe('a day’s rollup', () => {
  test('of blood pressure: systolic mean, least and greatest, and means of diastolic and pulse', () => {
    const readings = [
      bp(start, 120, 70),
      bp(start + hours(1), 130, 80),
      { ...bp(start + hours(2), 140, 90), pulsePerMin: null },
    ];
    expect(rollups(readings)).toEqual([
      {
        kind: 'blood-pressure',
        day,
        readings: 3,
        mean: 130,
        min: 120,
        max: 140,
        diastolicMean: 80,
        pulseMean: 70,
        outOfRange: 0,
      },
    ]);
  });

  test('of glucose: HI and LO are counted, never averaged', () => {
    expect(rollups([glucose(start, 100), glucose(start, 'HI'), glucose(start, 'LO')])).toEqual([
      { ...empty, kind: 'glucose', day, readings: 3, mean: 100, min: 100, max: 100, outOfRange: 2 },
    ]);
  });

  test('of glucose in mmol/L is in mg/dL', () => {
    expect(rollups([glucose(start, 10, 'mmol/L')])[0]?.mean).toBeCloseTo(180.1559, 9);
  });

  test('of HI alone has no mean', () => {
    expect(rollups([glucose(start, 'HI')])).toEqual([
      { ...empty, kind: 'glucose', day, readings: 1, outOfRange: 1 },
    ]);
  });

  test('of weight', () => {
    expect(rollups([weight(start, 80), weight(start + hours(12), 81)])).toEqual([
      { ...empty, kind: 'weight', day, readings: 2, mean: 80.5, min: 80, max: 81 },
    ]);
  });
});

describe('which days are rolled up', () => {
  const yesterday = weight(start - hours(24), 79);
  const today = weight(start, 80);

  test('those that something arrived for, from all good readings of the day', () => {
    expect(rollups([yesterday, today], [today])).toMatchObject([{ day, readings: 1, mean: 80 }]);
    const late = weight(start + hours(1), 82);
    expect(rollups([yesterday, today, late], [late])).toMatchObject([{ day, readings: 2, mean: 81 }]);
  });

  test('each kind for itself', () => {
    expect(
      rollups([today, bp(start, 120)])
        .map(r => r.kind)
        .sort(),
    ).toEqual(['blood-pressure', 'weight']);
  });

  test('the patient’s calendar days: 23:59 and 00:01 are two', () => {
    const [before, after] = [weight(est('11-22 23:59'), 79), weight(est('11-23 00:01'), 80)];
    expect(rollups([before, after])).toMatchObject([
      { day: day - 1, mean: 79 },
      { day, mean: 80 },
    ]);
  });

  test('none for a suspect reading, or for no arrival at all', () => {
    const odd = weight(start, 500, { suspect: 'too heavy' });
    expect(rollups([], [odd])).toEqual([]);
    expect(rollups([today], [odd])).toEqual([]);
    expect(rollups([today], [])).toEqual([]);
  });

  test('none where the arrival is not among the good readings', () => {
    expect(rollups([], [today])).toEqual([]);
  });
});

describe('saving', () => {
  test('again changes nothing, and a fuller day replaces the day as a whole', async () => {
    const { store, rows } = await testStore({ roster: null });
    const save = saveRollup(store.sql);
    const saveAll = (readings: readonly Reading[]) =>
      store.write(async () => {
        for (const rollup of rollups(readings)) await save('pat_1', rollup);
      });
    const morning = weight(start, 80);
    await saveAll([morning]);
    const before = rows('daily_rollup');
    expect(before).toMatchObject([{ patient_id: 'pat_1', kind: 'weight', day, readings: 1, mean: 80 }]);
    await saveAll([morning]);
    expect(rows('daily_rollup')).toEqual(before);
    await saveAll([morning, weight(start + hours(1), 82)]);
    expect(rows('daily_rollup')).toMatchObject([{ readings: 2, mean: 81, max: 82 }]);
    expect(rows('daily_rollup')).toHaveLength(1);
  });

  test('keeps patients, kinds and days apart', async () => {
    const { store, rows } = await testStore({ roster: null });
    const save = saveRollup(store.sql);
    await store.write(async () => {
      for (const patientId of ['pat_1', 'pat_2'])
        for (const rollup of rollups([weight(start, 80), weight(start - dayMs, 80), bp(start, 120)]))
          await save(patientId, rollup);
    });
    expect(rows('daily_rollup')).toHaveLength(6);
  });
});
