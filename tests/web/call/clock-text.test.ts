import { describe, expect, test } from 'vitest';
import { clockText, minutesText, secondsOf } from '../../../src/web/call/clock-text.ts';

describe('times as they are written and read', () => {
  test.each([
    [0, '0:00', '0 min'],
    [59, '0:59', '59 s'],
    [60, '1:00', '1 min'],
    [245, '4:05', '4 min 5 s'],
    [3_600, '1:00:00', '60 min'],
    [3_725, '1:02:05', '62 min 5 s'],
  ])('%i seconds', (seconds, clock, spoken) => {
    expect(clockText(seconds)).toBe(clock);
    expect(minutesText(seconds)).toBe(spoken);
    expect(secondsOf(clock)).toBe(seconds === 0 ? null : seconds);
  });

  test.each([
    ['4', 240],
    [' 12 ', 720],
    ['0:30', 30],
    ['4:60', null],
    ['4:5', null],
    ['-4', null],
    ['4.5', null],
    ['', null],
    ['four', null],
    ['0', null],
  ])('“%s” is read as %s', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });
});
