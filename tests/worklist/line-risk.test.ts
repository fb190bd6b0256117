import { describe, expect, test } from 'vitest';
import type { RiskPart } from '../../src/domain/risk.ts';
import { driversOf, leadingScoreId, placeBody } from '../../src/worklist/line-risk.ts';
import type { Row } from '../../src/worklist/rows.ts';
import { now } from './line.ts';

const part = (id: string, points: number, over: Partial<RiskPart> = {}): RiskPart => ({
  id,
  label: `label of ${id}`,
  points,
  ...over,
});
const rank = (over: Partial<Row<'riskRank'>> = {}): Row<'riskRank'> => ({
  patientId: 'pat_1',
  programId: 'heart-failure',
  scoreId: 'readmission-30d',
  value: 0.4,
  percentile: 92.44,
  rise: null,
  parts: null,
  rank: 3,
  outOf: 40,
  tier: 'high',
  rankedAt: now,
  stale: null,
  ...over,
});

test('drivers: the three that raise it most, in words; never what is fixed or was not told', () => {
  const parts = [
    part('base', 3),
    part('a', 0.1),
    part('b', 0.4, { level: '3 admissions in the last year' }),
    part('c', 0.3),
    part('d', 0.2),
    part('e', -1),
    part('f', 2, { missing: true }),
  ];
  expect(driversOf(parts)).toEqual(['3 admissions in the last year', 'label of c', 'label of d']);
  expect(driversOf([part('e', -1)])).toEqual([]);
});

describe('leadingScoreId', () => {
  test.each<[Partial<Row<'riskRank'>>, string]>([
    [{}, 'readmission-30d'],
    [{ scoreId: 'blend', parts: [part('admissions', 20), part('readmission-30d', 60)] }, 'readmission-30d'],
    [{ scoreId: 'blend', parts: null }, 'blend'],
  ])('%o is led by %s', (over, id) => {
    expect(leadingScoreId(rank(over))).toBe(id);
  });
});

describe('placeBody', () => {
  test('tells place, percentile and drivers', () => {
    expect(placeBody(rank(), [part('a', 1)], null)).toEqual({
      tier: 'high',
      rank: 3,
      outOf: 40,
      scoreId: 'readmission-30d',
      value: 0.4,
      percentile: 92.4,
      drivers: ['label of a'],
      stale: null,
    });
  });

  test.each<[string, Partial<Row<'riskRank'>>, readonly RiskPart[], string | null, object]>([
    ['a percentile of its rank, where none is kept', { percentile: null }, [], null, { percentile: 92.5 }],
    [
      'admissions as their number',
      { scoreId: 'admissions' },
      [part('x', 1), part('y', 1)],
      null,
      { drivers: ['2 admissions in the last year'] },
    ],
    [
      'one admission',
      { scoreId: 'admissions' },
      [part('x', 1)],
      null,
      { drivers: ['1 admission in the last year'] },
    ],
    ['no admission', { scoreId: 'admissions' }, [], null, { drivers: [] }],
    [
      'its own parts where the leading score is not there',
      { scoreId: 'blend', parts: [part('lace', 3)] },
      [],
      null,
      { drivers: ['label of lace'] },
    ],
    ['what is old', {}, [], 'no reading since', { stale: 'no reading since' }],
    [
      'first that the value is an old one',
      { stale: 'last known' },
      [],
      'no reading since',
      { stale: 'last known' },
    ],
  ])('tells %s', (_, over, parts, stale, expected) => {
    expect(placeBody(rank(over), parts, stale)).toMatchObject(expected);
  });
});
