import { expect, test } from 'vitest';
import { neighbour, orderShown, showOrder } from '../../../src/web/list/order.ts';

const ids = ['a', 'b', 'c'];

test.each([
  ['from nowhere to the first', null, 1, 0, 0],
  ['down by one', 'a', 1, 0, 1],
  ['up by one', 'c', -1, 0, 1],
  ['not beyond the last', 'c', 1, 2, 2],
  ['not before the first', 'a', -1, 0, 0],
  ['down from a line that has left: what stands in its place', 'gone', 1, 1, 1],
  ['up from a line that has left: what stood above it', 'gone', -1, 1, 0],
] as const)('%s', (_, id, by, lastIndex, expected) => {
  expect(neighbour(ids, id, by, lastIndex)).toBe(expected);
});

test('a list that has gone takes its own order away, not that of the list shown since', () => {
  const first = { ids: ['a'], reveal: () => undefined };
  const second = { ids: ['b'], reveal: () => undefined };
  const hideFirst = showOrder(first);
  const hideSecond = showOrder(second);
  hideFirst();
  expect(orderShown()).toBe(second);
  hideSecond();
  expect(orderShown()).toBeNull();
});
