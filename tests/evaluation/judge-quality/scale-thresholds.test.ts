import { describe, expect, test } from 'vitest';
import { paramsIn, type RuleSet } from '../../../src/domain/rule-set.ts';
import { curveScales } from '../../../src/evaluation/judge-quality/judged-sets.ts';
import { isThreshold, scaled } from '../../../src/evaluation/judge-quality/scale-thresholds.ts';
import { ruleById, rules } from '../../../src/rules/catalogue.ts';
import { paramsOf } from '../../../src/rules/define.ts';
import { defaultLimits, programLimits } from '../../../src/rules/limits.ts';
import { ruleSetSchema } from '../../../src/rules/rule-set.ts';

const shipped: RuleSet = { limits: defaultLimits, rules: {} };

const paramOf = (set: RuleSet, id: string, name: string): unknown => {
  const rule = ruleById.get(id);
  return rule && paramsIn(rule, set)[name];
};

test.each(curveScales)('× %d of every shipped program is a valid rule set', scale => {
  for (const limits of Object.values(programLimits)) {
    const parsed = ruleSetSchema.safeParse(scaled({ limits, rules: {} }, scale));
    expect(parsed.error?.issues ?? []).toEqual([]);
  }
});

test('× 1 changes nothing', () => expect(scaled(shipped, 1)).toBe(shipped));

describe('a threshold moves from what is ordinary', () => {
  test.each([
    ['severeSystolicMmHg', 180, 162, 198],
    ['lowSystolicMmHg', 90, 99, 81],
    ['highPulsePerMin', 100, 92.5, 107.5],
    ['lowPulsePerMin', 50, 57.5, 42.5],
    ['weightAboveDryKg', 2, 1.4, 2.6],
    ['missedDays', 2, 1, 3],
  ] as const)('limit %s: %d, nearer %d, farther %d', (field, asIs, nearer, farther) => {
    expect(shipped.limits[field]).toBe(asIs);
    expect(scaled(shipped, 0.7).limits[field]).toBeCloseTo(nearer, 6);
    expect(scaled(shipped, 1.3).limits[field]).toBeCloseTo(farther, 6);
  });

  test.each([
    ['weight-decompensation', 'limitKg', 0.55, 0.385],
    ['bp-baseline-shift', 'levelMmHg', 130, 127],
    ['bp-variability', 'timesOwn', 1.5, 1.35],
    ['missed-weight', 'marginDays', 3, 2],
    // no farther than the schema lets it
    ['bp-trend', 'leastChangeMmHg', 8, 5.6],
  ] as const)('%s %s: %d, nearer %d', (id, name, asIs, nearer) => {
    expect(paramOf(shipped, id, name)).toBe(asIs);
    expect(paramOf(scaled(shipped, 0.7), id, name)).toBeCloseTo(nearer, 6);
  });

  test('both units of a glucose limit', () => {
    expect(scaled(shipped, 0.7).limits.glucoseLevel1Low.mgDl).toBeCloseTo(79, 6);
    expect(scaled(shipped, 0.7).limits.glucoseLevel1Low.mmolL * 18.01559).toBeCloseTo(79, 0);
  });
});

test('what a program set is what is scaled', () => {
  const own = { ...shipped, rules: { 'weight-decompensation': { enabled: false, params: { limitKg: 1 } } } };
  const { rules: settings } = scaled(own, 1.3);
  expect(settings['weight-decompensation']).toMatchObject({ enabled: false, params: { limitKg: 1.3 } });
});

test.each(['clearReadings', 'clearMarginMmHg', 'leastOwnDays', 'pulseKg', 'leastSpreadKg'])(
  '%s is no threshold and stays',
  name => {
    expect(isThreshold(name)).toBe(false);
    const holding = rules.filter(rule => name in rule.defaults);
    expect(holding).not.toEqual([]);
    for (const { id } of holding)
      expect(paramOf(scaled(shipped, 0.7), id, name)).toBe(paramOf(shipped, id, name));
  },
);

test('every rule that compares in a unit of measurement has a threshold that moves, or a limit', () => {
  const measured = /mmHg|mg\/dL|^kg$|\/min/;
  const unmoved = rules
    .filter(rule => paramsOf(rule).some(p => measured.test(p.unit)))
    .filter(rule => !paramsOf(rule).some(p => isThreshold(p.name)))
    .map(rule => rule.id);
  expect(unmoved).toEqual([]);
});
