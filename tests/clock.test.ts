import { expect, onTestFinished, test, vi } from 'vitest';
import { type Clock, daily, heldClock, sleepFor, sleepUntil, systemClock } from '../src/clock.ts';
import { hourMs } from '../src/domain/local-day.ts';

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

test('a time that is to pass is counted by a held clock from where it stands', () => {
  const clock = heldClock(100);
  const called: string[] = [];
  clock.after(20, () => called.push('b'));
  clock.after(10, () => called.push('a'));
  clock.after(10, () => called.push('never'))();
  clock.set(109);
  expect(called).toEqual([]);
  clock.set(120);
  expect(called).toEqual(['a', 'b']);
});

test.each([-hourMs, hourMs])('a time that is to pass is as long when the clock is set by %d ms', setMs => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let calls = 0;
  systemClock.after(60_000, () => {
    calls += 1;
  });
  systemClock.after(60_000, () => {
    calls += 1;
  })();
  vi.setSystemTime(systemClock.now() + setMs);
  vi.advanceTimersByTime(59_999);
  expect(calls).toBe(0);
  vi.advanceTimersByTime(1);
  expect(calls).toBe(1);
});

test.each<[string, (clock: Clock, signal: AbortSignal) => Promise<void>]>([
  ['until an instant', (clock, signal) => sleepUntil(clock, 1_000, signal)],
  ['for a time', (clock, signal) => sleepFor(clock, 900, signal)],
])('who sleeps %s wakes then, or at once when told to', async (_, sleep) => {
  const clock = heldClock(100);
  const awake: string[] = [];
  const told = new AbortController();
  void sleep(clock, told.signal).then(() => awake.push('told'));
  void sleep(clock, new AbortController().signal).then(() => awake.push('then'));
  clock.set(999);
  await new Promise(setImmediate);
  expect(awake).toEqual([]);
  told.abort();
  await sleep(clock, told.signal);
  expect(awake).toEqual(['told']);
  clock.set(1_000);
  await new Promise(setImmediate);
  expect(awake).toEqual(['told', 'then']);
});
