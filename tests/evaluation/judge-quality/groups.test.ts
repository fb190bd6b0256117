import { expect, test } from 'vitest';
import { sharingGroups } from '../../../src/evaluation/judge-quality/groups.ts';

const held = (...pairs: readonly string[]) =>
  pairs.map(pair => {
    const [patient = '', device = ''] = pair.split(' ');
    return { patient, device };
  });

test.each([
  ['nobody shares', held('A a', 'B b', 'A c'), [['A'], ['B']]],
  ['two share', held('A a', 'B b', 'C a'), [['A', 'C'], ['B']]],
  ['two share through a third', held('A a', 'B b', 'C a', 'C b'), [['A', 'B', 'C']]],
  [
    'a device is handed on along a chain',
    held('A a', 'B a', 'B b', 'C b', 'C c', 'D c'),
    [['A', 'B', 'C', 'D']],
  ],
])('patients are judged together where %s', (_, lines, groups) =>
  expect(sharingGroups(lines).map(g => g.toSorted())).toEqual(groups),
);
