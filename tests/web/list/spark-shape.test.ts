import { describe, expect, test } from 'vitest';
import type { SparklineBody } from '../../../src/contract/worklist-why.ts';
import { sparkLabel, sparkShape } from '../../../src/web/list/spark-shape.ts';

const size = { width: 80, height: 30 };

const spark = (values: (number | null)[], limits: number[] = []): SparklineBody => ({
  kind: 'weight',
  measure: 'weight',
  unit: 'kg',
  firstDay: '2026-11-10',
  values,
  limits: limits.map(value => ({ what: 'dry weight', value, unit: 'kg' })),
});

describe('a sparkline', () => {
  test('breaks where a day has no value, and has no line through a day alone', () => {
    const { runs, dots } = sparkShape(spark([80, 81, null, 82, null, 83, 84]), size);
    expect(runs).toHaveLength(2);
    expect(dots).toHaveLength(5);
  });

  test('puts what is higher further up, within the picture', () => {
    const { dots } = sparkShape(spark([80, 90]), size);
    expect(dots[1]?.y).toBeLessThan(dots[0]?.y ?? 0);
    for (const { x, y } of dots) {
      expect(x >= 0 && x <= size.width && y >= 0 && y <= size.height).toBe(true);
    }
  });

  test('leaves out a limit so far off that it would flatten the values', () => {
    expect(sparkShape(spark([80, 82], [84]), size).limits).toHaveLength(1);
    expect(sparkShape(spark([80, 82], [300]), size).limits).toEqual([]);
  });

  test('without a value draws nothing', () => {
    expect(sparkShape(spark([null, null], [84]), size)).toEqual({
      runs: [],
      dots: [],
      limits: [],
      last: null,
    });
  });

  test.each([
    [
      spark([80, null, 82.5], [84]),
      'Weight, 3 days: 80 to 82.5, last 82.5 kg; 1 day without; limits dry weight 84',
    ],
    [spark([80, 81]), 'Weight, 2 days: 80 to 81, last 81 kg; no day missed'],
    [spark([null, null]), 'Weight: no reading in 2 days'],
  ])('says in a sentence what it shows', (body, said) => {
    expect(sparkLabel(body)).toBe(said);
  });
});
