import { expect, test } from 'vitest';
import type { Severity } from '../../src/domain/alert.ts';
import { diligentReviewer } from '../../src/evaluation/driver-reviewer.ts';

const zone = 'America/New_York';

test.each<readonly [string, Severity, string, string]>([
  ['Monday morning', 'warning', '2026-11-23T09:00:00-05:00', '2026-11-23T11:00:00-05:00'],
  ['Monday before work', 'info', '2026-11-23T03:00:00-05:00', '2026-11-23T10:00:00-05:00'],
  ['late on Monday', 'warning', '2026-11-23T16:30:00-05:00', '2026-11-23T17:00:00-05:00'],
  ['as Monday ends', 'warning', '2026-11-23T17:00:00-05:00', '2026-11-24T10:00:00-05:00'],
  ['Friday evening', 'warning', '2026-11-20T18:00:00-05:00', '2026-11-23T10:00:00-05:00'],
  ['on Sunday', 'info', '2026-11-22T12:00:00-05:00', '2026-11-23T10:00:00-05:00'],
  [
    'after a Sunday on which clocks went back',
    'info',
    '2026-11-01T23:00:00-05:00',
    '2026-11-02T10:00:00-05:00',
  ],
  ['Monday morning', 'urgent', '2026-11-23T09:00:00-05:00', '2026-11-23T09:30:00-05:00'],
  ['Sunday at three', 'critical', '2026-11-22T03:00:00-05:00', '2026-11-22T03:15:00-05:00'],
])('what is raised %s and is %s is dealt with at its time', (_, severity, raisedAt, dealtAt) => {
  const at = diligentReviewer(Date.parse(raisedAt), severity, zone);
  expect(new Date(at).toISOString()).toBe(new Date(Date.parse(dealtAt)).toISOString());
});

test('nothing that is raised waits longer than over a weekend, and urgent things no longer than an hour', () => {
  const start = Date.parse('2026-03-01T00:00:00Z');
  for (let quarter = 0; quarter < 4 * 24 * 21; quarter += 1) {
    const at = start + quarter * 900_000;
    expect(diligentReviewer(at, 'warning', zone) - at).toBeGreaterThan(0);
    expect(diligentReviewer(at, 'warning', zone) - at).toBeLessThanOrEqual(66 * 3_600_000);
    expect(diligentReviewer(at, 'urgent', zone) - at).toBeLessThanOrEqual(3_600_000);
  }
});
