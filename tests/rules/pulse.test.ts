import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import type { BloodPressureReading } from '../../src/domain/reading.ts';
import { pulseHigh } from '../../src/rules/pulse-high.ts';
import { pulseLow } from '../../src/rules/pulse-low.ts';
import { usuallyAcceptedUntil } from '../../src/worklist/acceptance.ts';
import { becauseOf, bp, brief, glucose, hours, judge, minutes, patient, standing, start } from './build.ts';

const pulse = (measuredAt: number, pulsePerMin: number | null): BloodPressureReading => ({
  ...bp(measuredAt, 120),
  pulsePerMin,
});

const low = { rule: pulseLow, urgent: 39, beyond: 49, within: 50, recovered: 55, notRecovered: 54 };
const high = { rule: pulseHigh, urgent: 111, beyond: 101, within: 100, recovered: 95, notRecovered: 96 };

describe('one reading', () => {
  test.each([
    { rule: pulseLow, value: 50, is: 'unknown' },
    { rule: pulseLow, value: 50 - 1e-12, is: 'unknown' },
    { rule: pulseLow, value: 49.9, is: 'pending' },
    { rule: pulseLow, value: 40, is: 'pending' },
    { rule: pulseLow, value: 39.9, is: 'firing urgent' },
    { rule: pulseHigh, value: 100, is: 'unknown' },
    { rule: pulseHigh, value: 100 + 1e-12, is: 'unknown' },
    { rule: pulseHigh, value: 100.1, is: 'pending' },
    { rule: pulseHigh, value: 110, is: 'pending' },
    { rule: pulseHigh, value: 110.1, is: 'firing urgent' },
    { rule: pulseLow, value: null, is: 'unknown' },
    { rule: pulseHigh, value: null, is: 'unknown' },
  ])('$rule.id, $value /min: $is', ({ rule, value, is }) => {
    expect(brief(judge(rule, [pulse(start, value)]))).toBe(is);
  });

  test('a warning waits for the next reading, into the next morning', () => {
    const reading = pulse(start, 104);
    expect(judge(pulseHigh, [reading])).toEqual({
      is: 'pending',
      until: start + hours(36),
      severity: 'warning',
      because: 'pulse 104 /min; limit 100; waiting 36 h for a repeat',
      evidence: {
        readings: [{ id: reading.id, measuredAt: start, value: '120/75 mmHg' }],
        limits: { highPulsePerMin: 100, veryHighPulsePerMin: 110 },
      },
    });
  });

  test('an urgent one tells at once, also while a warning waits', () => {
    const because = 'unconfirmed: call; pulse 38 /min; limit 40; not repeated yet';
    expect(becauseOf(judge(pulseLow, [pulse(start, 38)]))).toBe(because);
    const over = { standing: standing('pending') };
    expect(becauseOf(judge(pulseLow, [pulse(start - hours(37), 45), pulse(start, 38)], over))).toBe(because);
  });
});

describe.each([low, high])('the next reading: $rule.id', ({ rule, urgent, beyond, within }) => {
  const pair = (first: number | null, second: number | null, apart = minutes(6)) =>
    judge(rule, [pulse(start - apart, first), pulse(start, second)], { standing: standing('pending') });

  test.each([
    { name: 'beyond the limit too confirms', first: beyond, second: beyond, is: 'firing warning confirmed' },
    { name: 'urgent after beyond', first: beyond, second: urgent, is: 'firing urgent confirmed' },
    { name: 'beyond after urgent', first: urgent, second: beyond, is: 'firing warning confirmed' },
    { name: 'within the limit dismisses', first: beyond, second: within, is: 'clear' },
    { name: 'without a pulse says nothing', first: beyond, second: null, is: 'unknown' },
    { name: 'beyond after one within', first: within, second: beyond, is: 'pending' },
  ])('$name: $is', ({ first, second, is }) => {
    expect(brief(pair(first, second))).toBe(is);
  });

  test('a repeat counts within 36 h', () => {
    expect(brief(pair(beyond, beyond, hours(36)))).toBe('firing warning confirmed');
    expect(brief(pair(beyond, beyond, hours(36) + 1))).toBe('pending');
  });

  test('one without a pulse in between hides no repeat', () => {
    const readings = [
      pulse(start - minutes(2), beyond),
      pulse(start - minutes(1), null),
      pulse(start, beyond),
    ];
    expect(brief(judge(rule, readings))).toBe('firing warning confirmed');
  });

  test('while the alert fires, one beyond after one within keeps it up to date, unconfirmed', () => {
    const readings = [pulse(start - minutes(2), within), pulse(start, beyond)];
    expect(brief(judge(rule, readings, { standing: standing() }))).toBe('firing warning');
  });
});

