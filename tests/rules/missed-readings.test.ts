import { describe, expect, test } from 'vitest';
import { localDay, startOfLocalDay } from '../../src/domain/local-day.ts';
import type { MonitoringChange } from '../../src/domain/monitoring.ts';
import type { Snapshot } from '../../src/domain/rule.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { missedBloodPressure } from '../../src/rules/missed-blood-pressure.ts';
import { missedGlucose } from '../../src/rules/missed-glucose.ts';
import { missedWeight } from '../../src/rules/missed-weight.ts';
import * as build from './build.ts';
import { becauseOf, bp, brief, est, glucose, judge, standing, weight } from './build.ts';

const friday = est('11-20 07:00');

/** Expected to send weights alone, unless told otherwise. */
const patient = (over: Parameters<typeof build.patient>[0] = {}) =>
  build.patient({ expectedPerWeek: { weight: 7 }, ...over });
const monday = est('11-23 00:00');
const silence = (at: number, over: Partial<Snapshot> = {}): Partial<Snapshot> => ({
  at,
  reading: null,
  patient: patient(),
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
      severity: 'warning',
      confirmed: true,
      because: 'no weight since Fri 20 Nov (3 days); expected 7 a week',
      evidence: {
        readings: [{ id: reading.id, measuredAt: friday, value: '80 kg' }],
        limits: { missedDays: 2, expectedPerWeek: 7 },
        days: [expect.objectContaining({ day: localDay(friday, 'America/New_York'), readings: 1 })],
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
    { days: 35, text: 'since enrolment on Mon 19 Oct (35 days)' },
    { days: 36, text: 'for at least 5 weeks' },
  ])('enrolled $days days ago, says no more than the days in hand show: $text', ({ days, text }) => {
    const enrolledAt = monday - days * 24 * 3600_000;
    const over = { patient: patient({ enrolledAt, timeZone: 'Etc/GMT+5' }) };
    expect(becauseOf(judge(missedWeight, [bp(friday, 120)], silence(monday, over)))).toBe(
      `no weight ${text}; expected 7 a week`,
    );
  });

  test('keeps firing, also where the days are not over by the enrolment', () => {
    const over = { patient: patient({ enrolledAt }) };
    const at = est('11-21 08:00');
    expect(brief(judge(missedWeight, [], silence(at, { ...over, standing: standing('pending') })))).toBe(
      'clear',
    );
    const finding = judge(missedWeight, [], silence(at, { ...over, standing: standing() }));
    expect(brief(finding)).toBe('firing warning confirmed');
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
  const over = silence(monday, { patient: patient({ expectedPerWeek: { [own.kind]: 7 } }) });
  expect(becauseOf(judge(rule, [own], over))).toBe(`no ${noun} since Fri 20 Nov (3 days); expected 7 a week`);
});

/** Weigh-ins at 7:00, day by day up to Friday: `1` a day with one, `.` a day without. */
const weighIns = (marks: string) =>
  [...marks].flatMap((mark, i) =>
    mark === '1' ? [weight(friday - (marks.length - 1 - i) * 24 * 3600_000, 80)] : [],
  );

describe('own habit', () => {
  const old = patient({ enrolledAt: est('01-05 09:00'), timeZone: 'Etc/GMT+5', programId: 'hypertension' });
  test.each([
    { name: 'daily: three days', marks: '1'.repeat(28), fires: '11-24 00:00' },
    {
      name: 'one holiday makes no habit',
      marks: `${'1'.repeat(12)}......${'1'.repeat(10)}`,
      fires: '11-25 00:00',
    },
    { name: 'two days off, once and again', marks: `${'1111..1'.repeat(4)}`, fires: '11-26 00:00' },
    { name: '5 of 7 days, one off at a time', marks: `${'11.1.11'.repeat(4)}`, fires: '11-25 00:00' },
    {
      name: 'many days left out stretch it no further than 8 days',
      marks: '11111.........11111.........11',
      fires: '11-29 00:00',
    },
    { name: '8 days known over 14', marks: '11..11..11..111', fires: '11-26 00:00' },
    { name: 'too few days known', marks: '1...1...1...1...1', fires: '11-23 00:00' },
    { name: 'too short a time known', marks: '11..11..11.11', fires: '11-23 00:00' },
    { name: 'what lies more than 28 days back', marks: `1....1....${'1'.repeat(28)}`, fires: '11-24 00:00' },
  ])('$name', ({ marks, fires }) => {
    const at = est('11-22 00:00');
    const finding = judge(missedWeight, weighIns(marks), silence(at, { patient: old }));
    expect(finding).toEqual({ is: 'clear', checkAt: est(fires) });
  });

  test('is told of where it was waited for', () => {
    const over = silence(est('11-26 00:00'), { patient: old });
    const finding = judge(missedWeight, weighIns('1111..1'.repeat(4)), over);
    expect(finding).toMatchObject({
      is: 'firing',
      severity: 'info',
      evidence: { limits: { missedDays: 5 } },
    });
    expect(becauseOf(finding)).toBe(
      'no weight since Fri 20 Nov (6 days); expected 7 a week, by own habit 5 days are waited',
    );
  });

  test("never falls below what the program allows, and a program's longer days are not cut to 8", () => {
    const over = { patient: old, limits: { ...defaultLimits, missedDays: 12 } };
    const finding = judge(missedWeight, weighIns('1111..1'.repeat(4)), silence(monday, over));
    expect(finding).toEqual({ is: 'clear', checkAt: est('12-03 00:00') });
  });
});

describe('where several kinds are expected', () => {
  const both = (over: Parameters<typeof patient>[0] = {}) =>
    patient({ expectedPerWeek: { weight: 7, 'blood-pressure': 7 }, ...over });
  const cuffUntil = (last: string, count: number) =>
    Array.from({ length: count }, (_, i) => bp(est(last) - (count - 1 - i) * 24 * 3600_000, 120));

  test('who falls wholly silent is told of by all kinds at one instant', () => {
    const readings = [weight(friday, 80), bp(friday + 60_000, 120)];
    for (const rule of [missedWeight, missedBloodPressure]) {
      expect(judge(rule, readings, silence(monday - 1, { patient: both() })).is).toBe('clear');
      expect(becauseOf(judge(rule, readings, silence(monday, { patient: both() })))).toContain(
        'since Fri 20 Nov (3 days), nor anything else; expected 7 a week',
      );
    }
  });

  test('one kind alone is waited for twice as long while another comes', () => {
    const readings = [weight(friday, 80), ...cuffUntil('11-24 07:00', 5)];
    const at = est('11-25 00:00');
    expect(judge(missedWeight, readings, silence(at - 1, { patient: both() }))).toEqual({
      is: 'clear',
      checkAt: at,
    });
    const finding = judge(missedWeight, readings, silence(at, { patient: both() }));
    expect(becauseOf(finding)).toBe(
      'no weight since Fri 20 Nov (5 days), though other readings came after; expected 7 a week',
    );
    expect('evidence' in finding && finding.evidence.days?.map(d => d.kind)).toContain('blood-pressure');
  });

  test('of who is wholly silent, what is asked for less often leaves it to the other', () => {
    const of = both({ expectedPerWeek: { weight: 3, 'blood-pressure': 7 } });
    const readings = [weight(friday, 80), bp(friday + 60_000, 120)];
    const at = est('12-04 00:00');
    expect(judge(missedBloodPressure, readings, silence(at, { patient: of })).is).toBe('firing');
    expect(judge(missedWeight, readings, silence(at, { patient: of }))).toEqual({
      is: 'clear',
      checkAt: est('12-05 00:00'),
    });
  });

  test('who is back from a silence with one kind has time to send the other', () => {
    const readings = [weight(friday, 80), bp(friday + 60_000, 120), bp(est('12-01 07:00'), 120)];
    const finding = judge(missedWeight, readings, silence(est('12-02 00:00'), { patient: both() }));
    expect(finding).toEqual({ is: 'clear', checkAt: est('12-06 00:00') });
  });
});

describe('how grave it is', () => {
  const of = (over: Parameters<typeof patient>[0]) =>
    silence(monday, { patient: patient({ programId: 'hypertension', ...over }) });
  test.each([
    { name: 'others: info', over: {}, is: 'info' },
    { name: 'heart failure', over: { programId: 'heart-failure' }, is: 'warning' },
    { name: 'a dry weight, whatever the program', over: { dryWeightKg: 80 }, is: 'warning' },
    { name: '30 days after a discharge', over: { discharges: [monday - 30 * 24 * 3600_000] }, is: 'warning' },
    { name: 'a moment later', over: { discharges: [monday - 30 * 24 * 3600_000 - 1] }, is: 'info' },
  ])('$name: $is', ({ over, is }) => {
    expect(judge(missedWeight, [weight(friday, 80)], of(over))).toMatchObject({ is: 'firing', severity: is });
  });

  test('after 14 days of silence it is a warning for everyone, and is looked at then', () => {
    const of = { patient: patient({ programId: 'hypertension' }), standing: standing() };
    const before = judge(missedWeight, [weight(friday, 80)], silence(monday, of));
    expect(before).toMatchObject({ severity: 'info', checkAt: est('12-05 00:00') });
    const at = est('12-05 00:00');
    const then = judge(missedWeight, [weight(friday, 80)], silence(at, of));
    expect(then).toMatchObject({ is: 'firing', severity: 'warning' });
    expect(then).not.toHaveProperty('checkAt');
  });
});

describe('while it stands', () => {
  test('a discharge entered meanwhile ends nothing: no data is no recovery', () => {
    const over = { patient: patient({ discharges: [est('11-24 12:00')] }), standing: standing() };
    const finding = judge(missedWeight, [weight(est('11-18 07:00'), 80)], silence(est('11-25 00:00'), over));
    expect(brief(finding)).toBe('firing warning confirmed');
    expect(becauseOf(finding)).toContain('since the discharge on Tue 24 Nov (1 day)');
  });
});

describe('a battery that may explain it', () => {
  const holding = (
    batteryPercent: number | null,
    statusAt: number | null,
    kind: 'weight' | 'glucose' = 'weight',
  ) =>
    silence(monday, {
      patient: patient({ devices: [{ deviceId: 'scale-1', kind, batteryPercent, statusAt, gateway: null }] }),
    });
  test.each([
    { name: 'is told of', over: holding(4, friday), text: '; battery of scale-1 was at 4 % on Fri 20 Nov' },
    {
      name: 'at 15 % too',
      over: holding(15, friday),
      text: '; battery of scale-1 was at 15 % on Fri 20 Nov',
    },
    { name: 'not above', over: holding(16, friday), text: '' },
    { name: 'not where unknown', over: holding(null, null), text: '' },
    { name: 'not of another kind', over: holding(4, friday, 'glucose'), text: '' },
    { name: 'not what was said later', over: holding(4, monday + 1), text: '' },
  ])('$name', ({ over, text }) => {
    expect(becauseOf(judge(missedWeight, [weight(friday, 80)], over))).toBe(
      `no weight since Fri 20 Nov (3 days); expected 7 a week${text}`,
    );
  });
});
