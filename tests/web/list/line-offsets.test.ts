import { describe, expect, test } from 'vitest';
import { indexAt, indexesOf, offsetsOf, spanSeen } from '../../../src/web/list/line-offsets.ts';

const ids = ['a', 'b', 'c', 'd'];
const offsets = offsetsOf(ids, new Map([['b', 70]]), 50);

describe('the lines of a long list', () => {
  test('begin where those before them end; one not measured yet counts as usual', () => {
    expect([...offsets]).toEqual([0, 50, 120, 170, 220]);
    expect([...offsetsOf([], new Map(), 50)]).toEqual([0]);
  });

  test.each([
    [-5, 0],
    [0, 0],
    [49.9, 0],
    [50, 1],
    [119, 1],
    [120, 2],
    [219, 3],
    [10_000, 3],
  ])('at %d px lies line %d', (y, index) => {
    expect(indexAt(offsets, y)).toBe(index);
  });

  test('are in the page where they are seen, and so many beyond, within the list', () => {
    expect(spanSeen(offsets, 55, 60, 0)).toEqual({ from: 1, to: 2 });
    expect(spanSeen(offsets, 55, 70, 0)).toEqual({ from: 1, to: 3 });
    expect(spanSeen(offsets, 55, 70, 1)).toEqual({ from: 0, to: 4 });
    expect(spanSeen(offsets, 10_000, 70, 1)).toEqual({ from: 2, to: 4 });
    expect(spanSeen(offsetsOf([], new Map(), 50), 0, 100, 3)).toEqual({ from: 0, to: 0 });
  });

  test('with the cursor stay in the page wherever one scrolls, in their order', () => {
    expect(indexesOf({ from: 2, to: 4 }, 9, -1)).toEqual([2, 3]);
    expect(indexesOf({ from: 2, to: 4 }, 9, 3)).toEqual([2, 3]);
    expect(indexesOf({ from: 2, to: 4 }, 9, 0)).toEqual([0, 2, 3]);
    expect(indexesOf({ from: 2, to: 4 }, 9, 8)).toEqual([2, 3, 8]);
  });

  test('that are no longer in a list that has become shorter are left out', () => {
    expect(indexesOf({ from: 2, to: 6 }, 4, -1)).toEqual([2, 3]);
    expect(indexesOf({ from: 5, to: 8 }, 3, -1)).toEqual([]);
  });
});
