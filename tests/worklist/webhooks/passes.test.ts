import { expect, onTestFinished, test, vi } from 'vitest';
import { type Clock, heldClock } from '../../../src/clock.ts';
import { hourMs, minuteMs } from '../../../src/domain/local-day.ts';
import { afterEvents, createPasses } from '../../../src/worklist/webhooks/passes.ts';

const start = Date.parse('2026-11-29T08:00:00Z');

test('when it cannot be told when the next pass is due, that is told, and one is made in a minute', async () => {
  const clock = heldClock(start);
  const errors: unknown[] = [];
  let passed = 0;
  let asked = 0;
  const { kick, running } = createPasses({
    clock,
    signal: new AbortController().signal,
    pass: () => {
      passed += 1;
      return Promise.resolve();
    },
    nextAt: () => {
      asked += 1;
      return asked === 1 ? Promise.reject(new Error('the store is busy')) : Promise.resolve(null);
    },
    onError: error => errors.push(error),
  });
  kick();
  await running();
  expect(errors).toHaveLength(1);
  clock.set(start + minuteMs - 1);
  expect(passed).toBe(1);
  clock.set(start + minuteMs);
  await running();
  expect(passed).toBe(2);
});

test('events that come close together ask for one pass more, however many they are, and none is missed', async () => {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const waiting = new Set<() => void>();
  const next = () => new Promise<void>(resolve => waiting.add(resolve));
  const event = (): void => {
    for (const wake of waiting) wake();
    waiting.clear();
  };
  const rests: (() => void)[] = [];
  const rest = () => new Promise<void>(resolve => rests.push(resolve));
  const run = vi.fn();
  const listening = afterEvents({ next }, stop.signal, run, rest);
  event();
  await vi.waitFor(() => expect(rests).toHaveLength(1));
  for (let n = 0; n < 20; n += 1) event();
  expect(run).toHaveBeenCalledTimes(1);
  rests[0]?.();
  await vi.waitFor(() => expect(rests).toHaveLength(2));
  expect(run).toHaveBeenCalledTimes(2);
  rests[1]?.();
  await vi.waitFor(() => expect(waiting.size).toBe(1));
  stop.abort();
  event();
  await listening;
  expect(run).toHaveBeenCalledTimes(2);
});

test('a clock that is set back holds up nothing for longer than a minute', async () => {
  const wall = { at: Date.parse('2026-11-23T12:00:00Z') };
  const due: { readonly in: number; readonly run: () => void }[] = [];
  const clock: Clock = {
    now: () => wall.at,
    // an instant that lies an hour ahead once the clock is set back
    wake: () => () => {},
    after: (ms, run) => {
      due.push({ in: ms, run });
      return () => {};
    },
  };
  let passes = 0;
  const stopping = new AbortController();
  const { kick, running } = createPasses({
    clock,
    signal: stopping.signal,
    pass: () => {
      passes += 1;
      return Promise.resolve();
    },
    nextAt: () => Promise.resolve(wall.at + 1_000),
    onError: () => {},
  });
  kick();
  await running();
  wall.at -= hourMs;
  expect(due.map(({ in: ms }) => ms)).toEqual([minuteMs]);
  due[0]?.run();
  await running();
  expect(passes).toBe(2);
  stopping.abort();
});
