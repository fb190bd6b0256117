import { describe, expect, test } from 'vitest';
import { defaultRiskSettings, type RankBy } from '../../src/domain/risk.ts';
import { rankingMethod } from '../../src/risk/ranking-method.ts';
import { scorers as published } from '../../src/risk/scorers.ts';
import { broken, model } from './models.ts';

const on = { onSince: 0, by: 'Ana Ruiz', why: 'a demo', modelVersion: '1.0.0' };
const readmission = model('readmission-30d');
const deterioration = model('deterioration');
const publishedOnly = published.filter(s => s.id !== 'readmission-30d' && s.id !== 'deterioration');
const scorers = [readmission, deterioration, ...publishedOnly];

const method = (rankBy: RankBy, isOn = false, among = scorers) => {
  const settings = { ...defaultRiskSettings, deterioration: isOn ? on : null };
  const { by, components, degraded } = rankingMethod({ rankBy, settings }, among);
  return [by, components.map(scorer => scorer.id), degraded];
};

describe('what ranks a panel', () => {
  test.each([
    ['admissions', false, 'admissions', ['admissions']],
    ['lace', false, 'lace', ['lace']],
    ['readmission-30d', false, 'readmission-30d', ['readmission-30d']],
    ['deterioration', true, 'deterioration', ['deterioration']],
    ['blend', false, 'blend', ['readmission-30d', 'admissions']],
    ['blend', true, 'blend', ['readmission-30d', 'deterioration', 'admissions']],
    ['lexicographic', true, 'lexicographic', ['readmission-30d', 'admissions']],
  ] as const)('chosen %s, deterioration on: %s', (rankBy, isOn, by, components) => {
    expect(method(rankBy, isOn)).toEqual([by, components, null]);
  });

  test('a score in shadow ranks nothing: admissions do, and the list says so', () => {
    expect(method('deterioration')).toEqual([
      'admissions',
      ['admissions'],
      'Deterioration is in shadow in this program: ranked by admissions instead, and the cohort stays as it is',
    ]);
  });

  const newer = { ...deterioration, modelVersion: '2.0.0' };

  test.each([
    ['deterioration', ['admissions'], 'ranked by admissions instead'],
    ['blend', ['readmission-30d', 'admissions'], 'ranked without it'],
  ] as const)(
    'another version than the one switched on is in shadow: %s is ranked by %j',
    (rankBy, components, how) => {
      const [, ids, degraded] = method(rankBy, true, [readmission, newer, ...publishedOnly]);
      expect(ids).toEqual(components);
      expect(degraded).toBe(
        `Deterioration 2.0.0 is in shadow, since 1.0.0 was switched on: ${how}, and the cohort stays as it is`,
      );
    },
  );

  const without = [broken('readmission-30d'), broken('deterioration'), ...publishedOnly];
  const lost = 'Readmission within 30 days is unavailable (its files are not there)';

  test.each([
    ['readmission-30d', 'admissions', `${lost}: ranked by admissions instead, and the cohort stays as it is`],
    ['lexicographic', 'admissions', `${lost}: ranked by admissions instead, and the cohort stays as it is`],
    ['blend', 'blend', `${lost}: ranked without it, and the cohort stays as it is`],
    ['lace', 'lace', null],
  ] as const)('a model that is missing stops nothing: %s is ranked by %s', (rankBy, by, degraded) => {
    expect(method(rankBy, false, without)).toEqual([by, [by === 'blend' ? 'admissions' : by], degraded]);
  });

  test('a score that nobody has is told as one that is missing', () => {
    const [by, , degraded] = method('readmission-30d', false, publishedOnly);
    expect([by, degraded]).toEqual([
      'admissions',
      'readmission-30d is not among the scores here: ranked by admissions instead, and the cohort stays as it is',
    ]);
  });
});

test('the scorer of a model that could not be loaded applies to nobody, and says why', () => {
  const [score] = broken('readmission-30d').scoreAll(
    [{ timeZone: 'UTC', birthDate: null, encounters: [], conditions: [] }],
    0,
  );
  expect(score).toEqual({ applicable: false, why: 'score unavailable: its files are not there' });
});
