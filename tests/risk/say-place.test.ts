import { describe, expect, test } from 'vitest';
import { defaultRiskSettings, type RiskPart } from '../../src/domain/risk.ts';
import type { Ranked } from '../../src/risk/rank.ts';
import { sayPlace, topReason } from '../../src/risk/say-place.ts';
import { admissions } from '../../src/risk/scores/admissions.ts';
import { model } from './models.ts';

const part = (points: number, label: string, level?: string): RiskPart => ({
  id: label,
  label,
  points,
  ...(level === undefined ? {} : { level }),
});

describe('the top reason', () => {
  test.each([
    ['the part with the most points', [part(0.2, 'age'), part(0.62, 'stays', '3 stays')], '3 stays (+0.62)'],
    ['rounded to two places', [part(0.6249, 'age'), part(-2, 'stays')], 'age (+0.62)'],
    ['none where all are alike', [part(1, 'a'), part(1, 'b')], null],
    ['none where nothing adds', [part(-1, 'a'), part(-2, 'b')], null],
    ['none where the part is the whole', [part(1, 'a')], null],
    ['none of no parts', [], null],
  ])('is %s', (_, parts, reason) => {
    expect(topReason(parts)).toBe(reason);
  });
});

describe('a place in the panel', () => {
  const program = { name: 'Heart failure', settings: defaultRiskSettings };
  const place = (changed: Partial<Ranked> = {}): Ranked => ({
    patientId: 'pat_1',
    value: 1.4,
    mayEnter: true,
    parts: null,
    rank: 1,
    outOf: 20,
    tier: 'highest',
    aboveShare: 0.95,
    ...changed,
  });
  const readmission = {
    scorer: model('readmission-30d'),
    value: 1.4,
    parts: [part(0.9, 'stays', '3 stays'), part(0.5, 'age')],
  };
  const count = { scorer: admissions, value: 3, parts: [part(1, 'x'), part(1, 'y'), part(1, 'z')] };

  test('by a model says its value, and what did most', () => {
    expect(sayPlace(program, place(), [readmission])).toBe(
      'readmission-30d at 1.4: rank 1 of 20 in Heart failure, among the highest 5 %; most by 3 stays (+0.9)',
    );
  });

  test('by a blend names its ranks, and what did most in the one that weighs most', () => {
    const parts = (a: number, b: number) => [
      { id: 'readmission-30d', label: 'Readmission: percentile 97', points: a },
      { id: 'admissions', label: 'Admissions: percentile 80', points: b },
    ];
    const said = 'Readmission: percentile 97, Admissions: percentile 80: rank 1 of 20 in Heart failure';
    expect(sayPlace(program, place({ parts: parts(48, 40) }), [readmission, count])).toBe(
      `${said}, among the highest 5 %; most by Readmission within 30 days, there by 3 stays (+0.9)`,
    );
    expect(sayPlace(program, place({ parts: parts(20, 40), rank: 2 }), [readmission, count])).toBe(
      `${said.replace('rank 1', 'rank 2')}, still among the highest 10 %; most by 3 admissions in the last year`,
    );
  });
});
