import { describe, expect, test } from 'vitest';
import { createToasts } from '../../../src/web/kit/toasts.ts';

const held = () => {
  const timers: { ms: number; run: () => void; isOff: boolean }[] = [];
  const toasts = createToasts<string>({
    after: (ms, run) => {
      const timer = { ms, run, isOff: false };
      timers.push(timer);
      return () => {
        timer.isOff = true;
      };
    },
  });
  return { toasts, timers, shown: () => toasts.shown().map(toast => toast.spoken) };
};

describe('toasts', () => {
  test('each goes after its time', () => {
    const { toasts, timers, shown } = held();
    toasts.show('a', 'a', 1_000);
    toasts.show('b', 'b');
    expect(timers.map(timer => timer.ms)).toEqual([1_000, 6_000]);
    timers[0]?.run();
    expect(shown()).toEqual(['b']);
  });

  test('at most three stand at once; the oldest goes first', () => {
    const { toasts, shown } = held();
    for (const word of ['a', 'b', 'c', 'd']) toasts.show(word, word);
    expect(shown()).toEqual(['b', 'c', 'd']);
  });

  test('one that is taken away has no timer left, and listeners are told', () => {
    const { toasts, timers, shown } = held();
    let told = 0;
    const stop = toasts.subscribe(() => {
      told += 1;
    });
    toasts.show('a', 'a')();
    expect([shown(), timers[0]?.isOff, told]).toEqual([[], true, 2]);
    stop();
    toasts.show('b', 'b');
    expect(told).toBe(2);
  });
});
