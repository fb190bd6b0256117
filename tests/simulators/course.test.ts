import { describe, expect, test } from 'vitest';
import { effectAt } from '../../simulators/effect.ts';
import { patientStream } from '../../simulators/stream.ts';
import { dayMs, minuteMs } from '../../src/domain/local-day.ts';
import { type Series, seriesOf } from './crossings.ts';
import { coursesOf, meanOf, type OnCourse, quantile, shareOf, undisturbed } from './fixtures.ts';

const seenOf =
  ({ patient, course }: OnCourse) =>
  (fromDay: number, toDay: number) =>
    seriesOf(undisturbed(patient), course.outcome + fromDay * dayMs, course.outcome + toDay * dayMs);
const beforeOnset = ({ patient, course }: OnCourse): Series =>
  seriesOf(undisturbed(patient), course.onset - 14 * dayMs, course.onset);

const weightOf = ({ weights }: Series) => meanOf(weights.map(({ value }) => value));
const systolicOf = ({ pressures }: Series) => meanOf(pressures.map(({ systolic }) => systolic));
const pulseOf = ({ pressures }: Series) => meanOf(pressures.map(({ pulse }) => pulse));
const known = (values: readonly number[]) => values.filter(value => !Number.isNaN(value));

/** How much a level changed by the last two days before the outcome, course by course, where both were measured. */
const changes = (courses: readonly OnCourse[], level: (series: Series) => number): readonly number[] =>
  known(courses.map(one => level(seenOf(one)(-2, 0)) - level(beforeOnset(one))));

const gaining = coursesOf('hf-decompensation', 'hf-decompensation-bp-pulse');

describe('a decompensation', () => {
  test('is seen in the weights: the gain at the outcome is the one drawn, 1.3 to 6.5 kg', () => {
    expect(gaining.length).toBeGreaterThan(200);
    const errors = known(
      gaining.map(one => weightOf(seenOf(one)(-2, 0)) - weightOf(beforeOnset(one)) - one.course.weightKg),
    );
    // the last two days are a little short of the outcome
    expect(meanOf(errors)).toBeLessThan(0);
    expect(meanOf(errors)).toBeGreaterThan(-0.6);
    const gains = gaining.map(({ course }) => course.weightKg);
    expect(Math.min(...gains)).toBeGreaterThanOrEqual(1.3);
    expect(quantile(gains, 0.5)).toBeGreaterThan(2.5);
    expect(quantile(gains, 0.5)).toBeLessThan(3.7);
  });

  test('begins 12 to 30 days before and gains mostly in the last week', () => {
    for (const { course } of gaining) {
      const leadDays = (course.outcome - course.onset) / dayMs;
      expect(leadDays).toBeGreaterThan(11.9);
      expect(leadDays).toBeLessThan(30.1);
      const aWeekBefore = effectAt([course], course.outcome - 7 * dayMs).weightKg;
      const justBefore = effectAt([course], course.outcome - 1).weightKg;
      expect(justBefore).toBeCloseTo(course.weightKg, 2);
      expect(aWeekBefore / justBefore).toBeLessThan(0.5);
    }
  });

  test('ends in a stay without readings, and then the fluid is gone', () => {
    const after = gaining.flatMap(({ patient, course }) => {
      const { stay } = course;
      if (!stay) return [];
      const during = seriesOf(undisturbed(patient), stay.admittedAt, stay.dischargedAt);
      expect(during.weights.length + during.pressures.length).toBe(0);
      const home = seriesOf(undisturbed(patient), stay.dischargedAt, stay.dischargedAt + 6 * dayMs);
      return [weightOf(home) - weightOf(beforeOnset({ patient, course }))];
    });
    expect(after.length).toBe(gaining.length);
    expect(Math.abs(meanOf(known(after)))).toBeLessThan(0.2);
  });

  test('with pressure and pulse moves both, the pressure either way; without leaves both alone', () => {
    const signs = coursesOf('hf-decompensation-bp-pulse');
    const systolic = changes(signs, systolicOf);
    expect(meanOf(changes(signs, pulseOf))).toBeGreaterThan(6);
    expect(meanOf(systolic.map(Math.abs))).toBeGreaterThan(8);
    expect(shareOf(systolic, rise => rise < 0)).toBeGreaterThan(0.25);
    const plain = coursesOf('hf-decompensation');
    expect(Math.abs(meanOf(changes(plain, pulseOf)))).toBeLessThan(1);
    expect(Math.abs(meanOf(changes(plain, systolicOf)))).toBeLessThan(1.5);
  });

  test('without gain is a tenth of all, and gains nothing', () => {
    const none = coursesOf('hf-decompensation-no-gain');
    const share = none.length / (none.length + gaining.length);
    expect(share).toBeGreaterThan(0.06);
    expect(share).toBeLessThan(0.14);
    expect(Math.abs(meanOf(changes(none, weightOf)))).toBeLessThan(0.35);
  });
});

