import { describe, expect, test } from 'vitest';
import { demandsItem } from '../../src/alerts/attention.ts';
import { type Severity, severities, severityRank } from '../../src/domain/alert.ts';

const now = 1_000;
const loud = { endedAt: null, quietBy: null, quietUntil: null };
const fired = { ruleId: 'bp-low', firedAt: 500, lastAt: 500, ...loud };
const reviewedAt = 600;
const review = (severity: Severity, acceptedUntil: number | null) => ({
  severity,
  acceptedUntil,
  at: reviewedAt,
});
const below = (severity: Severity) => severities.filter(s => severityRank[s] < severityRank[severity]);

describe('whether an alert belongs on the worklist', () => {
  test.each(severities)('pending, %s: never, reviewed or not', severity => {
    for (const given of [null, review('info', now - 1), review(severity, now + 1)])
      expect(demandsItem({ ...fired, state: 'pending', severity }, given, now)).toBe(false);
  });

  test.each(severities)('firing, %s, not reviewed: always', severity => {
    expect(demandsItem({ ...fired, state: 'firing', severity }, null, now)).toBe(true);
  });

  test.each([
    ['before its date', now + 1, false],
    ['at its date', now, true],
    ['after its date', now - 1, true],
    ['reviewed only once it had ended, which a late reading then undid', null, true],
  ])('firing, reviewed as bad as it is, %s: %3$s', (_, until, demands) => {
    for (const severity of severities)
      expect(demandsItem({ ...fired, state: 'firing', severity }, review(severity, until), now)).toBe(
        demands,
      );
  });

  test.each(severities)('firing, %s, accepted when it was less: always', severity => {
    for (const less of below(severity))
      for (const until of [null, now - 1, now + 1])
        expect(demandsItem({ ...fired, state: 'firing', severity }, review(less, until), now)).toBe(true);
  });

  test('firing, accepted when it was worse: not before its date', () => {
    expect(
      demandsItem({ ...fired, state: 'firing', severity: 'warning' }, review('urgent', now + 1), now),
    ).toBe(false);
    expect(demandsItem({ ...fired, state: 'firing', severity: 'warning' }, review('urgent', now), now)).toBe(
      true,
    );
  });

  test.each([
    ['info', false],
    ['warning', false],
    ['urgent', true],
    ['critical', true],
  ] as const)('ended, %s, not reviewed: %s', (severity, demands) => {
    expect(demandsItem({ ...fired, state: 'ended', severity }, null, now)).toBe(demands);
  });

  test.each(severities)('ended, %s, that never fired: never', severity => {
    expect(demandsItem({ ...fired, state: 'ended', severity, firedAt: null }, null, now)).toBe(false);
  });

  test('ended, reviewed as bad as it was: never', () => {
    for (const severity of severities)
      for (const until of [null, now - 1, now + 1])
        expect(demandsItem({ ...fired, state: 'ended', severity }, review(severity, until), now)).toBe(false);
  });

  test.each(['urgent', 'critical'] as const)(
    'ended, %s, reviewed only when it was less: always',
    severity => {
      for (const less of below(severity))
        for (const until of [null, now - 1, now + 1])
          expect(demandsItem({ ...fired, state: 'ended', severity }, review(less, until), now)).toBe(true);
    },
  );

  test('ended, a warning that was reviewed when it was less: never', () => {
    expect(demandsItem({ ...fired, state: 'ended', severity: 'warning' }, review('info', null), now)).toBe(
      false,
    );
  });

  test.each([
    ['critical', 'bp-severe', true],
    ['urgent', 'unowned-blood-pressure', true],
    ['urgent', 'bp-low', false],
    ['warning', 'bp-low', false],
  ] as const)('firing, %s of %s, found again after it was accepted: %s', (severity, ruleId, demands) => {
    const again = {
      ...loud,
      ruleId,
      firedAt: 500,
      lastAt: reviewedAt + 1,
      state: 'firing',
      severity,
    } as const;
    expect(demandsItem(again, review(severity, now + 1), now)).toBe(demands);
  });
});
