import { expect, test } from 'vitest';
import { ownVersions } from '../../../src/web/verbs/own-versions.ts';
import type { Subject } from '../../../src/web/verbs/subject.ts';

const seen = (version: number): Subject => ({ item: { id: 'a', version } }) as unknown as Subject;

const sent = (steps: readonly (readonly [seen: number, to: number])[], version: number) => {
  const versions = ownVersions();
  for (const [from, to] of steps) versions.note('a', from, to);
  return versions.renew(seen(version)).item?.version;
};

test.each([
  ['nothing was done', [], 3, 3],
  ['one’s own deed came after it was seen', [[3, 4]], 3, 4],
  [
    'two of one’s own deeds came after it was seen',
    [
      [3, 4],
      [3, 5],
    ],
    3,
    5,
  ],
  ['it was seen after one’s own deed', [[3, 4]], 4, 4],
  ['somebody else’s deed came after one’s own', [[3, 4]], 5, 5],
  [
    'somebody else’s deed came between one’s own',
    [
      [3, 4],
      [6, 7],
    ],
    3,
    3,
  ],
  ['it was seen before somebody else’s deed, which came before one’s own', [[4, 5]], 3, 3],
] as const)('the version that is sent where %s', (_title, steps, version, expected) => {
  expect(sent(steps, version)).toBe(expected);
});
