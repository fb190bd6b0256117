import { describe, expect, test } from 'vitest';
import { bpSevere } from '../../src/rules/bp-severe.ts';
import { bpSeverePregnancy } from '../../src/rules/bp-severe-pregnancy.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { becauseOf, bp, brief, glucose, judge, minutes, patient, standing, start } from './build.ts';

const pregnant = patient({ flags: ['pregnant'] });
const firing = { patient: pregnant, standing: standing() };

test.each([
  { systolic: 160, diastolic: 80, is: 'pending' },
  { systolic: 159.9, diastolic: 109.9, is: 'unknown' },
  { systolic: 140, diastolic: 110, is: 'pending' },
])('one reading of $systolic/$diastolic mmHg: $is', ({ systolic, diastolic, is }) => {
  expect(brief(judge(bpSeverePregnancy, [bp(start, systolic, diastolic)], { patient: pregnant }))).toBe(is);
});

test('repeated within 15 minutes it is critical', () => {
  const finding = judge(bpSeverePregnancy, [bp(start, 164), bp(start + minutes(9), 161)], {
    patient: pregnant,
    standing: standing('pending'),
  });
  expect(brief(finding)).toBe('firing critical confirmed');
  expect(becauseOf(finding)).toBe('systolic 164 and 161 mmHg on two readings 9 min apart; limit 160');
  expect(finding).toMatchObject({
    evidence: { limits: { severeSystolicMmHg: 160, severeDiastolicMmHg: 110 } },
  });
});

test('never repeated it does not lapse: unconfirmed, call', () => {
  const over = { patient: pregnant, at: start + minutes(15), reading: null, standing: standing('pending') };
  const finding = judge(bpSeverePregnancy, [bp(start, 164)], over);
  expect(brief(finding)).toBe('firing urgent');
  expect(becauseOf(finding)).toContain('unconfirmed: call; systolic 164 mmHg; limit 160');
});

describe('clears on two readings 10 mmHg below both limits', () => {
  test.each([
    { name: '149/99 twice', last: [149, 99], is: 'clear' },
    { name: '150/99 twice', last: [150, 99], is: 'unknown' },
    { name: '149/100 twice', last: [149, 100], is: 'unknown' },
  ])('$name: $is', ({ last: [systolic = 0, diastolic], is }) => {
    const readings = [60, 65].map(min => bp(start + minutes(min), systolic, diastolic));
    expect(brief(judge(bpSeverePregnancy, readings, firing))).toBe(is);
  });
});

test("a program's own lower limit holds", () => {
  const limits = { ...defaultLimits, severeSystolicMmHg: 150, severeClearSystolicMmHg: 140 };
  expect(brief(judge(bpSeverePregnancy, [bp(start, 151)], { patient: pregnant, limits }))).toBe('pending');
});

test('says nothing of anybody else, nor of another kind', () => {
  const pair = [bp(start, 190), bp(start + minutes(5), 190)];
  expect(brief(judge(bpSeverePregnancy, pair, { standing: standing() }))).toBe('unknown');
  expect(brief(judge(bpSeverePregnancy, [glucose(start, 40)], firing))).toBe('unknown');
});

test('speaks before the general rule, which says nothing milder', () => {
  const order = rules.map(rule => rule.id);
  expect(order.indexOf('bp-severe-pregnancy')).toBeLessThan(order.indexOf('bp-severe'));
  const pair = [bp(start, 186), bp(start + minutes(5), 184)];
  const over = { patient: pregnant, standing: standing('pending') };
  for (const rule of [bpSeverePregnancy, bpSevere])
    expect(brief(judge(rule, pair, over))).toBe('firing critical confirmed');
});
