import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/domain/reading.ts';
import { compare } from '../../../src/readings/history/compare.ts';
import { type Change, planOf } from '../../../src/readings/history/plan.ts';
import { nanosecondOf, pointOf, readingOf } from '../../../src/readings/history/point.ts';
import { rowOf } from '../../../src/readings/history/row-of.ts';
import { checksum, isSame } from '../../../src/readings/history/same-reading.ts';
import { inBatches } from '../../../src/readings/history/write-points.ts';
import { fromRow } from '../../../src/readings/row.ts';
import { cellsOf } from '../../../src/readings/take-reading.ts';
import { now } from '../../support/store.ts';

const weight = (over: Partial<Reading> = {}): Reading =>
  ({
    ...{
      id: 'a',
      deviceId: 'scale-1',
      slot: null,
      measuredAt: now,
      receivedAt: now + 5,
      mode: 'live',
      flags: [],
    },
    ...{
      suspect: null,
      sent: { unit: 'kg', values: { value: 70.2 } },
      arrival: 3,
      kind: 'weight',
      weightKg: 70.2,
    },
    ...over,
  }) as Reading;

const glucose = (over = {}): Reading =>
  ({
    ...weight(),
    ...{ kind: 'glucose', glucoseMgDl: 101, outOfRange: null, meal: 'fasting', shown: 5.6 },
    ...{ weightKg: undefined, sent: { unit: 'mmol/L', values: { value: 5.6 } } },
    ...over,
  }) as Reading;

/** As InfluxDB answers: nine digits of a second at most, zeros at its end left out. */
const read = (reading: Reading) => {
  const { tags, fields, timestamp } = pointOf('pat_1', reading, false);
  const fraction = timestamp.slice(-9).replace(/0+$/, '');
  const second = new Date(reading.measuredAt).toISOString().slice(0, 19);
  return readingOf(reading.kind, { ...tags, ...fields, time: `${second}${fraction ? `.${fraction}` : ''}Z` });
};

const change = (readingId: string, op: Change['op'] = 'put'): Change => ({
  ...{ patientId: 'pat_1', kind: 'weight', measuredAt: now, readingId, op },
});
const owned = (reading: Reading) => ({ patientId: 'pat_1', reading });

/** Two ids that have the same nanosecond. */
const [one, other] = ['reading-650', 'reading-777'];

describe('a point', () => {
  test('reads back as the reading it was made of, at any millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2000), max: Date.UTC(2100) }), fc.string(), (measuredAt, id) => {
        const reading = weight({ measuredAt, id });
        expect(read(reading)).toEqual(reading);
      }),
    );
    const pressure = { kind: 'blood-pressure', systolicMmHg: 142, diastolicMmHg: 88, pulsePerMin: null };
    for (const reading of [
      weight({ flags: ['clock', 'corrected'], suspect: 'implausible', slot: '2', mode: 'history' }),
      glucose(),
      glucose({
        glucoseMgDl: null,
        outOfRange: 'HI',
        meal: null,
        sent: { unit: 'mg/dL', values: { value: 'HI' } },
      }),
      fromRow(cellsOf(rowOf({ ...weight(), ...pressure } as Reading), 3)),
    ])
      expect(isSame(read(reading), reading)).toBe(true);
  });

  test('has a nanosecond of its own within the millisecond', () => {
    fc.assert(fc.property(fc.string(), id => nanosecondOf(id) >= 0 && nanosecondOf(id) < 1_000_000));
    expect(new Set(Array.from({ length: 100 }, (_, n) => nanosecondOf(`id-${n}`))).size).toBe(100);
  });

  test('tells doubtful readings by a tag, for rollups to leave out', () => {
    expect(pointOf('pat_1', weight(), false).tags).toEqual({
      patient: 'pat_1',
      device: 'scale-1',
      suspect: 'n',
    });
    expect(pointOf('pat_1', weight({ suspect: 'x' }), true).tags).toMatchObject({ suspect: 'y', n: 'a' });
  });
});

