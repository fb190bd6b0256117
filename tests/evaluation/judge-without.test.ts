import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import type { Reading } from '../../src/domain/reading.ts';
import type { Decided } from '../../src/evaluation/turn.ts';
import { ruleById } from '../../src/rules/catalogue.ts';
import { bp, glucose, start, weight } from '../rules/build.ts';
import { arrive, foldInBatches } from './drive.ts';

const rulesOf = (...ids: string[]) => ids.map(id => ruleById.get(id) ?? expect.unreachable(id));

/** What stands and what ended after the last of some readings, all judged, was decided on at `at`. */
const afterDeciding = (
  readings: readonly Reading[],
  index: number,
  at: number,
  ruleIds: readonly string[],
  given: Reading | null = null,
) => {
  const arrivals = arrive(readings);
  const taken = arrivals[index] ?? expect.unreachable();
  const { kind, measuredAt } = taken.reading;
  const arrival = arrivals.length + 1;
  const decided: Decided = {
    arrival,
    at,
    kind,
    measuredAt,
    taken,
    given: given && { reading: { ...given, arrival }, owned: true },
  };
  const each = arrivals.map((_, i) => i + 1);
  const judged = foldInBatches([...arrivals, decided], each, rulesOf(...ruleIds), at + 1, { awake: true });
  return judged
    .map(({ episode: e }) => [e.severity, e.confirmed, e.endedAt === null ? 'stands' : e.endReason])
    .sort();
};

describe('without a reading that a person took away', () => {
  const severe = bp(start, 190);
  const repeat = bp(start + 5 * minuteMs, 195);

  test('what only it raised ends as superseded', () => {
    expect(afterDeciding([severe], 0, start + hourMs, ['bp-severe'])).toEqual([
      ['urgent', false, 'superseded'],
    ]);
  });

  test.each([
    ['the second', 1],
    ['the first', 0],
  ])(
    'what it confirmed is unconfirmed again; the critical one ends and still asks for a review: %s',
    (_, index) => {
      expect(afterDeciding([severe, repeat], index, start + hourMs, ['bp-severe'])).toEqual([
        ['critical', true, 'superseded'],
        ['urgent', false, 'stands'],
      ]);
    },
  );

  test('what it dismissed waits again, and nobody having repeated it, is called for', () => {
    const lower = bp(start + 5 * minuteMs, 130);
    expect(afterDeciding([severe, lower], 1, start + hourMs, ['bp-severe'])).toEqual([
      ['urgent', false, 'stands'],
    ]);
  });

  test('what it cleared stands again', () => {
    const lows = [glucose(start, 50), glucose(start + hourMs, 110), glucose(start + 2 * hourMs, 112)];
    const rule = 'glucose-low-level-2';
    expect(afterDeciding(lows, 2, start + 3 * hourMs, [rule])).toEqual(
      afterDeciding([...lows.slice(0, 2), weight(start + 2 * hourMs, 80)], 2, start + 3 * hourMs, [rule]),
    );
  });

  test('silence counts from the reading before it', () => {
    const weights = [weight(start, 80), weight(start + 2 * dayMs, 95)];
    const at = start + 4 * dayMs;
    expect(afterDeciding(weights, 1, at, ['missed-weight'])).toEqual([['warning', true, 'stands']]);
    expect(foldInBatches(arrive(weights), [], rulesOf('missed-weight'), at)).toEqual([]);
  });

  test('a correction in one step keeps the alert that still stands', () => {
    const corrected = bp(start, 185);
    expect(afterDeciding([severe], 0, start + hourMs, ['bp-severe'], corrected)).toEqual([
      ['urgent', false, 'stands'],
    ]);
  });

  test('what was measured longer ago than 35 days is taken out of trends, but nothing is judged again', () => {
    const at = start + 36 * dayMs;
    expect(afterDeciding([severe], 0, at, ['bp-severe'])).toEqual([['urgent', false, 'stands']]);
  });

  test('a suspect reading of any age is let go of', () => {
    const odd = weight(start, 8, { suspect: 'odd' });
    const at = start + 90 * dayMs;
    expect(afterDeciding([odd], 0, at, ['suspect-reading'])).toEqual([['info', true, 'superseded']]);
  });
});
