import { describe, expect, test } from 'vitest';
import {
  minutesSpoken,
  percent,
  perWeek,
  placesUp,
  ppvSpoken,
  scaleOf,
} from '../../../src/web/lead/figures.ts';

describe('figures of reports', () => {
  test.each([
    [null, '–'],
    [0, '0 %'],
    [0.004, '< 1 %'],
    [0.5, '50 %'],
    [0.996, '> 99 %'],
    [1, '100 %'],
  ])('a share of %j reads %s', (share, spoken) => {
    expect(percent(share)).toBe(spoken);
  });

  test('a share that is hidden says on how few it would rest; a told one its interval', () => {
    expect(ppvSpoken({ ppv: null, ppvInterval: null, coded: 12 })).toBe('too few (n = 12)');
    expect(ppvSpoken({ ppv: 0.62, ppvInterval: [0.45, 0.76], coded: 40 })).toBe(
      '62 % (45 % to 76 %, n = 40)',
    );
  });

  test.each([
    [0.4, '< 1 min'],
    [4, '4 min'],
    [125, '2 h 5 min'],
    [3 * 24 * 60, '3 d'],
  ])('%d minutes read %s', (minutes, spoken) => {
    expect(minutesSpoken(minutes)).toBe(spoken);
  });

  test('a column of nothing still has a scale, so that no bar is longer than its place', () => {
    expect(scaleOf([])).toBe(1);
    expect(scaleOf([null, 0])).toBe(1);
    expect(scaleOf([2, null, 8])).toBe(8);
  });

  test('places are counted only where both are known', () => {
    expect([placesUp(12, 3), placesUp(3, 12), placesUp(null, 3), placesUp(3, null)]).toEqual([
      9,
      -9,
      null,
      null,
    ]);
    expect([perWeek(null), perWeek(0.416)]).toEqual(['–', '0.42']);
  });
});
