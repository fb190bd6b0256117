import { expect, test } from 'vitest';
import { endOf } from '../../src/roster/endings.ts';

type Held = Parameters<typeof endOf>[0];
const held = (patientId: string, fromAt: number | null = null, over: Partial<Held> = {}): Held => ({
  deviceId: 'cuff',
  kind: 'blood-pressure',
  slot: null,
  patientId,
  fromAt,
  ...over,
});
const ends = (all: readonly Held[]) => all.map(a => endOf(a, all));

test.each([
  ['alone it holds', [held('ann')], [null]],
  ['another patient’s later start ends it', [held('ann'), held('bob', 100)], [100, null]],
  [
    'the nearest of several starts ends it',
    [held('ann'), held('cid', 200), held('bob', 100)],
    [100, null, 200],
  ],
  ['an earlier start of another does not', [held('ann', 200), held('bob', 100)], [null, 200]],
  ['two without a start share the device', [held('ann'), held('bob')], [null, null]],
  ['two with one start share it', [held('ann', 100), held('bob', 100)], [null, null]],
  ['the same patient again does not end it', [held('ann'), held('ann', 100)], [null, null]],
  ['a device that comes back', [held('ann'), held('bob', 100), held('ann', 200)], [100, 200, null]],
  [
    'another slot does not end it',
    [held('ann', null, { slot: '1' }), held('bob', 100, { slot: '2' })],
    [null, null],
  ],
  ['the same slot does', [held('ann', null, { slot: '1' }), held('bob', 100, { slot: '1' })], [100, null]],
  ['another device does not', [held('ann'), held('bob', 100, { deviceId: 'scale' })], [null, null]],
  ['another kind does not', [held('ann'), held('bob', 100, { kind: 'weight' })], [null, null]],
])('%s', (_, all, expected) => {
  expect(ends(all)).toEqual(expected);
});
