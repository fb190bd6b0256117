import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rollupOf } from '../../src/domain/daily.ts';
import { dayMs, hourMs, localDay } from '../../src/domain/local-day.ts';
import type { Reading } from '../../src/domain/reading.ts';
import { daysBack, daysKnown, noStoredDays } from '../../src/evaluation/days.ts';
import { insertInOrder, removeFrom } from '../../src/evaluation/readings-window.ts';
import { bp, start, weight } from '../rules/build.ts';

const zone = 'America/New_York';
const dayOf = (at: number) => localDay(at, zone);

/** What `days` should be, the slow way. */
const naive = (readings: readonly Reading[], kind: Reading['kind'], at: number) => {
  const known = readings.filter(r => r.kind === kind && r.measuredAt <= at);
  const byDay = Map.groupBy(known, r => dayOf(r.measuredAt));
  return [...byDay]
    .filter(([day]) => day >= dayOf(at) - daysBack)
    .map(([day, of]) => rollupOf(kind, day, of))
    .sort((a, b) => a.day - b.day);
};

describe('the days of a patient', () => {
  test('are whole days from what is stored, and later ones from the readings in hand', () => {
    const early = weight(start, 80);
    const late = weight(start + 3 * dayMs, 82);
    const stored = [rollupOf('weight', dayOf(start), [early])];
    const days = daysKnown([late], start + dayMs, zone, before => stored.filter(d => d.day < before));
    expect(days.of('weight', late.measuredAt).map(d => d.mean)).toEqual([80, 82]);
  });

  test('ask for what is stored once, and not at all while no rule looks back', () => {
    let asked = 0;
    const days = daysKnown([], start, zone, () => {
      asked += 1;
      return [];
    });
    expect(asked).toBe(0);
    days.of('weight', start + dayMs);
    days.of('glucose', start + 2 * dayMs);
    expect(asked).toBe(1);
  });

  test('hold nothing of the day on which the window of readings begins: the rollup has all of that day', () => {
    const cut = weight(start + hourMs, 90);
    const days = daysKnown([cut], start, zone, () => [
      rollupOf('weight', dayOf(start), [weight(start, 80), cut]),
    ]);
    expect(days.of('weight', start + dayMs).map(d => d.readings)).toEqual([2]);
  });

  test('go back 35 local days and no further', () => {
    const readings = Array.from({ length: 50 }, (_, i) => weight(start + i * dayMs, 80 + i));
    const days = daysKnown(readings, start - 2 * dayMs, zone, noStoredDays);
    expect(days.of('weight', start + 49 * dayMs)).toHaveLength(daysBack + 1);
  });

  test('are those of the readings, whatever comes, goes, and is asked in between and in whatever order', () => {
    const step = fc.record({
      hour: fc.integer({ min: 0, max: 24 * 60 }),
      kind: fc.constantFrom<'weight' | 'bp'>('weight', 'bp'),
      removes: fc.boolean(),
      asksAtHour: fc.integer({ min: 0, max: 24 * 61 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const seen: Reading[] = [];
        const days = daysKnown(seen, start - 2 * dayMs, zone, noStoredDays);
        for (const { hour, kind, removes, asksAtHour } of steps) {
          const gone = removes ? seen[hour % Math.max(1, seen.length)] : undefined;
          const at = start + hour * hourMs;
          const turned =
            gone ?? (kind === 'weight' ? weight(at, 80 + (hour % 7)) : bp(at, 120 + (hour % 30)));
          if (gone) removeFrom(seen, gone);
          else insertInOrder(seen, turned);
          days.forget(turned.kind, turned.measuredAt);
          const asked = start + asksAtHour * hourMs;
          for (const of of ['weight', 'blood-pressure'] as const)
            expect(days.of(of, asked)).toEqual(naive(seen, of, asked));
        }
      }),
      { numRuns: 200 },
    );
  });
});
