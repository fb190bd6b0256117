import { describe, expect, test } from 'vitest';
import { localDay, startOfLocalDay } from '../../src/domain/local-day.ts';
import type { MonitoringChange } from '../../src/domain/monitoring.ts';
import type { Snapshot } from '../../src/domain/rule.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { missedBloodPressure } from '../../src/rules/missed-blood-pressure.ts';
import { missedGlucose } from '../../src/rules/missed-glucose.ts';
import { missedWeight } from '../../src/rules/missed-weight.ts';
import { becauseOf, bp, brief, est, glucose, judge, patient, standing, weight } from './build.ts';

const friday = est('11-20 07:00');
const monday = est('11-23 00:00');
const silence = (at: number, over: Partial<Snapshot> = {}): Partial<Snapshot> => ({
  at,
  reading: null,
  ...over,
});

describe('after whole local days without a reading', () => {
  test('a reading asks to be looked at when the days it allows have passed', () => {
    expect(judge(missedWeight, [weight(friday, 80)])).toEqual({ is: 'clear', checkAt: monday });
  });

  test('fires at that instant, not before', () => {
    const reading = weight(friday, 80);
    expect(judge(missedWeight, [reading], silence(monday - 1))).toEqual({ is: 'clear', checkAt: monday });
    expect(judge(missedWeight, [reading, bp(friday + 1, 120)], silence(monday))).toEqual({
      is: 'firing',
      severity: 'info',
      confirmed: true,
      because: 'no weight since Fri 20 Nov (3 days); expected 7 a week',
      evidence: {
        readings: [{ id: reading.id, measuredAt: friday, value: '80 kg' }],
        limits: { missedDays: 2, expectedPerWeek: 7 },
      },
    });
  });

  test.each([
    { perWeek: 14, missedDays: 2, fires: '11-23 00:00' },
    { perWeek: 7, missedDays: 2, fires: '11-23 00:00' },
    { perWeek: 7, missedDays: 4, fires: '11-25 00:00' },
    { perWeek: 5, missedDays: 2, fires: '11-24 00:00' },
    { perWeek: 2.8, missedDays: 2, fires: '11-26 00:00' },
    { perWeek: 2, missedDays: 2, fires: '11-28 00:00' },
    { perWeek: 1, missedDays: 2, fires: '12-05 00:00' },
  ])('$perWeek a week, $missedDays days allowed: $fires', ({ perWeek, missedDays, fires }) => {
    const finding = judge(missedWeight, [weight(friday, 80)], {
      patient: patient({ expectedPerWeek: { weight: perWeek } }),
      limits: { ...defaultLimits, missedDays },
    });
    expect(finding).toEqual({ is: 'clear', checkAt: est(fires) });
  });

  test.each([
    { name: 'spring', last: '2026-03-06T23:59:00-05:00', fires: '2026-03-09T00:00:00-04:00' },
    { name: 'autumn', last: '2026-10-30T00:00:00-04:00', fires: '2026-11-02T00:00:00-05:00' },
  ])('days are local over a clock change in $name', ({ last, fires }) => {
    const over = { patient: patient({ enrolledAt: 0 }) };
    const finding = judge(missedWeight, [weight(Date.parse(last), 80)], over);
    expect(finding).toEqual({ is: 'clear', checkAt: Date.parse(fires) });
  });

  test('a reading while it stands clears it', () => {
    const finding = judge(missedWeight, [weight(est('11-26 07:00'), 80)], { standing: standing() });
    expect(finding).toEqual({ is: 'clear', checkAt: est('11-29 00:00') });
  });
});

