import { expect, test } from 'vitest';
import * as mix from '../../simulators/mix.ts';

const total = (shares: readonly (readonly [unknown, number])[]) =>
  shares.reduce((sum, [, weight]) => sum + weight, 0);

test('shares add up to all', () => {
  const all = [
    mix.programShares,
    mix.timeZoneShares,
    ...Object.values(mix.unitShares),
    mix.frailty,
    ...Object.values(mix.due),
    ...Object.values(mix.programMix).flatMap(({ devices }) => devices.map(({ perWeek }) => perWeek)),
  ];
  for (const shares of all) expect(total(shares)).toBeCloseTo(1, 9);
});

test('frailty moves events from person to person without adding any', () => {
  expect(mix.frailty.reduce((sum, [often, share]) => sum + often * share, 0)).toBeCloseTo(1, 2);
});

test('of the decompensations a tenth has no gain', () => {
  const rate = (name: keyof typeof mix.scenarios) => mix.scenarios[name].perYear['heart-failure'] ?? 0;
  const gainless = rate('hf-decompensation-no-gain');
  const all = gainless + rate('hf-decompensation') + rate('hf-decompensation-bp-pulse');
  expect(gainless / all).toBeCloseTo(0.1, 2);
});

test('every span goes from low to high', () => {
  const isSpan = (value: unknown): value is readonly [number, number] =>
    Array.isArray(value) && value.length === 2 && value.every(v => typeof v === 'number');
  const spansIn = (value: unknown): readonly (readonly [number, number])[] => {
    if (isSpan(value)) return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(spansIn) : [];
  };
  const { weightNoise, pressureNoise, glucoseNoise, scenarios, urgency, nuisances, battery } = mix;
  const spans = spansIn({ weightNoise, pressureNoise, glucoseNoise, scenarios, urgency, nuisances, battery });
  expect(spans.length).toBeGreaterThan(100);
  expect(spans.filter(([low, high]) => low > high)).toEqual([]);
});
