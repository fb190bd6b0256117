import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/domain/reading.ts';
import type { Snapshot } from '../../src/domain/rule.ts';
import { weightDecompensation } from '../../src/rules/weight-decompensation.ts';
import { becauseOf, bp, brief, judge, patient, standing, start } from './build.ts';
import { inOrder, morning, mornings, pressures, steady } from './weigh.ts';

const warns = 'firing warning confirmed';
const calls = 'firing urgent confirmed';

/** The fast average of these stands about 0.5 kg above the slow one: not enough by itself. */
const someGain = [...steady(22, 80), 80.3, 80.5, 80.8, 81, 81.3, 81.5];
const strongGain = [...steady(22, 80), 80.6, 81.5, 82.3, 83, 83.6, 84.2];
const calm = pressures(28, () => [120, 70]);
const fast = pressures(28, ago => [120, ago < 5 ? 80 : 70]);
const highToo = pressures(28, ago => (ago < 5 ? [135, 80] : [120, 70]));

const found = (readings: readonly Reading[], over: Partial<Snapshot> = {}) =>
  brief(judge(weightDecompensation, readings, over));

describe('weighs together what speaks for fluid', () => {
  test.each([
    { name: 'a steady weight', readings: mornings(steady(28, 80)), is: 'unknown' },
    { name: 'some gain of weight alone', readings: mornings(someGain), is: 'unknown' },
    {
      name: 'some gain, pulse and pressure as usual',
      readings: inOrder(...mornings(someGain), ...calm),
      is: 'unknown',
    },
    { name: 'some gain with a faster pulse', readings: inOrder(...mornings(someGain), ...fast), is: warns },
    {
      name: 'some gain with a faster pulse and a changed pressure',
      readings: inOrder(...mornings(someGain), ...highToo),
      is: calls,
    },
    { name: 'a strong gain alone', readings: mornings(strongGain), is: calls },
    {
      name: 'a faster pulse and a changed pressure without a gain',
      readings: inOrder(...mornings(steady(28, 80)), ...highToo),
      is: 'unknown',
    },
    {
      name: 'a faster pulse while weight is lost',
      readings: inOrder(...mornings(someGain.toReversed()), ...fast),
      is: 'unknown',
    },
    { name: 'one odd weigh-in of 4.9 kg', readings: mornings([...steady(27, 80), 84.9]), is: 'unknown' },
  ])('$name: $is', ({ readings, is }) => {
    expect(found(readings)).toBe(is);
  });

  test('a pressure that falls counts as one that rises', () => {
    const moved = (systolic: number) => pressures(28, ago => [ago < 5 ? systolic : 120, 70]);
    const params = { limitKg: 0.55 };
    const with15 = (by: number) => found(inOrder(...mornings(someGain), ...moved(120 + by)), { params });
    expect(found(inOrder(...mornings(someGain), ...moved(120)), { params })).toBe('unknown');
    expect([with15(15), with15(-15)]).toEqual([warns, warns]);
  });

  test('fewer weigh-ins than usual count', () => {
    const params = { limitKg: 0.5 };
    const faded = [...steady(21, 80), 80.6, null, null, 80.8, null, null, 80.9];
    const missedKg = (kg: number) => found(mornings(faded), { params: { ...params, missedKg: kg } });
    expect(missedKg(0)).toBe('unknown');
    expect(missedKg(0.3)).toBe(warns);
  });
});

describe('says which signs it counted, strongest first', () => {
  test('weight alone', () => {
    expect(becauseOf(judge(weightDecompensation, mornings(strongGain)))).toBe(
      'weight 82.2 kg of late, 1.33 kg above the slower average of 80.8 kg; limit 0.55 kg',
    );
  });

  test('with pulse and pressure', () => {
    const readings = inOrder(...mornings(someGain), ...highToo);
    expect(becauseOf(judge(weightDecompensation, readings))).toBe(
      'signs of fluid count as 1.38 kg gained; limit 0.55 kg; weight 80.9 kg of late, 0.53 kg above the slower average of 80.3 kg; pulse 80/min, usually 70; systolic 135 mmHg, usually 120',
    );
  });

  test('rests on the days of each sign, once', () => {
    const finding = judge(weightDecompensation, inOrder(...mornings(someGain), ...highToo));
    const days = 'evidence' in finding ? (finding.evidence.days ?? []) : [];
    expect(days.filter(({ kind }) => kind === 'weight').length).toBe(28);
    expect(days.filter(({ kind }) => kind === 'blood-pressure').length).toBe(28);
  });
});

describe('whom it watches', () => {
  const strong = mornings(strongGain);
  test.each([
    { name: 'heart failure', of: patient(), is: calls },
    { name: 'a dry weight', of: patient({ programId: 'diabetes', dryWeightKg: 80 }), is: calls },
    { name: 'neither', of: patient({ programId: 'diabetes' }), is: 'unknown' },
  ])('$name: $is', ({ of, is }) => {
    expect(found(strong, { patient: of })).toBe(is);
  });

  test.each([[bp(start, 120)], [null]])('judges at a weigh-in only (%#)', reading => {
    expect(found(strong, { reading, standing: standing() })).toBe('unknown');
  });
});

describe('an own level', () => {
  test('needs 10 days with a weigh-in', () => {
    expect(found(mornings(strongGain.slice(-10)))).toBe(warns);
    expect(found(mornings(strongGain.slice(-9)))).toBe('unknown');
  });

  test('starts anew with a hospital stay, after which 5 days are enough and the limit is tighter', () => {
    const home = (daysBefore: number) => patient({ discharges: [morning(daysBefore) - 1] });
    const kg = [...steady(22, 84), 80, 80, 80.3, 81.5, 82];
    expect(found(mornings(kg), { patient: home(4) })).toBe(warns);
    expect(found(mornings(kg), { patient: home(3) })).toBe('unknown');
    expect(found(mornings(kg))).toBe('unknown');
  });
});

describe('clears when the signs count less than half the limit on two weigh-ins', () => {
  const over = { standing: standing() };
  test.each([
    { name: 'still rising', readings: mornings(strongGain), is: calls },
    {
      name: 'the weight is back for days',
      readings: mornings([...strongGain, 82, 80.5, 80, 80, 80]),
      is: 'clear',
    },
    {
      name: 'back for the first day',
      readings: mornings([...steady(22, 80), 80.4, 80.8, 81.2, 81.4, 80.6]),
      is: 'unknown',
    },
    {
      name: 'the weight is back, the pulse is still fast',
      readings: inOrder(
        ...mornings([...strongGain, 82, 80.5, 80, 80, 80]),
        ...pressures(33, ago => [120, ago < 10 ? 90 : 70]),
      ),
      is: 'unknown',
    },
  ])('$name: $is', ({ readings, is }) => {
    expect(found(readings, over)).toBe(is);
  });

  test('nothing clears where nothing stands', () => {
    expect(found(mornings(steady(28, 80)))).toBe('unknown');
    expect(found(mornings(steady(28, 80)), over)).toBe('clear');
  });

  test('too few days of a new baseline clear nothing', () => {
    const of = patient({ discharges: [morning(3)] });
    expect(found(mornings(steady(28, 80)), { ...over, patient: of })).toBe('unknown');
  });
});
