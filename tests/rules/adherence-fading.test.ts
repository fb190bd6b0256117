import { describe, expect, test } from 'vitest';
import { adherenceFading } from '../../src/rules/adherence-fading.ts';
import { becauseOf, bp, brief, est, judge, patient, standing, weight } from './build.ts';

const today = est('11-20 07:00');
const day = 24 * 3600_000;

/** Weigh-ins at 7:00: `1` a day with one, `.` a day without; the last is today's. */
const weighIns = (marks: string) =>
  [...marks].flatMap((mark, i) => (mark === '1' ? [weight(today - (marks.length - 1 - i) * day, 80)] : []));

const old = (over: Parameters<typeof patient>[0] = {}) => ({
  patient: patient({
    enrolledAt: est('01-05 09:00'),
    timeZone: 'Etc/GMT+5',
    programId: 'hypertension',
    expectedPerWeek: { weight: 7 },
    ...over,
  }),
  params: { onlyFragile: false },
});

const daily = '1'.repeat(28);
const fiveOfSeven = '11.11.1'.repeat(4);

describe('fires at half of the usual days, beyond chance', () => {
  test.each([
    { name: 'daily, then 3 of 7', marks: `${daily}..1.1.11`, is: 'firing info confirmed' },
    { name: 'daily, then 4 of 7', marks: `${daily}1.1.1.11`, is: 'unknown' },
    { name: '5 of 7, then 2 of 7: it may be chance', marks: `${fiveOfSeven}..1...11`, is: 'unknown' },
    { name: '6 of 7, then 2 of 7', marks: `${'111.111'.repeat(4)}.1...1.1`, is: 'firing info confirmed' },
    {
      name: 'none at all is silence, of which another rule speaks',
      marks: `${daily}.......1`,
      is: 'unknown',
    },
    { name: '3 of 7 as ever', marks: `${'1.1.1..'.repeat(4)}..1....1`, is: 'unknown' },
    { name: 'known for 13 days only', marks: `${'1'.repeat(13)}..1.1.11`, is: 'unknown', since: 20 },
    { name: 'known for 14 days', marks: `${'1'.repeat(14)}..1.1.11`, is: 'firing info confirmed', since: 22 },
  ])('$name: $is', ({ marks, is, since }) => {
    const over = since === undefined ? {} : { enrolledAt: today - since * day };
    expect(brief(judge(adherenceFading, weighIns(marks), old(over)))).toBe(is);
  });

  test('says of what, how often and how often else, and shows the days', () => {
    const finding = judge(adherenceFading, weighIns(`${daily}..1.1.11`), old());
    expect(becauseOf(finding)).toBe('measured on 3 of the last 7 days, usually on 7; limit 50 % of it');
    expect(finding).toMatchObject({ evidence: { readings: [], limits: { percent: 50 } } });
    expect('evidence' in finding && finding.evidence.days).toHaveLength(31);
  });

  test('a reading of another kind tells of it too', () => {
    const readings = [...weighIns(`${daily}..1.1.1.`), bp(today, 120)];
    expect(becauseOf(judge(adherenceFading, readings, old()))).toContain('measured on 3 of the last 7 days');
  });

  test('one kind that comes as ever keeps another from being told of', () => {
    const cuff = Array.from({ length: 36 }, (_, i) => bp(today - (35 - i) * day - 60_000, 120));
    const readings = [...weighIns(`${daily}..1.1.11`), ...cuff].sort((a, b) => a.measuredAt - b.measuredAt);
    const over = old({ expectedPerWeek: { weight: 7, 'blood-pressure': 7 } });
    const first = readings.filter(r => r.measuredAt < today);
    expect(brief(judge(adherenceFading, first, over))).toBe('unknown');
  });

  test('four silent days in a row are a silence, not fading', () => {
    expect(brief(judge(adherenceFading, weighIns(`${daily}1....111`), old()))).toBe('unknown');
    expect(brief(judge(adherenceFading, weighIns(`${daily}1...1..1`), old()))).toBe('firing info confirmed');
  });

  test('ships for those of whom it is known to matter', () => {
    const over = { ...old(), params: {} };
    expect(brief(judge(adherenceFading, weighIns(`${daily}..1.1.11`), over))).toBe('unknown');
    const fragile = { ...old({ discharges: [today - 29 * day] }), params: {} };
    expect(brief(judge(adherenceFading, weighIns(`${daily}..1.1.11`), fragile))).toBe(
      'firing warning confirmed',
    );
  });

  test('what is not expected is not missed', () => {
    const over = old({ expectedPerWeek: { 'blood-pressure': 7 } });
    expect(brief(judge(adherenceFading, weighIns(`${daily}..1.1.11`), over))).toBe('unknown');
  });

  test.each([
    { name: 'an absence', over: { monitoring: [away('11-10 09:00', '11-14 09:00')] } },
    { name: 'a discharge', over: { discharges: [est('11-14 09:00')] } },
  ])('$name starts a new habit', ({ over }) => {
    expect(brief(judge(adherenceFading, weighIns(`${daily}..1.1.11`), old(over)))).toBe('unknown');
  });

  test.each([
    { name: 'in heart failure', over: { programId: 'heart-failure' } },
    { name: 'with a dry weight', over: { dryWeightKg: 80 } },
  ])('$name it is a warning', ({ over }) => {
    expect(brief(judge(adherenceFading, weighIns(`${daily}..1.1.11`), old(over)))).toBe(
      'firing warning confirmed',
    );
  });
});

function away(from: string, to: string) {
  return { status: 'away' as const, fromAt: est(from), resumesAt: est(to), reviewAt: null };
}

describe('while it stands', () => {
  test.each([
    { name: '6 of 7 again', marks: `${daily}111.1111`, is: 'clear' },
    { name: '5 of 7 is not yet three quarters of 7', marks: `${daily}1.1.1111`, is: 'unknown' },
  ])('$name: $is', ({ marks, is }) => {
    expect(brief(judge(adherenceFading, weighIns(marks), { ...old(), standing: standing() }))).toBe(is);
  });

  test('looks once a day: the second reading says nothing', () => {
    const marks = `${daily}111.1111`;
    const readings = [...weighIns(marks), bp(today + 60_000, 120)];
    expect(brief(judge(adherenceFading, readings, { ...old(), standing: standing() }))).toBe('unknown');
  });

  test('time alone ends nothing', () => {
    const over = { ...old(), reading: null, at: today + 60_000, standing: standing() };
    expect(brief(judge(adherenceFading, weighIns(daily), over))).toBe('unknown');
  });
});
