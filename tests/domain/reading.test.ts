import { expect, test } from 'vitest';
import { needsPerson, severities, severityRank, worst } from '../../src/domain/alert.ts';
import { inMeasuredOrder } from '../../src/domain/reading.ts';
import { weight } from '../rules/build.ts';

test('readings sort by measured time; readings of one instant by arrival', () => {
  const [a, b, c] = [
    weight(2_000, 80, { arrival: 1 }),
    weight(1_000, 81, { arrival: 3 }),
    weight(1_000, 82, { arrival: 2 }),
  ];
  expect([a, b, c].sort(inMeasuredOrder)).toEqual([c, b, a]);
});

test('severities are listed from mild to critical, and rank in that order', () => {
  expect(severities.map(s => severityRank[s])).toEqual([0, 1, 2, 3]);
});

test('the worse of two severities wins, whatever their order', () => {
  for (const a of severities)
    for (const b of severities) {
      expect(severityRank[worst(a, b)]).toBe(Math.max(severityRank[a], severityRank[b]));
    }
});

test('urgent and critical need a person; info and warning do not', () => {
  expect(severities.filter(needsPerson)).toEqual(['urgent', 'critical']);
});
