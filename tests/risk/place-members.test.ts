import { describe, expect, test } from 'vitest';
import { defaultRiskSettings } from '../../src/domain/risk.ts';
import { type Member, placeMembers, risesSince } from '../../src/risk/place-members.ts';
import type { RankingMethod } from '../../src/risk/ranking-method.ts';
import { admissions } from '../../src/risk/scores/admissions.ts';
import { model } from './models.ts';

const readmission = model('readmission-30d');
const deterioration = model('deterioration');

const methodOf = (by: RankingMethod['by'], ...components: RankingMethod['components']): RankingMethod => ({
  by,
  components,
  degraded: null,
});

/** Members `a`, `b`, … with a row of values each. */
const members = (...rows: (number | null)[][]): Member[] =>
  rows.map((values, i) => ({ patientId: String.fromCharCode(97 + i), values }));

const order = (method: RankingMethod, of: Member[]) =>
  placeMembers(method, of, defaultRiskSettings).map(r => r.patientId);
const entering = (method: RankingMethod, of: Member[]) =>
  placeMembers(method, of, defaultRiskSettings).flatMap(r => (r.mayEnter ? [r.patientId] : []));

describe('ranked by one score', () => {
  test('whom it does not apply to is not ranked', () => {
    expect(order(methodOf('readmission-30d', readmission), members([-2], [null], [-1]))).toEqual(['c', 'a']);
  });

  test.each([
    { scorer: admissions, values: [0, 1], enters: ['b'] },
    { scorer: deterioration, values: [0, -0.4, 0.2], enters: ['c'] },
    { scorer: readmission, values: [-3, -2.5, 0, 1], enters: ['d', 'c', 'b', 'a'] },
  ])('$scorer.id of $values lets $enters into the cohort', ({ scorer, values, enters }) => {
    expect(entering(methodOf(scorer.id, scorer), members(...values.map(value => [value])))).toEqual(enters);
  });
});

describe('a blend', () => {
  const two = methodOf('blend', readmission, admissions);

  test('is the mean of the percentile ranks of what applies, an exact sum of named parts', () => {
    const placed = placeMembers(two, members([-1, 2], [null, 3], [null, 0], [null, 0]), defaultRiskSettings);
    expect(placed.map(r => [r.patientId, r.value])).toEqual([
      ['b', 87.5],
      ['a', 75],
      ['c', 25],
      ['d', 25],
    ]);
    expect(placed.find(r => r.patientId === 'a')?.parts).toEqual([
      { id: 'readmission-30d', label: 'Readmission within 30 days: percentile 87.5', points: 43.75 },
      { id: 'admissions', label: 'Admissions in the last year: percentile 62.5', points: 31.25 },
    ]);
    for (const { value, parts } of placed) expect(parts?.reduce((sum, p) => sum + p.points, 0)).toBe(value);
  });

  test('counts who was not discharged of late below all who were', () => {
    expect(order(two, members([null, 1], [-4, 1], [null, 1]))[0]).toBe('b');
  });

  test('is known of nobody to whom nothing applies, and lets in nobody above no floor', () => {
    const three = methodOf('blend', deterioration, admissions);
    expect(order(three, members([null, null], [0.5, null]))).toEqual(['b']);
    expect(entering(three, members([0, 0], [null, 0], [0.3, 0], [0, 1])).toSorted()).toEqual(['c', 'd']);
  });
});

describe('lexicographic', () => {
  const method = methodOf('lexicographic', readmission, admissions);
  // of 20 with a readmission score one is in the highest tier, and one in the second
  const rows = Array.from({ length: 20 }, (_, i) => [-i, 0]);

  test('puts the readmission tier first, and then admissions; no admission outweighs a tier', () => {
    const placed = order(method, members(...rows, [null, 2_000], [null, 7]));
    expect(placed.slice(0, 4)).toEqual(['a', 'b', 'u', 'v']);
  });

  test('says both as parts that add up to the value', () => {
    const [first] = placeMembers(method, members([1, 3], [0, 0]), defaultRiskSettings);
    expect(first?.parts).toEqual([
      { id: 'readmission-30d', label: 'Readmission within 30 days: the highest tier', points: 2 },
      { id: 'admissions', label: '3 admissions in the last year', points: 0.003 },
    ]);
    expect(first?.value).toBe(2.003);
  });
});

describe('a rise', () => {
  const method = methodOf('admissions', admissions);
  const place = (values: (number | null)[]) =>
    placeMembers(method, members(...values.map(value => [value])), defaultRiskSettings);

  test.each([
    { before: [0, 1, 2, 3], now: [4, 1, 2, 3], rises: { a: 75, b: -25, c: -25, d: -25 } },
    { before: [0, 0, 1, 1], now: [0, 0, 1, 1], rises: { a: 0, b: 0, c: 0, d: 0 } },
    // who was not ranked then has none
    {
      before: [null, 0, 1, 2],
      now: [5, 0, 1, 2],
      rises: { b: 0, c: expect.closeTo(25 - 100 / 3), d: expect.closeTo(50 - 200 / 3) },
    },
  ])('from $before to $now is $rises', ({ before, now, rises }) => {
    expect(Object.fromEntries(risesSince(place(now), place(before)))).toEqual(rises);
  });
});