describe('without a reading', () => {
  const enrolledAt = est('11-20 09:00');

  test('counts from the enrolment', () => {
    const over = { patient: patient({ enrolledAt }) };
    expect(judge(missedWeight, [], silence(enrolledAt, over))).toEqual({ is: 'clear', checkAt: monday });
    expect(becauseOf(judge(missedWeight, [], silence(monday, over)))).toBe(
      'no weight since enrolment on Fri 20 Nov (3 days); expected 7 a week',
    );
  });

  test('counts from the enrolment where the last reading came before it', () => {
    const over = { patient: patient({ enrolledAt }) };
    const readings = [weight(est('11-14 07:00'), 80)];
    expect(becauseOf(judge(missedWeight, readings, silence(monday, over)))).toBe(
      'no weight since enrolment on Fri 20 Nov (3 days); expected 7 a week',
    );
  });

  test('a reading at the very instant of the enrolment counts', () => {
    const over = { patient: patient({ enrolledAt }) };
    expect(becauseOf(judge(missedWeight, [weight(enrolledAt, 80)], silence(monday, over)))).toBe(
      'no weight since Fri 20 Nov (3 days); expected 7 a week',
    );
  });

  test.each([
    { days: 'exactly 8 days', early: 0, text: 'for at least 8 days' },
    { days: 'a moment less', early: 1, text: 'since enrolment on Sun 15 Nov (8 days)' },
  ])('enrolled $days ago: $text', ({ early, text }) => {
    const over = { patient: patient({ enrolledAt: monday - 8 * 24 * 3600_000 + early }) };
    expect(becauseOf(judge(missedWeight, [], silence(monday, over)))).toContain(`no weight ${text};`);
  });

  test('says no more than the window shows when the enrolment is older', () => {
    expect(becauseOf(judge(missedWeight, [bp(friday, 120)], silence(monday)))).toBe(
      'no weight for at least 8 days; expected 7 a week',
    );
  });

  test('keeps firing, also where the days are not over by the enrolment', () => {
    const over = { patient: patient({ enrolledAt }) };
    const at = est('11-21 08:00');
    expect(brief(judge(missedWeight, [], silence(at, { ...over, standing: standing('pending') })))).toBe(
      'clear',
    );
    const finding = judge(missedWeight, [], silence(at, { ...over, standing: standing() }));
    expect(brief(finding)).toBe('firing info confirmed');
    expect(becauseOf(finding)).toContain('since enrolment on Fri 20 Nov (1 day)');
  });
});

describe('after an absence', () => {
  const absence = (status: 'away' | 'in-hospital', from: string, to: string): MonitoringChange[] => [
    { status, fromAt: est(from), resumesAt: status === 'away' ? est(to) : null, reviewAt: null },
    ...(status === 'away'
      ? []
      : [{ status: 'active' as const, fromAt: est(to), resumesAt: null, reviewAt: null }]),
  ];

  test.each(['away', 'in-hospital'] as const)('%s: silence counts from the return', status => {
    const monitoring = absence(status, '11-14 09:00', '11-20 09:00');
    const over = { patient: patient({ monitoring }) };
    const readings = [weight(est('11-14 07:00'), 80)];
    expect(judge(missedWeight, readings, silence(est('11-20 09:00'), over))).toEqual({
      is: 'clear',
      checkAt: monday,
    });
    expect(becauseOf(judge(missedWeight, readings, silence(monday, over)))).toBe(
      'no weight since the return on Fri 20 Nov (3 days); expected 7 a week',
    );
  });

  test('a reading since the return counts as ever', () => {
    const over = { patient: patient({ monitoring: absence('away', '11-14 09:00', '11-18 09:00') }) };
    expect(becauseOf(judge(missedWeight, [weight(friday, 80)], silence(monday, over)))).toBe(
      'no weight since Fri 20 Nov (3 days); expected 7 a week',
    );
  });

  test('who was enrolled after it, or learns, counts from the enrolment', () => {
    const before = absence('away', '11-14 09:00', '11-18 09:00');
    const learning: MonitoringChange = {
      status: 'learning',
      fromAt: est('11-20 09:00'),
      resumesAt: est('11-21 09:00'),
      reviewAt: null,
    };
    const over = { patient: patient({ enrolledAt: est('11-20 09:00'), monitoring: [...before, learning] }) };
    expect(becauseOf(judge(missedWeight, [], silence(monday, over)))).toContain(
      'since enrolment on Fri 20 Nov',
    );
  });
});

test.each([[{}], [{ weight: 0 }]])(
  'nothing expected, nothing missed; it looks again tomorrow (%#)',
  expectedPerWeek => {
    const over = silence(monday, { patient: patient({ expectedPerWeek }) });
    const tomorrow = startOfLocalDay(localDay(monday, 'America/New_York') + 1, 'America/New_York');
    expect(judge(missedWeight, [weight(friday, 80)], over)).toEqual({ is: 'clear', checkAt: tomorrow });
  },
);

test.each([
  { rule: missedBloodPressure, own: bp(friday, 120), noun: 'blood pressure' },
  { rule: missedGlucose, own: glucose(friday, 100), noun: 'glucose' },
  { rule: missedWeight, own: weight(friday, 80), noun: 'weight' },
])('$rule.id watches its own kind and time', ({ rule, own, noun }) => {
  expect(rule).toMatchObject({ kinds: [own.kind], watchesTime: true, concern: 'adherence' });
  expect(rule.latenessLimitMs).toBe(35 * 24 * 3600_000);
  expect(becauseOf(judge(rule, [own], silence(monday)))).toBe(
    `no ${noun} since Fri 20 Nov (3 days); expected 7 a week`,
  );
});
