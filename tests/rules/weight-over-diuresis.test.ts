import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/domain/reading.ts';
import { weightOverDiuresis } from '../../src/rules/weight-over-diuresis.ts';
import { usuallyAcceptedUntil } from '../../src/worklist/acceptance.ts';
import { becauseOf, bp, brief, est, glucose, hours, judge, patient, standing, weight } from './build.ts';

const monday = est('11-23 07:00');
const daysBefore = (days: number): number => monday - hours(24 * days);
const dry = patient({ dryWeightKg: 80 });

const warns = 'firing warning confirmed';
const calls = 'firing urgent confirmed';

describe('a loss in 3 days and a low pressure', () => {
  const lost = (kg: number, systolic: number) =>
    judge(weightOverDiuresis, [weight(daysBefore(2), 80), bp(monday - 1, systolic), weight(monday, 80 - kg)]);

  test.each([
    { kg: 2, systolic: 99, is: warns },
    { kg: 2, systolic: 100, is: 'unknown' },
    { kg: 2, systolic: 100 - 1e-12, is: 'unknown' },
    { kg: 1.99, systolic: 85, is: 'unknown' },
    { kg: 2, systolic: 90, is: warns },
    { kg: 2, systolic: 89.9, is: calls },
    { kg: -3, systolic: 85, is: 'unknown' },
  ])('$kg kg with systolic $systolic mmHg: $is', ({ kg, systolic, is }) => {
    expect(brief(lost(kg, systolic))).toBe(is);
  });

  test('2 kg, less in binary (82.4 − 80.4), is enough', () => {
    const readings = [weight(daysBefore(1), 82.4), bp(monday, 95), weight(monday, 80.4)];
    expect(brief(judge(weightOverDiuresis, readings))).toBe(warns);
  });

  test('either kind may come last', () => {
    const readings = [weight(daysBefore(2), 80), weight(monday - 1, 78), bp(monday, 95)];
    expect(brief(judge(weightOverDiuresis, readings))).toBe(warns);
  });

  test.each([
    { name: 'the heaviest is 3 days ago', readings: [weight(daysBefore(3) + 1, 80.5)], is: warns },
    { name: 'the heaviest is 4 days ago', readings: [weight(daysBefore(4), 82)], is: 'unknown' },
    {
      name: "the mean of the heaviest day's weigh-ins counts",
      readings: [weight(daysBefore(1), 81), weight(daysBefore(1), 79)],
      is: 'unknown',
    },
  ])('$name: $is', ({ readings, is }) => {
    const rest = [weight(daysBefore(1), 79.5), bp(monday, 95), weight(monday, 78.2)];
    const inOrder = [...readings, ...rest].sort((a, b) => a.measuredAt - b.measuredAt);
    expect(brief(judge(weightOverDiuresis, inOrder))).toBe(is);
  });

  test('a gap of 72 h between weigh-ins starts a new baseline', () => {
    const readings = [weight(daysBefore(3), 82), bp(monday, 95), weight(monday, 78)];
    expect(brief(judge(weightOverDiuresis, readings))).toBe('unknown');
  });

  test('says the loss, since when, the pressure and both limits', () => {
    const readings = [weight(daysBefore(2), 80.5), bp(monday - hours(1), 94, 60), weight(monday, 78.1)];
    expect(judge(weightOverDiuresis, readings)).toEqual({
      is: 'firing',
      severity: 'warning',
      confirmed: true,
      because:
        'weight 78.1 kg, down 2.4 kg from 80.5 kg on Sat 21 Nov, with systolic 94 mmHg; limits 2 kg in 3 days and 100 mmHg',
      evidence: {
        readings: [
          { id: readings[0]?.id, measuredAt: daysBefore(2), value: '80.5 kg' },
          { id: readings[1]?.id, measuredAt: monday - hours(1), value: '94/60 mmHg' },
          { id: readings[2]?.id, measuredAt: monday, value: '78.1 kg' },
        ],
        limits: { weightLossKg: 2, weightLossSystolicMmHg: 100, lowSystolicMmHg: 90 },
        days: [],
      },
    });
  });
});

