import { expect, test } from 'vitest';
import { topParts } from '../../src/risk/top-parts.ts';

const part = (id: string, points: number, more: object = {}) => ({ id, label: `the ${id}`, points, ...more });
const top = (parts: readonly ReturnType<typeof part>[]) => topParts(parts).top.map(({ id }) => id);

test('five that raise, the largest first, then the two that lower most', () => {
  const parts = [
    ...[0.1, 0.7, 0.3, 0.2, 0.6, 0.4, 0.5].map(points => part(`+${points}`, points)),
    ...[-0.3, -0.9, -0.5].map(points => part(`${points}`, points)),
    part('nothing', 0),
  ];
  expect(top(parts)).toEqual(['+0.7', '+0.6', '+0.5', '+0.4', '+0.3', '-0.5', '-0.9']);
  expect(topParts(parts).counts).toEqual({ raising: 7, lowering: 3, notKnown: 0 });
});

test.each([
  ['where everybody starts', part('base', 3), 0],
  ['what stable patients vary by', part('ordinary', -1), 0],
  ['what a model was not told', part('hba1c', 0.9, { missing: true }), 1],
  ['what a published score was not told', part('sodium', 0, { mayAdd: 1 }), 1],
  ['a pair of which one was not told', part('a × b', 0.9, { label: 'a, together with b not known' }), 0],
] as const)('%s is never among them', (_, other, notKnown) => {
  const parts = [part('age', 0.2), other];
  expect(top(parts)).toEqual(['age']);
  expect(topParts(parts).counts).toEqual({ raising: 1, lowering: 0, notKnown });
});