test('over-diuresis takes weight and pressure', () => {
  const courses = coursesOf('over-diuresis');
  expect(meanOf(changes(courses, weightOf))).toBeLessThan(-1.8);
  expect(meanOf(changes(courses, systolicOf))).toBeLessThan(-14);
});

test('hypotension brings most below 90', () => {
  const lowest = coursesOf('hypotension').map(one =>
    Math.min(...seenOf(one)(-3, 0).pressures.map(p => p.systolic)),
  );
  expect(shareOf(lowest, value => value < 90)).toBeGreaterThan(0.7);
});

test('adherence that fades leaves hardly a reading in the last days', () => {
  const counts = coursesOf('fading-adherence').map(one => ({
    before: beforeOnset(one).pressures.length / 14,
    last: seenOf(one)(-3, 0).pressures.length / 3,
  }));
  expect(counts.length).toBeGreaterThan(20);
  expect(meanOf(counts.map(c => c.last)) / meanOf(counts.map(c => c.before))).toBeLessThan(0.25);
});

test('an urgency is one severe reading in waking hours before the outcome; its repeat, if any, comes 4 minutes later', () => {
  const courses = coursesOf('hypertensive-urgency');
  const repeated = courses.map(({ patient, course }) => {
    const [first] = course.severe;
    const sent = [...patientStream(undisturbed(patient), course.onset, course.outcome)];
    const severe = course.severe.map(([at]) =>
      sent.filter(m => m.at === at && m.topic.endsWith('blood-pressure')),
    );
    expect(severe.map(found => found.length)).toEqual(course.severe.map(() => 1));
    expect(course.severe.map(([at]) => at - (first?.[0] ?? 0))).toEqual(
      course.severe.map((_, index) => index * 4 * minuteMs),
    );
    expect(first?.[1]).toBeGreaterThanOrEqual(184);
    expect(first?.[0]).toBeLessThan(course.outcome);
    return course.severe.length === 2;
  });
  expect(shareOf(repeated, Boolean)).toBeGreaterThan(0.5);
  expect(shareOf(repeated, Boolean)).toBeLessThan(0.9);
});

test('hypertension drifts up by 16 to 30 mmHg and comes back when the drug is taken again', () => {
  const courses = coursesOf('drifting-hypertension');
  const rises = changes(courses, systolicOf);
  expect(meanOf(rises)).toBeGreaterThan(19);
  expect(meanOf(rises)).toBeLessThan(27);
  const after = known(
    courses.map(one => {
      const from = one.course.recoveredAt;
      return (
        systolicOf(seriesOf(undisturbed(one.patient), from, from + 6 * dayMs)) - systolicOf(beforeOnset(one))
      );
    }),
  );
  expect(Math.abs(meanOf(after))).toBeLessThan(2);
});

test('hypoglycaemia-prone weeks hold several lows, and only who takes insulin or a sulfonylurea has them', () => {
  const courses = coursesOf('hypoglycaemia-weeks');
  expect(
    courses.every(({ patient }) => patient.flags.some(f => f === 'insulin' || f === 'sulfonylurea')),
  ).toBe(true);
  const lows = (series: Series) => series.glucoses.filter(({ value }) => value < 70).length;
  const within = courses.map(({ patient, course }) =>
    lows(seriesOf(undisturbed(patient), course.onset, course.outcome)),
  );
  expect(shareOf(within, count => count > 0)).toBeGreaterThan(0.93);
  expect(meanOf(within)).toBeGreaterThan(5 * meanOf(courses.map(one => lows(beforeOnset(one)))));
});

test('steroids raise glucose above 250, more after meals than fasting', () => {
  const courses = coursesOf('steroid-hyperglycaemia');
  const rise = (meal: string) =>
    meanOf(
      changes(courses, ({ glucoses }) => meanOf(glucoses.filter(g => g.meal === meal).map(g => g.value))),
    );
  expect(rise('before')).toBeGreaterThan(90);
  expect(rise('before')).toBeGreaterThan(2 * rise('fasting'));
  const highest = courses.map(one => Math.max(...seenOf(one)(-3, 0).glucoses.map(({ value }) => value)));
  expect(shareOf(highest, value => value > 250)).toBeGreaterThan(0.85);
});
