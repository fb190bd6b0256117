import { expect, test } from 'vitest';
import { daily, heldClock, systemClock } from '../src/clock.ts';

test('a held clock stands until it is set, and never runs backwards', () => {
  const clock = heldClock(100);
  expect(clock.now()).toBe(100);
  clock.set(200);
  clock.set(150);
  expect(clock.now()).toBe(200);
});

test('wakes are called once, when their time is reached, in the order of their times', () => {
  const clock = heldClock(0);
  const called: string[] = [];
  clock.wake(30, () => called.push('c'));
  clock.wake(10, () => called.push('a'));
  clock.wake(20, () => called.push('b'));
  clock.set(9);
  expect(called).toEqual([]);
  clock.set(20);
  expect(called).toEqual(['a', 'b']);
  clock.set(40);
  clock.set(50);
  expect(called).toEqual(['a', 'b', 'c']);
});

test('a wake that was taken back is not called, also when an earlier one takes it back', () => {
  const clock = heldClock(0);
  const called: string[] = [];
  const cancel = clock.wake(20, () => called.push('b'));
  clock.wake(10, () => {
    called.push('a');
    cancel();
  });
  clock.set(30);
  expect(called).toEqual(['a']);
});

test('a wake in the past is called at the next setting', () => {
  const clock = heldClock(100);
  let called = 0;
  clock.wake(50, () => {
    called += 1;
  });
  clock.set(100);
  expect(called).toBe(1);
});

test('the system clock wakes for what is past, and a wake taken back stays asleep', async () => {
  let cancelled = 0;
  systemClock.wake(0, () => {
    cancelled += 1;
  })();
  await new Promise<void>(resolve => systemClock.wake(0, resolve));
  expect(cancelled).toBe(0);
});

test('the system clock sleeps for a wake months ahead instead of waking at once', async () => {
  let woke = 0;
  const cancel = systemClock.wake(systemClock.now() + 90 * 86_400_000, () => {
    woke += 1;
  });
  await new Promise<void>(resolve => systemClock.wake(0, resolve));
  cancel();
  expect(woke).toBe(0);
});

test('daily work is done each day from then on, also after it failed, until it is stopped', async () => {
  const clock = heldClock(0);
  const day = 86_400_000;
  const doneAt: number[] = [];
  const stop = daily(clock, () => {
    doneAt.push(clock.now());
    return doneAt.length === 1 ? Promise.reject(new Error('once')) : Promise.resolve();
  });
  const nextDay = async () => {
    clock.set(clock.now() + day);
    await new Promise<void>(resolve => setImmediate(resolve));
  };
  for (let i = 0; i < 3; i++) await nextDay();
  stop();
  await nextDay();
  expect(doneAt).toEqual([day, 2 * day, 3 * day]);
});
