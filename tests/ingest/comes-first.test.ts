import { describe, expect, test } from 'vitest';
import type { NewReading } from '../../src/domain/reading.ts';
import { comesFirst } from '../../src/ingest/comes-first.ts';
import { bp, glucose, weight } from '../rules/build.ts';

const at = Date.parse('2026-11-23T12:00:00Z');

const pressure = (systolic: number, diastolic: number, pulse: number | null = 70): NewReading => ({
  ...bp(at, systolic, diastolic),
  pulsePerMin: pulse,
});

describe('a reading that may be critical by the limits as they ship', () => {
  test.each<readonly [string, NewReading, boolean]>([
    ['180/80', pressure(180, 80), true],
    ['179/80', pressure(179, 80), false],
    ['150/120', pressure(150, 120), true],
    ['150/119', pressure(150, 119), false],
    ['79/50', pressure(79, 50), true],
    ['80/50', pressure(80, 50), false],
    ['pulse 39', pressure(120, 80, 39), true],
    ['pulse 40', pressure(120, 80, 40), false],
    ['pulse 110', pressure(120, 80, 110), false],
    ['pulse 111', pressure(120, 80, 111), true],
    ['no pulse', pressure(120, 80, null), false],
    ['53 mg/dL', glucose(at, 53), true],
    ['54 mg/dL', glucose(at, 54), false],
    ['299 mg/dL', glucose(at, 299), false],
    ['300 mg/dL', glucose(at, 300), true],
    ['LO', glucose(at, 'LO'), true],
    ['HI', glucose(at, 'HI'), true],
    ['no value', { ...glucose(at, 53), glucoseMgDl: null }, false],
    ['any weight', weight(at, 180), false],
  ])('%s', (_, reading, expected) => {
    expect(comesFirst(reading)).toBe(expected);
  });

  test('comes first only while it is news that rules may judge', () => {
    const severe = pressure(190, 100);
    expect(comesFirst({ ...severe, mode: 'history' })).toBe(false);
    expect(comesFirst({ ...severe, suspect: 'outside the plausible' })).toBe(false);
  });
});
