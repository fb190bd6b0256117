import { expect, test } from 'vitest';
import { byReason } from '../../../src/web/lead/rejected-reasons.ts';

test('days add up to reasons, the most first, with the latest day of each', () => {
  const day = (day: string, reason: string, messages: number, waiting: number) => ({
    day,
    reason,
    messages,
    waiting,
  });
  expect(
    byReason([
      day('2026-11-24', 'time-wrong', 2, 1),
      day('2026-11-23', 'unit-wrong', 9, 0),
      day('2026-11-22', 'time-wrong', 3, 2),
    ]),
  ).toEqual([
    { reason: 'unit-wrong', messages: 9, waiting: 0, lastDay: '2026-11-23' },
    { reason: 'time-wrong', messages: 5, waiting: 3, lastDay: '2026-11-24' },
  ]);
});
