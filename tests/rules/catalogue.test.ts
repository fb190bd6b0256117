import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ruleById, rules } from '../../src/rules/catalogue.ts';

const ids = [
  'bp-severe',
  'bp-low',
  'bp-mean-high',
  'pulse-low',
  'pulse-high',
  'glucose-low-level-1',
  'glucose-low-level-2',
  'glucose-consecutive-lows',
  'glucose-high-twice',
  'glucose-very-high-two-days',
  'glucose-meter-high',
  'glucose-meter-low',
  'weight-gain-1-day',
  'weight-gain-3-days',
  'weight-gain-7-days',
  'weight-above-dry',
  'weight-over-diuresis',
  'missed-blood-pressure',
  'missed-glucose',
  'missed-weight',
  'monitoring-review',
  'device-clock',
  'suspect-reading',
  'unowned-blood-pressure',
  'unowned-glucose',
];

test('every rule ships once, under its id, from a file of that name', () => {
  const files = new Set(readdirSync(new URL('../../src/rules', import.meta.url)));
  expect(rules.map(rule => rule.id)).toEqual(ids);
  for (const id of ids) {
    expect(ruleById.get(id)?.id).toBe(id);
    expect(files).toContain(`${id}.ts`);
  }
});

test.each(rules)('$id has a title, a source, a version and kinds', rule => {
  expect(rule.version).toBe(1);
  expect(rule.kinds.length > 0, 'watches readings').toBe(rule.id !== 'monitoring-review');
  expect(rule.title).not.toBe('');
  expect(rule.source).not.toBe('');
  expect(rule.watchesTime).toBe(rule.id.startsWith('missed-'));
  const long = rule.concern === 'adherence' || rule.judges === 'suspect';
  expect(rule.latenessLimitMs).toBe((long ? 35 * 24 : 72) * 3_600_000);
});
