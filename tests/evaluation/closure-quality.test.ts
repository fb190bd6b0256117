import { describe, expect, test } from 'vitest';
import {
  type Closure,
  closureQuality,
  fewestCoded,
  type Review,
  wilson,
} from '../../src/evaluation/closure-quality.ts';

const right: Review = { verdict: 'true', action: 'informed-provider' };
const watched: Review = { verdict: 'true', action: 'watching' };
const wrong: Review = { verdict: 'artefact', action: 'device-help' };

const closure = (rules: Readonly<Record<string, readonly Review[]>>, programId = 'diabetes'): Closure => ({
  programId,
  rules: new Map(Object.entries(rules)),
});
const times = (count: number, one: Closure): Closure[] => Array.from({ length: count }, () => one);
const ofDiabetes = (closures: readonly Closure[]) => closureQuality(['diabetes'], closures)[0];

describe('Wilson intervals', () => {
  test.each([
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [5, 10, 0.2366, 0.7634],
    [30, 100, 0.2189, 0.3958],
  ])('%i of %i: %d to %d', (over, under, low, high) => expect(wilson(over, under)).toEqual([low, high]));
});

test('a share of coded closures, and of all how many nobody coded', () => {
  const quality = ofDiabetes([
    ...times(12, closure({ low: [right] })),
    ...times(18, closure({ low: [wrong] })),
    ...times(10, closure({ low: [] })),
  ]);
  expect(quality).toMatchObject({ closed: 40, coded: 30, uncodedShare: 0.25, ppv: 0.4, hidden: null });
  expect(quality?.ppvInterval).toEqual(wilson(12, 30));
});

test('fewer coded closures than 30 tell no share, though more were closed', () => {
  const few = [...times(fewestCoded - 1, closure({ low: [right] })), ...times(9, closure({ low: [] }))];
  expect(ofDiabetes(few)).toMatchObject({
    closed: 38,
    coded: 29,
    ppv: null,
    ppvInterval: null,
    hidden: 'fewer than 30 coded closures',
  });
  expect(ofDiabetes([...few, closure({ low: [right] })])).toMatchObject({ ppv: 1, hidden: null });
});

describe('an item is right when any alert of it is; a rule by its own alerts', () => {
  test.each([
    ['real and acted upon', { low: [right], high: [wrong] }, 1, { low: 1, high: 0 }],
    ['real, and only watched', { low: [watched] }, 0, { low: 0 }],
    ['an artefact that led to help with the device', { low: [wrong] }, 0, { low: 0 }],
    ['two alerts of a rule, one of them right', { low: [wrong, right] }, 1, { low: 1 }],
  ] as const)('%s', (_, rules, ppv, byRule) => {
    const quality = ofDiabetes(times(30, closure(rules)));
    expect(quality?.ppv).toBe(ppv);
    expect(Object.fromEntries(quality?.rules.map(r => [r.id, r.ppv]) ?? [])).toEqual(byRule);
  });
});

test('programs are apart, and one without closures says so', () => {
  const [diabetes, hypertension] = closureQuality(
    ['diabetes', 'hypertension'],
    times(30, closure({ low: [right] })),
  );
  expect(diabetes).toMatchObject({ program: 'diabetes', closed: 30 });
  expect(hypertension).toMatchObject({ closed: 0, uncodedShare: null, ppv: null, rules: [] });
});