test('says both readings, the time between, and the limit', () => {
  const readings = [pulse(start - hours(24), 104), pulse(start, 108)];
  const finding = judge(pulseHigh, readings);
  expect(becauseOf(finding)).toBe('pulse 108 /min, 24 h after 104; limit 100');
  expect(finding).toMatchObject({ evidence: { readings: readings.map(({ id }) => ({ id })) } });
  const urgent = judge(pulseLow, [pulse(start - minutes(6), 45), pulse(start, 38)]);
  expect(becauseOf(urgent)).toBe('pulse 38 /min, 6 min after 45; limit 40');
});

describe('silence', () => {
  const silence = (readings: readonly BloodPressureReading[], state: 'pending' | 'firing' = 'pending') =>
    judge(pulseHigh, readings, { reading: null, at: start + hours(36), standing: standing(state) });

  test('no repeat does not mean no problem: it fires, unconfirmed', () => {
    const finding = silence([pulse(start, 104)]);
    expect(brief(finding)).toBe('firing warning');
    expect(becauseOf(finding)).toBe('unconfirmed: call; pulse 104 /min; limit 100; no repeat within 36 h');
  });

  test.each([
    { name: 'only readings without a pulse came', later: null, is: 'firing warning' },
    { name: 'a pulse within the limit came too late to be judged', later: 80, is: 'clear' },
  ])('$name: $is', ({ later, is }) => {
    expect(brief(silence([pulse(start, 104), pulse(start + hours(1), later)]))).toBe(is);
  });

  test('says nothing where nothing waits, or nothing is left to see', () => {
    expect(brief(silence([pulse(start, 104)], 'firing'))).toBe('unknown');
    expect(brief(silence([]))).toBe('unknown');
    const over = { reading: null, at: start + hours(36) };
    expect(brief(judge(pulseHigh, [pulse(start, 104)], over))).toBe('unknown');
  });
});

describe.each([low, high])('clears on two readings: $rule.id', ({ rule, recovered, notRecovered }) => {
  test.each([
    { name: 'both recovered', last: [recovered, recovered], is: 'clear' },
    { name: 'one without a pulse between', last: [recovered, null, recovered], is: 'clear' },
    { name: 'the first not', last: [notRecovered, recovered], is: 'unknown' },
    { name: 'the second not', last: [recovered, notRecovered], is: 'unknown' },
    { name: 'only one with a pulse', last: [null, recovered], is: 'unknown' },
  ])('$name: $is', ({ last, is }) => {
    const readings = last.map((value, i) => pulse(start + minutes(i), value));
    expect(brief(judge(rule, readings, { standing: standing() }))).toBe(is);
    expect(brief(judge(rule, readings))).toBe('unknown');
  });

  test('counts no reading older than 8 days', () => {
    const readings = [pulse(start - 8 * dayMs, recovered), pulse(start, recovered)];
    expect(brief(judge(rule, readings, { standing: standing() }))).toBe('unknown');
  });
});

test('says nothing on another kind', () => {
  const over = { reading: glucose(start, 40), standing: standing() };
  expect(brief(judge(pulseLow, [pulse(start, 70), pulse(start, 70)], over))).toBe('unknown');
});

