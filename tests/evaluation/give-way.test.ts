import { expect, test } from 'vitest';
import { giveWayTo } from '../../src/evaluation/give-way.ts';

const timed = () => {
  let now = 100;
  let turns = 0;
  return {
    now: () => now,
    turns: () => turns,
    /** each look at what waits takes a millisecond */
    waiting: (left: number) => () => {
      now += 1;
      turns += 1;
      return Math.max(0, left - turns);
    },
  };
};

test('goes on at the next turn of the event loop when nothing waits', async () => {
  const time = timed();
  let turned = false;
  setImmediate(() => {
    turned = true;
  });
  await giveWayTo(time.waiting(0), time.now)(20);
  expect(turned).toBe(true);
  expect(time.turns()).toBe(1);
});

test('waits until nothing waits any more', async () => {
  const time = timed();
  await giveWayTo(time.waiting(7), time.now)(20);
  expect(time.turns()).toBe(7);
});

test('leaves at most three times as long to what waits as the last batch took', async () => {
  const time = timed();
  await giveWayTo(time.waiting(1_000), time.now)(20);
  expect(time.turns()).toBe(60);
});

test('ends as soon as somebody is to be judged who goes before devices', async () => {
  const time = timed();
  await giveWayTo(time.waiting(1_000), time.now)(20, () => time.turns() >= 5);
  expect(time.turns()).toBe(5);
});