describe('the plan', () => {
  test('writes what is there, and clears nothing where nothing was', () => {
    const { clear, points } = planOf([change('a')], [owned(weight())]);
    expect(clear).toEqual([]);
    expect(points.map(p => p.key.readingId)).toEqual(['a']);
  });

  test('clears where a reading was and is no more, and writes what changed after clearing', () => {
    expect(planOf([change('a', 'gone')], [])).toMatchObject({ clear: [{ measuredAt: now }], points: [] });
    const changed = planOf([change('a', 'gone'), change('a')], [owned(weight())]);
    expect([changed.clear.length, changed.points.length]).toEqual([1, 1]);
  });

  test('writes nothing that is gone by now, and leaves others of the instant alone', () => {
    const plan = planOf([change('a')], [owned(weight({ id: 'b' }))]);
    expect(plan).toEqual({ clear: [], points: [] });
  });

  test('keeps two of one nanosecond apart, whichever of them came', () => {
    expect(nanosecondOf(one)).toBe(nanosecondOf(other));
    const both = [owned(weight({ id: one })), owned(weight({ id: other }))];
    for (const id of [one, other]) {
      const { clear, points } = planOf([change(id)], both);
      expect(clear).toHaveLength(1);
      expect(points.map(p => p.point.tags.n).sort()).toEqual([one, other]);
    }
    const alone = planOf([change(other, 'gone')], [owned(weight({ id: one }))]);
    expect(alone.points.map(p => p.point.tags.n)).toEqual([undefined]);
  });
});

test('requests are bounded by points and by bytes, in order, and none is left out', () => {
  const long = 'x'.repeat(400_000);
  const planned = ['a', 'b', 'c'].map(id => ({
    key: change(id),
    point: pointOf('pat_1', weight({ id, sent: { unit: null, values: { long } } }), false),
  }));
  expect(inBatches(planned).map(batch => batch.map(p => p.key.readingId))).toEqual([['a', 'b'], ['c']]);
  const many = Array.from({ length: 12_000 }, () => ({
    ...planned[0],
    point: pointOf('p', weight(), false),
  }));
  const sizes = inBatches(many as typeof planned).map(batch => batch.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(5_000);
  expect(sizes.reduce((a, b) => a + b)).toBe(12_000);
});

describe('comparing', () => {
  const [a, b, c] = [weight({ id: 'a' }), weight({ id: 'b', measuredAt: now + 1 }), weight({ id: 'c' })];
  test.each([
    ['the same', [a, b], [b, a], null, [[], [], []]],
    ['one missing', [a, b], [b], null, [['a'], [], []]],
    ['one that says otherwise', [a], [weight({ arrival: 4 })], null, [[], ['a'], []]],
    ['one too many', [a], [a, c], null, [[], [], ['c']]],
    ['one there twice', [a], [a, { ...a }], null, [[], [], ['a']]],
    ['one that was pruned', [b], [a, b], now + 1, [[], [], []]],
    ['one too many since', [], [a, b], now + 1, [[], [], ['b']]],
  ] as const)('%s', (_, stored, there, prunedBefore, expected) => {
    const { missing, different, extra } = compare(stored, there, prunedBefore);
    expect([missing, different, extra].map(some => some.map(r => r.id))).toEqual(expected);
  });

  test('a checksum is that of the readings, in any order, and of no others', () => {
    expect(checksum([a, b])).toBe(checksum([b, a]));
    expect(checksum([a, weight({ id: 'b', measuredAt: now + 1, receivedAt: 0 })])).not.toBe(checksum([a, b]));
    const sent = (values: Record<string, number>) => weight({ sent: { unit: null, values } });
    expect(checksum([sent({ x: 1, y: 2 })])).toBe(checksum([sent({ y: 2, x: 1 })]));
  });
});
