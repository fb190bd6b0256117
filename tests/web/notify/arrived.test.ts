import { expect, test } from 'vitest';
import { arrived } from '../../../src/web/notify/arrived.ts';

test.each([
  ['nothing is new at the first look', null, ['a', 'b'], 0],
  ['what was there is not new', ['a'], ['a'], 0],
  ['one that comes while another goes is new all the same', ['a'], ['b'], 1],
  ['all that came are counted', ['a'], ['a', 'b', 'c'], 2],
] as const)('%s', (_, before, now, expected) => {
  expect(arrived(before && new Set(before), now)).toBe(expected);
});
