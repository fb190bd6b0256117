import { expect, test } from 'vitest';
import { severityRank } from '../../src/domain/alert.ts';
import { isoLocal } from '../../src/domain/local-day.ts';
import { providerDueAt } from '../../src/worklist/provider-due.ts';

const due = (severity: keyof typeof severityRank, asked: string, timeZone: string) =>
  isoLocal(providerDueAt(severityRank[severity], Date.parse(asked), timeZone), timeZone);

test.each([
  ['critical', '2026-11-27T23:30:00-05:00', 'America/New_York', '2026-11-28T00:30:00-05:00'],
  ['urgent', '2026-11-28T09:00:00-05:00', 'America/New_York', '2026-11-28T13:00:00-05:00'],
  ['warning', '2026-11-23T07:00:00-05:00', 'America/New_York', '2026-11-25T07:00:00-05:00'],
  ['warning', '2026-11-26T15:00:00-05:00', 'America/New_York', '2026-11-30T15:00:00-05:00'],
  ['warning', '2026-11-27T15:00:00-05:00', 'America/New_York', '2026-12-01T15:00:00-05:00'],
  ['info', '2026-11-28T10:00:00-05:00', 'America/New_York', '2026-12-01T10:00:00-05:00'],
  ['info', '2026-11-29T10:00:00-05:00', 'America/New_York', '2026-12-01T10:00:00-05:00'],
  // over a change of clocks it is the same time by the clock
  ['warning', '2026-10-30T10:00:00-04:00', 'America/New_York', '2026-11-03T10:00:00-05:00'],
  // Friday evening in Berlin is Saturday in Auckland
  ['warning', '2026-11-28T08:00:00+13:00', 'Pacific/Auckland', '2026-12-01T08:00:00+13:00'],
] as const)('%s, asked at %s: due in %s at %s', (severity, asked, timeZone, expected) => {
  expect(due(severity, asked, timeZone)).toBe(expected);
});
