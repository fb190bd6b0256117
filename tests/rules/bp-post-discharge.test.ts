import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { bpHighPostDischarge } from '../../src/rules/bp-high-post-discharge.ts';
import { bpLowPostDischarge } from '../../src/rules/bp-low-post-discharge.ts';
import { becauseOf, bp, brief, glucose, hours, judge, patient, standing, start } from './build.ts';

const discharged = (daysAgo: number) => ({ patient: patient({ discharges: [start - daysAgo * dayMs] }) });
const pair = (first: [number, number?], second: [number, number?], apart = 12) => [
  bp(start - hours(apart), ...first),
  bp(start, ...second),
];

describe('two sessions in a row', () => {
  test.each([
    { rule: bpHighPostDischarge, readings: pair([150], [151]), is: 'firing warning confirmed' },
    { rule: bpHighPostDischarge, readings: pair([149, 80], [151]), is: 'unknown' },
    { rule: bpHighPostDischarge, readings: pair([140, 95], [142, 96]), is: 'firing warning confirmed' },
    { rule: bpHighPostDischarge, readings: pair([150], [151], 37), is: 'unknown' },
    { rule: bpHighPostDischarge, readings: [bp(start, 170)], is: 'unknown' },
    { rule: bpLowPostDischarge, readings: pair([94], [92]), is: 'firing warning confirmed' },
    { rule: bpLowPostDischarge, readings: pair([95], [92]), is: 'unknown' },
    { rule: bpLowPostDischarge, readings: pair([94, 40], [96, 40]), is: 'unknown' },
  ])('$rule.id (%#): $is', ({ rule, readings, is }) => {
    expect(brief(judge(rule, readings, discharged(5)))).toBe(is);
  });

  test('says both, the days since the discharge, and how long the limit holds', () => {
    expect(becauseOf(judge(bpHighPostDischarge, pair([152, 91], [156, 92]), discharged(5)))).toBe(
      'blood pressure 156/92 mmHg, 12 h after 152/91, 5 days after a discharge; limit 150/95 for 30 days',
    );
    expect(becauseOf(judge(bpLowPostDischarge, pair([94], [92]), discharged(1)))).toBe(
      'blood pressure 92/75 mmHg, 12 h after 94/75, 1 day after a discharge; limit systolic 95 for 30 days',
    );
  });
});

describe('the 30 days', () => {
  test.each([
    { name: 'the last of them', over: discharged(30), is: 'firing warning confirmed' },
    { name: 'after them', over: discharged(31), is: 'unknown' },
    { name: 'never in hospital', over: {}, is: 'unknown' },
    { name: 'discharge to come', over: discharged(-1), is: 'unknown' },
    {
      name: 'a status that ended',
      over: {
        patient: patient({
          monitoring: [
            { status: 'in-hospital', fromAt: start - 9 * dayMs, resumesAt: null, reviewAt: null },
            { status: 'active', fromAt: start - 3 * dayMs, resumesAt: null, reviewAt: null },
          ],
        }),
      },
      is: 'firing warning confirmed',
    },
  ])('$name: $is', ({ over, is }) => {
    expect(brief(judge(bpHighPostDischarge, pair([152], [156]), over))).toBe(is);
  });
});

describe('clears on two sessions within the limit, also after the 30 days', () => {
  test.each([
    { name: 'both within', readings: pair([140], [138]), is: 'clear' },
    { name: 'the first not', readings: pair([152], [138]), is: 'unknown' },
    { name: 'only one', readings: [bp(start, 130)], is: 'unknown' },
    { name: 'another kind', readings: [...pair([140], [138]), glucose(start, 90)], is: 'unknown' },
  ])('$name: $is', ({ readings, is }) => {
    for (const days of [5, 40]) {
      const over = { ...discharged(days), standing: standing() };
      expect(brief(judge(bpHighPostDischarge, readings, over))).toBe(is);
    }
  });
});
