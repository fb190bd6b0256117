import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { severities, severityRank } from '../../src/domain/alert.ts';
import { ruleById, rules } from '../../src/rules/catalogue.ts';
import { paramsOf } from '../../src/rules/define.ts';

const groups = [
  'bp-high',
  'bp-low',
  'pulse',
  'glucose-low',
  'glucose-high',
  'weight-up',
  'weight-down',
  'silence',
  'silence-blood-pressure',
  'silence-glucose',
  'silence-weight',
  'device',
  'unit-or-person',
  'whose',
  'record',
];

test('at least twenty rules ship, each once, under its id, from a file of that name', () => {
  const files = new Set(readdirSync(new URL('../../src/rules', import.meta.url)));
  expect(rules.length).toBeGreaterThanOrEqual(20);
  expect(ruleById.size).toBe(rules.length);
  for (const { id } of rules) expect(files).toContain(`${id}.ts`);
});

test('every concern that readings raise has a rule', () => {
  expect(new Set(rules.map(r => r.concern))).toEqual(
    new Set(['blood-pressure', 'glucose', 'weight', 'adherence', 'device']),
  );
});

test('of two rules in one group that may be equally severe, the list says which speaks', () => {
  const order = rules.filter(r => r.group === 'glucose-low').map(r => r.id);
  expect(order).toEqual([
    'glucose-meter-low',
    'glucose-low-level-2',
    'glucose-low-burden',
    'glucose-consecutive-lows',
    'glucose-overnight-low',
    'glucose-low-level-1',
  ]);
});

test.each(rules)('$id says what it is, whose numbers it has, and when it ends', rule => {
  expect(rule.version).toBeGreaterThanOrEqual(1);
  expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
  expect(rule.source).toMatch(/\S{3}/);
  expect(rule.clears).toMatch(/^[a-z].*[^.]$/);
  expect(groups).toContain(rule.group);
  expect(rule.latenessLimitMs).toBeGreaterThan(0);
  expect(rule.coolDownMs).toBeGreaterThanOrEqual(0);
});

test.each(rules)('$id has a ladder, mildest first, and steps that a case manager may consider', rule => {
  expect(rule.ladder.length).toBeGreaterThan(0);
  for (const severity of rule.ladder) expect(severities).toContain(severity);
  const ranks = rule.ladder.map(s => severityRank[s]);
  expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b));
  expect(rule.steps.length).toBeGreaterThan(0);
  for (const step of rule.steps) expect(step).toMatch(/^consider .*[^.]$/);
});

test.each(
  rules.flatMap(rule => paramsOf(rule).map(param => ({ rule, param, of: rule.id, name: param.name }))),
)('$of.$name says what it is, its unit, its bounds and whose number it is', ({ rule, param }) => {
  for (const text of [param.what, param.unit, param.source]) expect(text).toMatch(/\S/);
  expect(rule.params.safeParse({}).success).toBe(true);
  if (typeof param.byDefault === 'boolean') return;
  const { least, most, byDefault } = param;
  if (least === null || most === null) throw new Error('a number has bounds');
  expect(least).toBeLessThanOrEqual(byDefault);
  expect(most).toBeGreaterThanOrEqual(byDefault);
  for (const beyond of [least - 1, most + 1])
    expect(rule.params.safeParse({ [param.name]: beyond }).success).toBe(false);
});

test.each(rules)('$id refuses a parameter it does not have', rule => {
  expect(rule.params.safeParse({ nonsense: 1 }).success).toBe(false);
});

test('technical findings are told of as such: devices never speak as a clinical concern', () => {
  const technical = rules.filter(r => r.group === 'device');
  expect(technical.map(r => r.concern)).toEqual(technical.map(() => 'device'));
});
