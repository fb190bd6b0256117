import { expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { staleText } from '../../src/risk/stale.ts';
import { at } from './inputs.ts';

const ago = (days: number | null) => (days === null ? null : at - days * dayMs);

test.each([
  [90, 14, null],
  [0, null, null],
  [91, 0, 'no stays or visits were imported since 2026-08-24 (91 days)'],
  [1, 15, 'no reading since 2026-11-08 (15 days)'],
  [null, null, 'no stays or visits were ever imported'],
  [null, 20, 'no stays or visits were ever imported; no reading since 2026-11-03 (20 days)'],
])('stays imported %s days ago, a reading %s days ago: %s', (imported, reading, text) => {
  expect(staleText({ importedAt: ago(imported), lastReadingAt: ago(reading) }, at)).toBe(text);
});
