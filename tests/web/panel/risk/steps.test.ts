import { describe, expect, test } from 'vitest';
import type { RiskHistoryBody } from '../../../../src/contract/risk.ts';
import { stepPath, stepsOf } from '../../../../src/web/panel/risk/steps.ts';

const item = (scoreId: 'lace' | 'deterioration', at: string, value: number | null) =>
  ({ scoreId, at, value }) as RiskHistoryBody['items'][number];
const frame = { from: 0, to: 100, width: 100, height: 10 };

test('a score has its own steps, oldest first', () => {
  const items = [
    item('deterioration', '2026-11-03T00:00:00.000Z', 2),
    item('lace', '2026-11-02T00:00:00.000Z', 9),
    item('deterioration', '2026-11-01T00:00:00.000Z', null),
  ];
  expect(stepsOf({ items }, 'deterioration')).toEqual([
    { at: Date.parse('2026-11-01'), value: null },
    { at: Date.parse('2026-11-03'), value: 2 },
  ]);
});

describe('the path of steps', () => {
  test.each([
    [
      'each lasts until the next, the last until now',
      [
        [0, 1],
        [40, 3],
      ],
      'M0 10H40V0H100',
    ],
    ['one that never changed is level in the middle', [[20, 5]], 'M20 5H100'],
    [
      'where the score did not apply the line is broken',
      [
        [0, 1],
        [30, null],
        [60, 2],
      ],
      'M0 10H30M60 0H100',
    ],
    [
      'what began before the frame begins at its edge',
      [
        [-50, 1],
        [50, 2],
      ],
      'M0 10H50V0H100',
    ],
  ] as const)('%s', (_, steps, path) => {
    expect(
      stepPath(
        steps.map(([at, value]) => ({ at, value })),
        frame,
      ),
    ).toBe(path);
  });
});
