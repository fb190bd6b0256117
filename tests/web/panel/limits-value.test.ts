import { expect, test } from 'vitest';
import { defaultLimits, limitsSchema } from '../../../src/rules/limits.ts';
import {
  isSameLimit,
  limitNumber,
  limitText,
  limitTyped,
  settingName,
  settingText,
} from '../../../src/web/panel/limits-value.ts';

const us = { glucose: 'mg/dL', weight: 'lb' } as const;
const si = { glucose: 'mmol/L', weight: 'kg' } as const;

test.each([
  ['severeSystolicMmHg', '160', us, 160],
  ['severeSystolicMmHg', ' 160.5 ', us, 160.5],
  ['weightGain3DaysKg', '2,5', si, 2.5],
  ['weightGain3DaysKg', '5', us, 2.268],
  ['glucoseHigh', '250', us, { mgDl: 250, mmolL: 13.9 }],
  ['glucoseHigh', '13.9', si, { mgDl: 250, mmolL: 13.9 }],
  ['missedDays', '3', us, 3],
  ['severeSystolicMmHg', '', us, null],
  ['severeSystolicMmHg', '16o', us, null],
  ['severeSystolicMmHg', '-5', us, null],
] as const)('%s typed as "%s" is sent canonical', (name, typed, units, value) => {
  expect(limitTyped(name, typed, units)).toEqual(value);
});

test('both units of a typed glucose limit are one value to the server, all over the scale', () => {
  const glucose = limitsSchema.shape.glucoseHigh;
  for (let mgDl = 20; mgDl <= 600; mgDl += 1) {
    expect(glucose.safeParse(limitTyped('glucoseHigh', String(mgDl), us)).success).toBe(true);
  }
  for (let tenths = 15; tenths <= 330; tenths += 1) {
    expect(glucose.safeParse(limitTyped('glucoseHigh', String(tenths / 10), si)).success).toBe(true);
  }
});

test('typing what stands in the field is the limit that holds, in every unit', () => {
  for (const units of [us, si]) {
    for (const name of ['weightGain7DaysKg', 'glucoseLevel1Low', 'severeSystolicMmHg'] as const) {
      const typed = limitTyped(name, limitNumber(name, defaultLimits[name], units), units);
      expect(isSameLimit(name, typed, defaultLimits[name], units)).toBe(true);
    }
  }
});

test('limits and own settings of rules are told in words', () => {
  expect(limitText('weightGain3DaysKg', 2, us)).toBe('4.41 lb');
  expect(limitText('glucoseHigh', { mgDl: 250, mmolL: 13.9 }, si)).toBe('13.9 mmol/L');
  expect(settingName('limits.missedDays')).toBe('Days without a reading, from');
  expect(settingName('rules.bp-trend.enabled')).toBe('Rule bp-trend: enabled');
  expect(settingText('rules.bp-trend.enabled', false, us)).toBe('off');
});
