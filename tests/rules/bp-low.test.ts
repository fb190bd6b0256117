import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { bpLow } from '../../src/rules/bp-low.ts';
import { becauseOf, bp, brief, glucose, hours, judge, minutes, patient, standing, start } from './build.ts';
import { steady } from './pressures.ts';

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

describe('a low session among others', () => {
  const before = [-72, -48, -24].map(hour => bp(start + hours(hour), 120));
  const pending = standing('pending');

  test('waits for the next one: one odd session is no alert', () => {
    const finding = judge(bpLow, [...before, bp(start, 86)]);
    expect(brief(finding)).toBe('pending');
    expect(finding).toMatchObject({ until: start + hours(36), severity: 'warning' });
    expect(becauseOf(finding)).toBe('systolic 86 mmHg; limit 90; waiting 36 h for a repeat');
  });

  test.each([
    { name: 'its mean is low', second: 88, is: 'pending', because: 'mean systolic of 2 readings 87 mmHg' },
    { name: 'its mean is not low', second: 96, is: 'clear', because: '' },
  ])('is judged by its mean: $name', ({ second, is, because }) => {
    const readings = [...before, bp(start, 86), bp(start + minutes(2), second)];
    const finding = judge(bpLow, readings, { standing: pending });
    expect(brief(finding)).toBe(is);
    expect(becauseOf(finding)).toContain(because);
  });

  test.each([
    { name: 'low too: confirmed', hour: 12, systolic: 85, is: 'firing warning confirmed' },
    { name: 'not low: dismissed', hour: 12, systolic: 92, is: 'clear' },
    { name: 'low but more than 36 h later: it waits again', hour: 37, systolic: 85, is: 'pending' },
  ])('the next is $name', ({ hour, systolic, is }) => {
    const readings = [...before, bp(start, 86), bp(start + hours(hour), systolic)];
    expect(brief(judge(bpLow, readings, { standing: pending }))).toBe(is);
  });

  test('says both sessions and how far apart', () => {
    const readings = [...before, bp(start, 86), bp(start + hours(12), 85)];
    expect(becauseOf(judge(bpLow, readings))).toBe('systolic 85 mmHg; limit 90; 86 12 h before');
  });

  test('with nobody repeating it: unconfirmed, call', () => {
    const over = { reading: null, at: start + hours(36), standing: pending };
    const finding = judge(bpLow, [...before, bp(start, 86)], over);
    expect(brief(finding)).toBe('firing warning');
    expect(becauseOf(finding)).toBe('unconfirmed: call; systolic 86 mmHg; limit 90; no repeat within 36 h');
    expect(brief(judge(bpLow, [...before, bp(start, 96)], over))).toBe('clear');
    expect(brief(judge(bpLow, before, { ...over, at: start + hours(20) }))).toBe('unknown');
  });

  test('very low waits for nothing', () => {
    expect(brief(judge(bpLow, [...before, bp(start, 79)]))).toBe('firing urgent confirmed');
  });

  test('while the alert fires, keeps it up to date', () => {
    const readings = [...before, bp(start, 86)];
    expect(brief(judge(bpLow, readings, { standing: standing() }))).toBe('firing warning confirmed');
  });
});

describe('the own level of the weeks before', () => {
  const low = (systolic: number) => [
    ...steady(30, { systolic: 98 }).slice(0, -1),
    bp(start - hours(6), 88),
    bp(start, systolic),
  ];

  test('of a person who is always about as low: no alert within 15 mmHg of it', () => {
    expect(brief(judge(bpLow, low(86)))).toBe('unknown');
    expect(brief(judge(bpLow, low(86), { standing: standing('pending') }))).toBe('clear');
  });

  test('a fall below that is told, with the level', () => {
    const finding = judge(bpLow, low(82));
    expect(becauseOf(finding)).toContain('systolic 82 mmHg; limit 90; 99 before');
    expect(finding).toMatchObject({ evidence: { days: { length: 23 } } });
  });

  test('does not count from before a hospital stay', () => {
    const back = patient({ discharges: [start - 3 * dayMs] });
    expect(brief(judge(bpLow, low(86), { patient: back }))).toBe('firing warning confirmed');
  });

  test('very low is told of anybody', () => {
    expect(brief(judge(bpLow, low(79)))).toBe('firing urgent confirmed');
  });
});
