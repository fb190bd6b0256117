import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs } from '../../../src/domain/local-day.ts';
import { dragged, isWhole, moved, type Span, zoomed } from '../../../src/web/chart/span.ts';

const whole: Span = { from: 0, to: 30 * dayMs };
const inDays = ({ from, to }: Span) => [from / dayMs, to / dayMs];

test('zooming in keeps the instant that was pointed at in its place', () => {
  expect(inDays(zoomed(whole, whole, 0.5, 10 * dayMs))).toEqual([5, 20]);
  expect(inDays(zoomed(whole, whole, 0.5))).toEqual([7.5, 22.5]);
});

test('what was dragged over is shown, in either direction', () => {
  expect(inDays(dragged(whole, 12 * dayMs, 4 * dayMs))).toEqual([4, 12]);
});

test('moving stops at the ends', () => {
  const span = { from: 10 * dayMs, to: 20 * dayMs };
  expect(inDays(moved(whole, span, -0.25))).toEqual([7.5, 17.5]);
  expect(inDays(moved(whole, span, 4))).toEqual([20, 30]);
});

test('whatever is pressed, at least a day is shown and never more than there is', () => {
  const part = fc.double({ min: -3, max: 3, noNaN: true });
  const factor = fc.double({ min: 0.01, max: 10, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(part, factor)), steps => {
      let span = whole;
      for (const [by, times] of steps) span = moved(whole, zoomed(whole, span, times), by);
      expect(span.from).toBeGreaterThanOrEqual(whole.from);
      expect(span.to).toBeLessThanOrEqual(whole.to + 1);
      expect(span.to - span.from).toBeGreaterThanOrEqual(dayMs - 1);
    }),
  );
});

test('all is shown again by zooming out', () => {
  expect(isWhole(whole, zoomed(whole, { from: 0, to: dayMs }, 100))).toBe(true);
});