describe('together means within 48 h', () => {
  test.each([
    { name: 'pressure 48 h before', apart: hours(48), is: warns },
    { name: 'pressure longer before', apart: hours(48) + 1, is: 'unknown' },
  ])('$name: $is', ({ apart, is }) => {
    const readings = [bp(monday - apart, 95), weight(daysBefore(1), 81), weight(monday, 78)].sort(
      (a, b) => a.measuredAt - b.measuredAt,
    );
    expect(brief(judge(weightOverDiuresis, readings))).toBe(is);
  });

  test.each([
    { name: 'weigh-in 48 h before', apart: hours(48), is: warns },
    { name: 'weigh-in longer before', apart: hours(48) + 1, is: 'unknown' },
  ])('$name: $is', ({ apart, is }) => {
    const readings = [weight(monday - apart - hours(24), 81), weight(monday - apart, 78), bp(monday, 95)];
    expect(brief(judge(weightOverDiuresis, readings))).toBe(is);
  });

  test('the latest pressure counts', () => {
    const readings = [weight(daysBefore(1), 81), bp(monday - 2, 85), bp(monday - 1, 118), weight(monday, 78)];
    expect(brief(judge(weightOverDiuresis, readings))).toBe('unknown');
  });
});

describe('against the dry weight', () => {
  test.each([
    { kg: 78, is: warns },
    { kg: 78.01, is: 'unknown' },
  ])('$kg kg, 80 kg dry: $is', ({ kg, is }) => {
    const finding = judge(weightOverDiuresis, [bp(monday, 95), weight(monday, kg)], { patient: dry });
    expect(brief(finding)).toBe(is);
  });

  test('says what it is below', () => {
    const finding = judge(weightOverDiuresis, [bp(monday, 84), weight(monday, 77.5)], { patient: dry });
    expect(brief(finding)).toBe(calls);
    expect(becauseOf(finding)).toBe(
      'weight 77.5 kg, 2.5 kg below the dry weight of 80 kg, with systolic 84 mmHg; limits 2 kg and 90 mmHg',
    );
  });

  test('without one a single weigh-in says nothing', () => {
    expect(brief(judge(weightOverDiuresis, [bp(monday, 84), weight(monday, 60)]))).toBe('unknown');
  });
});

describe('a pressure that is low for this person', () => {
  const usual = (systolic: number, days = 10) =>
    Array.from({ length: days }, (_, i) => bp(daysBefore(days + 2 - i), systolic));
  const pressureOf = (before: readonly Reading[], systolic: number) =>
    judge(weightOverDiuresis, [
      ...before,
      weight(daysBefore(2), 80),
      bp(monday - 1, systolic),
      weight(monday, 77.5),
    ]);

  test.each([
    { name: '15 mmHg below the usual', before: usual(112), systolic: 97, is: warns },
    { name: 'less than that below', before: usual(111), systolic: 97, is: 'unknown' },
    { name: 'always about so low', before: usual(98), systolic: 97, is: 'unknown' },
    { name: 'always low, and now very low', before: usual(100), systolic: 85, is: calls },
    { name: 'too few days tell the usual', before: usual(98, 6), systolic: 97, is: warns },
  ])('$name: $is', ({ before, systolic, is }) => {
    expect(brief(pressureOf(before, systolic))).toBe(is);
  });

  test('rests on the days that tell it', () => {
    const finding = pressureOf(usual(120), 94);
    expect('evidence' in finding && finding.evidence.days?.map(({ mean }) => mean)).toEqual(
      Array(10).fill(120),
    );
  });
});

