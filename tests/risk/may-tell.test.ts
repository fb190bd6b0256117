import { expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { mayTell } from '../../src/risk/may-tell.ts';

const at = 100 * dayMs;
const ago = (days: number | null) => (days === null ? null : at - days * dayMs);

test.each([
  { told: null, lastTold: null, days: 30, may: true },
  { told: 1, lastTold: 1, days: 30, may: false },
  { told: 90, lastTold: 90, days: 30, may: false },
  { told: null, lastTold: 29.9, days: 30, may: false },
  { told: null, lastTold: 30, days: 30, may: true },
  { told: null, lastTold: 5, days: 5, may: true },
])(
  'told $told days ago, of an earlier entry $lastTold, every $days days: $may',
  ({ told, lastTold, days, may }) => {
    expect(mayTell({ toldAt: ago(told), lastToldAt: ago(lastTold) }, days, at)).toBe(may);
  },
);
