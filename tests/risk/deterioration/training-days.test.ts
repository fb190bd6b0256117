import { expect, test } from 'vitest';
import { rollupsOver } from '../../../src/cli/train-deterioration-days.ts';
import { dayMs, hourMs, localDay } from '../../../src/domain/local-day.ts';
import type { Reading } from '../../../src/domain/reading.ts';
import type { Step } from '../../../src/evaluation/driver-intake.ts';
import { est, weight } from '../../rules/build.ts';

const zone = 'America/New_York';
const morning = est('11-20 07:00');
const today = localDay(morning, zone);
const came = (reading: Reading, at: number, owned = true): Step => ({
  is: 'turn',
  at,
  turn: { reading, owned },
});
const meansAt = (steps: readonly Step[], at: number) =>
  rollupsOver(steps, zone)(today - 2, today, at).weight.map(d => [d.day - today, d.mean]);

test('a day is the mean of what had come by then: what came late counts from when it came', () => {
  const steps = [
    came(weight(morning, 80), morning),
    came(weight(morning + hourMs, 82), morning + 2 * dayMs),
    came(weight(morning - dayMs, 79), morning + 2 * dayMs),
  ];
  expect(meansAt(steps, morning)).toEqual([]);
  expect(meansAt(steps, morning + dayMs)).toEqual([[0, 80]]);
  expect(meansAt(steps, morning + 3 * dayMs)).toEqual([
    [-1, 79],
    [0, 81],
  ]);
});

test('what is suspect, or may be another’s, is no part of a day', () => {
  const steps = [
    came(weight(morning, 80), morning),
    came(weight(morning, 120, { suspect: 'weight-jump' }), morning),
    came(weight(morning, 60), morning, false),
  ];
  expect(meansAt(steps, morning + hourMs)).toEqual([[0, 80]]);
});

test('a weigh-in that waited counts once it is confirmed', () => {
  const doubted = weight(morning, 84, { suspect: 'weight-jump' });
  const at = morning + hourMs;
  const { arrival, kind, measuredAt } = doubted;
  const given = { reading: { ...doubted, suspect: null }, owned: true };
  const turn = { arrival, at, kind, measuredAt, taken: { reading: doubted, owned: true }, given };
  const steps: Step[] = [came(doubted, morning), { is: 'turn', at, turn }];
  expect(meansAt(steps, at)).toEqual([]);
  expect(meansAt(steps, at + 1)).toEqual([[0, 84]]);
});
