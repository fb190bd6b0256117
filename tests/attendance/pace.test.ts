import { expect, test } from 'vitest';
import { startPace } from '../../src/attendance/pace.ts';
import { watchGateways } from '../../src/attendance/watch-gateways.ts';
import { hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { now, testStore } from '../support/store.ts';

test('is due at the start, and then so often', () => {
  const pace = startPace(minuteMs, now);
  const due = [0, 59_999, 60_000, 119_999, 200_000].map(ms => pace.isDue(now + ms));
  expect(due).toEqual([true, false, true, false, true]);
  expect(pace.nextAt()).toBe(now + 200_000 + minuteMs);
});

test('a clock that is set back puts it off no longer than that', () => {
  const pace = startPace(minuteMs, now + hourMs);
  expect([pace.isDue(now + hourMs), pace.isDue(now)]).toEqual([true, false]);
  expect(pace.nextAt()).toBe(now + minuteMs);
  expect(pace.isDue(now + minuteMs)).toBe(true);
});

test('gateways are watched on when the clock, which was ahead, is set back', async () => {
  const { store, directory } = await testStore();
  const watch = watchGateways(store, directory, now + hourMs);
  await watch.run(now + hourMs);
  await watch.run(now);
  expect(watch.nextAt()).toBe(now + 5 * minuteMs);
});
