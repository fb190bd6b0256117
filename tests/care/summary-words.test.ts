import { describe, expect, test } from 'vitest';
import { ageOn, answersText, usualText } from '../../src/care/summary-words.ts';

const day = (
  kind: 'blood-pressure' | 'glucose' | 'weight',
  mean: number | null,
  diastolicMean: number | null = null,
) => ({
  ...{ kind, mean, diastolicMean },
});

describe('what is usual is the median of daily means', () => {
  test.each([
    ['none', 'weight', [], null],
    ['another kind only', 'weight', [day('glucose', 120)], null],
    ['days without a number', 'glucose', [day('glucose', null)], null],
    ['one day', 'weight', [day('weight', 70.24)], '70.2 kg (median of 1 day)'],
    ['an even number', 'glucose', [day('glucose', 100), day('glucose', 121)], '111 mg/dL (median of 2 days)'],
    [
      'pressure',
      'blood-pressure',
      [120, 150, 130].map(n => day('blood-pressure', n, n - 50)),
      '130/80 mmHg (median of 3 days)',
    ],
    [
      'pressure without diastolic',
      'blood-pressure',
      [day('blood-pressure', 120)],
      '120/? mmHg (median of 1 day)',
    ],
  ] as const)('%s', (_, kind, days, text) => expect(usualText(kind, days)).toBe(text));
});

describe("age is counted on the patient's calendar", () => {
  test.each([
    ['1951-11-23', '2026-11-23T12:00:00Z', 'America/New_York', 75],
    ['1951-11-24', '2026-11-23T12:00:00Z', 'America/New_York', 74],
    ['1951-11-24', '2026-11-23T23:00:00Z', 'Asia/Tokyo', 75],
  ])('%s at %s in %s', (birth, at, zone, age) => expect(ageOn(birth, Date.parse(at), zone)).toBe(age));
});

test('answers are told as the questions name them; a question that is no more by its id', () => {
  const answers = { 'chest-pain': 'none', 'dyspnoea-at-rest': 'worse', hiccups: 'some' };
  expect(answersText(answers)).toBe('chest pain none, breathless at rest worse, hiccups some');
});
