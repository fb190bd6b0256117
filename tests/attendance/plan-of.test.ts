import { expect, test } from 'vitest';
import { noPlan, planIn } from '../../src/attendance/plan-of.ts';
import { roundTheClock } from './plans.ts';

const stored = (plan: unknown) => ({ plan: JSON.parse(JSON.stringify(plan)) });

test('the same plan is checked once, another is never taken for it', () => {
  const first = planIn(stored(roundTheClock));
  expect(first).toEqual(roundTheClock);
  expect(planIn(stored(roundTheClock))).toBe(first);
  expect(planIn(stored({ ...roundTheClock, lead: null }))?.lead).toBeNull();
});

test('however many plans there were, those kept are few', () => {
  const first = planIn(stored({ ...roundTheClock, lead: 'First Lead' }));
  for (let n = 0; n < 250; n += 1) planIn(stored({ ...roundTheClock, lead: `Lead ${n}` }));
  const again = planIn(stored({ ...roundTheClock, lead: 'First Lead' }));
  expect(again).toEqual(first);
  expect(again).not.toBe(first);
});

test('none: no row, or a plan that was taken away', () => {
  expect([planIn(undefined), planIn(null), planIn({ plan: noPlan })]).toEqual([null, null, null]);
});

test('a plan that is none is refused, each time', () => {
  for (let n = 0; n < 2; n += 1) expect(() => planIn(stored({ timeZone: 'Nowhere' }))).toThrow();
});
