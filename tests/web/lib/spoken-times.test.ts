import { expect, test } from 'vitest';
import { spokenTimes } from '../../../src/web/lib/spoken-times.ts';
import { formatTime } from '../../../src/web/lib/times.ts';

const clock = (iso: string) => formatTime(iso, 'clock');

test.each([
  ['Ana was first at 2026-11-26T09:05:40.123Z', 'down', `Ana was first at ${clock('2026-11-26T09:05:00Z')}`],
  ['try again after 2026-11-26T09:05:40.123Z', 'up', `try again after ${clock('2026-11-26T09:06:00Z')}`],
  ['after 2026-11-26T09:05:00.000Z', 'up', `after ${clock('2026-11-26T09:05:00Z')}`],
  ['nothing of a time', 'up', 'nothing of a time'],
] as const)('%s, rounded %s', (words, round, expected) => {
  expect(spokenTimes(words, round)).toBe(expected);
});
