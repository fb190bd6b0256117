import { describe, expect, test } from 'vitest';
import { inForceAt, isEnabled, paramsIn, type RuleSet } from '../../src/domain/rule-set.ts';
import { ruleById } from '../../src/rules/catalogue.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { propose, saysSame, switched } from '../../src/rules/proposal.ts';
import { isOverrideKey, type Override, type RuleSetVersion, timelineOf } from '../../src/rules/rule-set.ts';

const shipped: RuleSet = { limits: defaultLimits, rules: {} };
const version = (n: number, fromAt: number, missedDays: number): RuleSetVersion => ({
  version: n,
  fromAt,
  limits: { ...defaultLimits, missedDays },
  rules: {},
});
const own = (id: string, fromAt: number, untilAt: number | null, value: number): Override => ({
  id,
  key: 'limits.missedDays',
  value,
  fromAt,
  untilAt,
});

describe('what a patient is judged by', () => {
  const versions = [version(1, 1_000, 2), version(2, 2_000, 3)];

  test.each([
    ['before the first version, by it', [], 0, 2, 1],
    ['until the next version', [], 1_999, 2, 1],
    ['from the next version on', [], 2_000, 3, 2],
    ['an own setting from its start', [own('a', 1_500, 2_500, 9)], 1_500, 9, 1],
    ['an own setting over a new version', [own('a', 1_500, 2_500, 9)], 2_100, 9, 2],
    ["the program's again when it runs out", [own('a', 1_500, 2_500, 9)], 2_500, 3, 2],
    ['the later of two own settings', [own('a', 1_500, null, 9), own('b', 1_600, null, 7)], 1_700, 7, 1],
    [
      'the earlier once the later is over',
      [own('a', 1_500, null, 9), own('b', 1_600, 1_800, 7)],
      1_900,
      9,
      1,
    ],
    ['an own setting that ended as it began', [own('a', 1_500, 1_500, 9)], 1_500, 2, 1],
  ])('%s', (_, overrides, at, missedDays, expected) => {
    const inForce = inForceAt(timelineOf(versions, overrides), at);
    expect([inForce.limits.missedDays, inForce.version]).toEqual([missedDays, expected]);
  });

  test('names the own settings in force', () => {
    const timeline = timelineOf(versions, [own('a', 1_500, 2_500, 9), own('b', 1_600, 1_800, 7)]);
    expect(inForceAt(timeline, 1_700).overrideIds).toEqual(['a', 'b']);
    expect(inForceAt(timeline, 2_600).overrideIds).toEqual([]);
  });
});

describe('a proposal', () => {
  test('differs in what it names only, and null sets a rule back as it ships', () => {
    const set = propose(shipped, { limits: { missedDays: 4 }, rules: { 'bp-low': { enabled: false } } }).data;
    expect(set).toEqual({
      limits: { ...defaultLimits, missedDays: 4 },
      rules: { 'bp-low': { enabled: false } },
    });
    expect(propose(set as RuleSet, { rules: { 'bp-low': null } }).data?.rules).toEqual({});
  });

  test('keeps the parameters of a rule that it does not name', () => {
    const set: RuleSet = {
      ...shipped,
      rules: { 'bp-low': { enabled: false, params: { clearReadings: 3 } } },
    };
    expect(propose(set, { rules: { 'bp-low': { enabled: true } } }).data?.rules).toEqual({
      'bp-low': { enabled: true, params: { clearReadings: 3 } },
    });
  });

  test('says the same in any order', () => {
    const reversed = Object.fromEntries(Object.entries(defaultLimits).reverse()) as RuleSet['limits'];
    expect(saysSame(shipped, { rules: {}, limits: reversed })).toBe(true);
    expect(saysSame(shipped, { ...shipped, limits: { ...defaultLimits, missedDays: 3 } })).toBe(false);
  });

  test('names the rules it switches', () => {
    const off: RuleSet = { ...shipped, rules: { 'bp-low': { enabled: false } } };
    expect(switched(shipped, off).off.map(r => r.id)).toEqual(['bp-low']);
    expect(switched(off, shipped).on.map(r => r.id)).toEqual(['bp-low']);
    expect(switched(shipped, shipped)).toEqual({ on: [], off: [] });
  });

  test('a parameter that is not set is what the rule ships with', () => {
    const rule = ruleById.get('bp-low');
    if (!rule) throw new Error('there is no rule bp-low');
    const set: RuleSet = { ...shipped, rules: { 'bp-low': { params: { clearReadings: 5 } } } };
    expect(paramsIn(rule, set)).toEqual({ ...rule.defaults, clearReadings: 5 });
    expect(isEnabled(rule, set)).toBe(true);
  });
});

test.each([
  ['limits.missedDays', true],
  ['limits.nothing', false],
  ['limits', false],
  ['rules.bp-low.enabled', true],
  ['rules.bp-low.clearReadings', true],
  ['rules.bp-low.nothing', false],
  ['rules.bp-low', false],
  ['rules.nothing.enabled', false],
  ['limits.glucoseHigh.mgDl', false],
])('a key that an own setting may have: %s %s', (key, expected) => {
  expect(isOverrideKey(key)).toBe(expected);
});
