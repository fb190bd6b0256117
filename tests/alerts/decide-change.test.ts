import { describe, expect, test } from 'vitest';
import { type Change, decideChange } from '../../src/alerts/decide-change.ts';
import { clear, type Finding, type Severity, severities, unknown } from '../../src/domain/alert.ts';
import type { StandingAlert } from '../../src/domain/rule.ts';
import { grounds } from './build.ts';

const firing = (severity: Severity, confirmed: boolean): Finding => ({
  is: 'firing',
  severity,
  confirmed,
  ...grounds,
});
const pending = (severity: Severity): Finding => ({ is: 'pending', severity, until: 9, ...grounds });
const stands = (state: StandingAlert['state'], severity: Severity, confirmed: boolean): StandingAlert => ({
  state,
  startedAt: 0,
  severity,
  confirmed,
});

const booleans = [true, false] as const;
const everyFiring = severities.flatMap(s => booleans.map(c => firing(s, c)));
const everyPending = severities.map(pending);
const everyStanding = severities.flatMap(s => booleans.map(c => [s, c] as const));

describe('what becomes of an alert: nothing stands', () => {
  test.each([
    ['firing', everyFiring, 'open-firing'],
    ['pending', everyPending, 'open-pending'],
    ['clear', [clear, { is: 'clear', checkAt: 9 }], 'nothing'],
    ['unknown', [unknown, { is: 'unknown', checkAt: 9 }], 'nothing'],
  ] as readonly (readonly [string, readonly Finding[], Change])[])('%s', (_, findings, change) => {
    for (const finding of findings) expect(decideChange(null, finding)).toBe(change);
  });
});

describe('what becomes of an alert: one waits for confirmation', () => {
  test.each([
    ['firing', everyFiring, 'fire'],
    ['pending', everyPending, 'wait'],
    ['clear', [clear], 'end-not-confirmed'],
    ['unknown: silence ends nothing', [unknown], 'nothing'],
  ] as readonly (readonly [string, readonly Finding[], Change])[])('%s', (_, findings, change) => {
    for (const [severity, confirmed] of everyStanding) {
      const standing = stands('pending', severity, confirmed);
      for (const finding of findings) expect(decideChange(standing, finding)).toBe(change);
    }
  });
});

describe('what becomes of an alert: one fires', () => {
  test.each([
    ['clear', [clear], 'end-cleared'],
    ['unknown: silence ends nothing', [unknown], 'nothing'],
    ['pending: what fires waits for no repeat', everyPending, 'nothing'],
  ] as readonly (readonly [string, readonly Finding[], Change])[])('%s', (_, findings, change) => {
    for (const [severity, confirmed] of everyStanding) {
      const standing = stands('firing', severity, confirmed);
      for (const finding of findings) expect(decideChange(standing, finding)).toBe(change);
    }
  });

  const rows: readonly (readonly [Severity, boolean, Severity, boolean, Change])[] = [
    ['info', false, 'info', false, 'refresh'],
    ['info', true, 'info', true, 'refresh'],
    ['info', true, 'info', false, 'refresh'],
    ['info', false, 'info', true, 'worsen'],
    ['info', true, 'warning', false, 'worsen'],
    ['info', true, 'urgent', true, 'worsen'],
    ['info', false, 'critical', false, 'worsen'],
    ['warning', true, 'info', true, 'refresh'],
    ['warning', false, 'info', true, 'worsen'],
    ['warning', true, 'warning', true, 'refresh'],
    ['warning', true, 'urgent', false, 'worsen'],
    ['warning', true, 'critical', true, 'worsen'],
    ['urgent', true, 'info', true, 'refresh'],
    ['urgent', true, 'warning', false, 'refresh'],
    ['urgent', false, 'urgent', true, 'worsen'],
    ['urgent', true, 'urgent', true, 'refresh'],
    ['urgent', true, 'critical', false, 'worsen'],
    ['critical', true, 'info', false, 'refresh'],
    ['critical', true, 'urgent', true, 'refresh'],
    ['critical', true, 'critical', true, 'refresh'],
    ['critical', false, 'critical', true, 'worsen'],
    ['critical', false, 'critical', false, 'refresh'],
  ];
  test.each(rows)(
    '%s (confirmed: %s), found %s (confirmed: %s): %5$s',
    (severity, was, found, is, change) => {
      expect(decideChange(stands('firing', severity, was), firing(found, is))).toBe(change);
    },
  );

  test('is told as worse exactly when it is graver or newly confirmed', () => {
    for (const [severity, confirmed] of everyStanding)
      for (const found of severities)
        for (const isConfirmed of booleans) {
          const graver = severities.indexOf(found) > severities.indexOf(severity);
          const change = graver || (isConfirmed && !confirmed) ? 'worsen' : 'refresh';
          expect(decideChange(stands('firing', severity, confirmed), firing(found, isConfirmed))).toBe(
            change,
          );
        }
  });
});
