import { expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { bpLow } from '../../src/rules/bp-low.ts';
import { becauseOf, bp, brief, glucose, judge, minutes, standing, start } from './build.ts';

test.each([
  { systolic: 90, is: 'unknown', because: '' },
  { systolic: 89.9, is: 'firing warning confirmed', because: 'systolic 89.9 mmHg; limit 90' },
  { systolic: 84, is: 'firing warning confirmed', because: 'systolic 84 mmHg; limit 90' },
  { systolic: 80, is: 'firing warning confirmed', because: 'systolic 80 mmHg; limit 90' },
  { systolic: 79, is: 'firing urgent confirmed', because: 'systolic 79 mmHg; limit 80' },
  { systolic: 90 - 1e-12, is: 'unknown', because: '' },
])('systolic $systolic mmHg: $is', ({ systolic, is, because }) => {
  const finding = judge(bpLow, [bp(start, systolic, 50)]);
  expect(brief(finding)).toBe(is);
  expect(becauseOf(finding)).toBe(because);
});

test('shows the reading and both limits', () => {
  const reading = bp(start, 84, 51);
  expect(judge(bpLow, [reading])).toMatchObject({
    evidence: {
      readings: [{ id: reading.id, measuredAt: start, value: '84/51 mmHg' }],
      limits: { lowSystolicMmHg: 90, veryLowSystolicMmHg: 80 },
    },
  });
});

test.each([
  { name: 'two at 95', last: [95, 95], is: 'clear' },
  { name: 'the first at 94', last: [94, 120], is: 'unknown' },
  { name: 'the second at 94', last: [120, 94], is: 'unknown' },
  { name: 'only one', last: [120], is: 'unknown' },
])('clears on two readings of at least 95 mmHg: $name', ({ last, is }) => {
  const readings = last.map((systolic, i) => bp(start + minutes(i), systolic));
  expect(brief(judge(bpLow, readings, { standing: standing() }))).toBe(is);
});

test('finds the two readings between others, also of one instant', () => {
  const readings = [bp(start, 120), glucose(start, 100), glucose(start, 100), bp(start, 118)];
  expect(brief(judge(bpLow, readings, { standing: standing() }))).toBe('clear');
});

test('counts no reading older than 8 days', () => {
  const readings = [bp(start - 8 * dayMs, 120), bp(start, 120)];
  expect(brief(judge(bpLow, readings, { standing: standing() }))).toBe('unknown');
});

test.each([
  { name: 'another kind', reading: glucose(start, 40) },
  { name: 'time alone', reading: null },
])('says nothing on $name', ({ reading }) => {
  const over = { reading, standing: standing() };
  expect(brief(judge(bpLow, [bp(start, 120), bp(start, 120)], over))).toBe('unknown');
});
