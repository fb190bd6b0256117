import { beforeEach, expect, test } from 'vitest';
import { selection } from '../../../src/web/list/selection.ts';

beforeEach(selection.clear);

test('a line is chosen, and chosen again it is not', () => {
  selection.toggle('a');
  selection.toggle('b');
  selection.toggle('a');
  selection.toggle(null);
  expect([...selection.shown()]).toEqual(['b']);
});

test('each change is told until one no longer listens', () => {
  let told = 0;
  const stop = selection.subscribe(() => {
    told += 1;
  });
  selection.choose(['a', 'b']);
  selection.clear();
  stop();
  selection.toggle('a');
  expect(told).toBe(2);
});