describe('clears', () => {
  const lost = [weight(daysBefore(3) + 1, 80), weight(daysBefore(2), 78)];
  const over = { standing: standing() };

  test.each([
    { name: 'both at 105', last: [105, 110], is: 'clear' },
    { name: 'the first at 104', last: [104, 110], is: 'unknown' },
    { name: 'the second at 104', last: [110, 104], is: 'unknown' },
    { name: 'only one', last: [110], is: 'unknown' },
  ])('on two pressures of at least 105 mmHg: $name: $is', ({ last, is }) => {
    const readings = [...lost, ...last.map((systolic, i) => bp(daysBefore(1) + i, systolic))];
    expect(brief(judge(weightOverDiuresis, readings, over))).toBe(is);
    expect(brief(judge(weightOverDiuresis, readings))).toBe('unknown');
  });

  test.each([
    { name: 'both lost less', kg: [80, 79.5, 79.1], is: 'clear' },
    { name: 'gaining', kg: [78, 79, 80], is: 'clear' },
    { name: 'the last lost 1 kg', kg: [80, 80, 79], is: 'unknown' },
    { name: 'the one before lost 1 kg', kg: [80, 79, 79.5], is: 'unknown' },
    { name: 'the one before has no day before', kg: [80, 80], is: 'unknown' },
  ])('on two weigh-ins that lost less than half the limit: $name: $is', ({ kg, is }) => {
    const weighIns = kg.map((value, i) => weight(daysBefore(kg.length - 1 - i), value));
    const readings = [bp(daysBefore(3), 95), ...weighIns];
    expect(brief(judge(weightOverDiuresis, readings, over))).toBe(is);
  });

  test('not because the heaviest day has left the 3 days: what was lost is still lost', () => {
    const kg = [80, 78, 77.8, 77.9, 77.8, 77.9, 77.8];
    const weighIns = kg.map((value, i) => weight(daysBefore(kg.length - 1 - i), value));
    const readings = [bp(daysBefore(6), 95), ...weighIns];
    const began = { standing: { ...standing(), startedAt: daysBefore(5) } };
    expect(brief(judge(weightOverDiuresis, readings, began))).toBe('unknown');
    const regained = [...readings, weight(monday + hours(24), 79.2), weight(monday + hours(48), 79.1)];
    expect(brief(judge(weightOverDiuresis, regained, began))).toBe('clear');
  });

  test('a stay between starts anew: what was lost before it is not waited for', () => {
    const kg = [82, 79.8, 77.8, 77.9, 77.8];
    const weighIns = kg.map((value, i) => weight(daysBefore(kg.length - 1 - i), value));
    const began = { ...standing(), startedAt: daysBefore(3) };
    const of = patient({ discharges: [daysBefore(2) - 1] });
    expect(brief(judge(weightOverDiuresis, weighIns, { standing: began }))).toBe('unknown');
    expect(brief(judge(weightOverDiuresis, weighIns, { standing: began, patient: of }))).toBe('clear');
  });

  test('not while the weight is below the dry weight', () => {
    const stable = (kg: number) => [2, 1, 0].map(days => weight(daysBefore(days), kg));
    const judged = (kg: number) => judge(weightOverDiuresis, stable(kg), { ...over, patient: dry });
    expect(brief(judged(79))).toBe('unknown');
    expect(brief(judged(79.1))).toBe('clear');
  });

  test('a high pressure clears nothing that the other kind still shows: one weigh-in alone', () => {
    const readings = [...lost, bp(daysBefore(2), 110), bp(daysBefore(2), 110), weight(daysBefore(1), 77.9)];
    expect(brief(judge(weightOverDiuresis, readings, over))).toBe('unknown');
  });
});

test.each([[glucose(monday, 100)], [null]])('judges weight and blood pressure only (%#)', reading => {
  const readings = [weight(daysBefore(1), 82), bp(monday, 85), weight(monday, 78)];
  expect(brief(judge(weightOverDiuresis, readings, { reading, standing: standing() }))).toBe('unknown');
});

test('an urgent one that a person has accepted comes back after 3 days: what a diuretic did leaves over days', () => {
  const alert = { ruleId: weightOverDiuresis.id, state: 'firing', severity: 'urgent' } as const;
  expect(usuallyAcceptedUntil(alert, monday)).toBe(monday + hours(72));
});