describe('a patient on a beta-blocker', () => {
  const patientOn = patient({ flags: ['beta-blocker'] });
  const pair = (value: number) => [pulse(start - hours(12), value), pulse(start, value)];
  const judged = (rule: typeof pulseLow, value: number, over = {}) =>
    judge(rule, pair(value), { patient: patientOn, ...over });

  test.each([
    { rule: pulseLow, value: 47, is: 'unknown' },
    { rule: pulseLow, value: 45, is: 'unknown' },
    { rule: pulseLow, value: 44, is: 'firing warning confirmed' },
    { rule: pulseLow, value: 39, is: 'firing urgent confirmed' },
    { rule: pulseHigh, value: 101, is: 'firing warning confirmed' },
  ])('$rule.id, $value /min twice: $is', ({ rule, value, is }) => {
    expect(brief(judged(rule, value))).toBe(is);
  });

  test('is told of with the limit that held', () => {
    const finding = judged(pulseLow, 44);
    expect(becauseOf(finding)).toBe('pulse 44 /min, 12 h after 44; limit 45 on a beta-blocker');
    expect(finding).toMatchObject({ evidence: { limits: { lowPulsePerMin: 45, veryLowPulsePerMin: 40 } } });
    expect(becauseOf(judged(pulseHigh, 104))).toMatch(/limit 100 although on a beta-blocker$/);
  });

  test('a slow pulse clears as much lower', () => {
    const over = { standing: standing() };
    expect(brief(judged(pulseLow, 50, over))).toBe('clear');
    expect(brief(judged(pulseLow, 49, over))).toBe('unknown');
  });

  test('the allowance never reaches below the urgent limit, and a program may take it away', () => {
    expect(brief(judged(pulseLow, 39, { params: { betaBlockerAllowancePerMin: 15 } }))).toBe(
      'firing urgent confirmed',
    );
    expect(brief(judged(pulseLow, 47, { params: { betaBlockerAllowancePerMin: 0 } }))).toBe(
      'firing warning confirmed',
    );
  });
});

describe('a pulse that is always slow', () => {
  const always = (perMin: number, days = 12) =>
    Array.from({ length: days }, (_, i) => pulse(start - (days + 3 - i) * dayMs, perMin));

  test.each([
    { usual: 51, value: 48, is: 'unknown' },
    { usual: 51, value: 43.1, is: 'unknown' },
    { usual: 51, value: 42.9, is: 'pending' },
    { usual: 51, value: 39, is: 'firing urgent' },
    { usual: 44, value: 40, is: 'unknown' },
    { usual: 44, value: 36, is: 'unknown' },
    { usual: 44, value: 35, is: 'firing urgent' },
    { usual: 36, value: 29.9, is: 'firing urgent' },
    { usual: 36, value: 30, is: 'unknown' },
    { usual: 70, value: 49, is: 'pending' },
  ])('usually $usual, now $value: $is', ({ usual, value, is }) => {
    expect(brief(judge(pulseLow, [...always(usual), pulse(start, value)]))).toBe(is);
  });

  test.each([
    // as cuffs count in atrial fibrillation
    { value: 36, is: 'unknown' },
    { value: 33, is: 'firing urgent' },
  ])('and irregular, usually 52, now $value: $is', ({ value, is }) => {
    const apart = [-6, 4, -2, 6, -4, 2];
    const irregular = always(52).map((one, i) => ({ ...one, pulsePerMin: 52 + (apart[i % 6] ?? 0) }));
    expect(brief(judge(pulseLow, [...irregular, pulse(start, value)]))).toBe(is);
  });

  test('is not known after a few days: the limit holds', () => {
    expect(brief(judge(pulseLow, [...always(51, 6), pulse(start, 48)]))).toBe('pending');
  });

  test('is said, with the days it was taken from', () => {
    const finding = judge(pulseLow, [...always(51), pulse(start, 42)]);
    expect(becauseOf(finding)).toBe('pulse 42 /min; limit 43, usually 51; waiting 36 h for a repeat');
    expect('evidence' in finding && finding.evidence.days).toHaveLength(12);
  });
});

test('an urgent low pulse that a person has accepted comes back after 3 days: a slowing medicine leaves over days', () => {
  const alert = { ruleId: 'pulse-low', state: 'firing', severity: 'urgent' } as const;
  expect(usuallyAcceptedUntil(alert, start)).toBe(start + 3 * dayMs);
});
