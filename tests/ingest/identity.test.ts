import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minuteMs } from '../../src/domain/local-day.ts';
import { decode } from '../../src/ingest/decode/decode.ts';
import type { DecodedReading } from '../../src/ingest/decode/decoded.ts';
import { identityOf } from '../../src/ingest/identity.ts';
import { placeInTime } from '../../src/ingest/place-in-time.ts';
import { bloodPressure, now, type Row } from '../support/store.ts';

const decoded = (payload: Row, channel = 'blood-pressure'): DecodedReading => {
  const result = decode(channel, Buffer.from(JSON.stringify(payload)));
  if (result.is !== 'reading') throw new Error('not a reading');
  return result.reading;
};
const identify = (payload: Row, { device = 'dev-1', receivedAt = now, channel = 'blood-pressure' } = {}) => {
  const reading = decoded(payload, channel);
  return identityOf(device, reading, placeInTime(reading.claimedAt, receivedAt).timeless, receivedAt);
};
const idOf = (...args: Parameters<typeof identify>) => identify(...args).id;

const at = '2026-11-23T07:00:00-05:00';

test('redelivery, however much later, finds the same id', () => {
  const payload = bloodPressure(at);
  expect(identify(payload, { receivedAt: now + 90 * 24 * 60 * minuteMs })).toEqual({
    id: idOf(payload),
    alsoId: null,
  });
});

test('an id is 22 URL-safe characters', () => {
  expect(idOf(bloodPressure(at))).toMatch(/^[A-Za-z0-9_-]{22}$/);
});

describe('two readings of one minute are two when they differ in', () => {
  test.each([
    ['a value', bloodPressure(at, { systolic: 143 })],
    ['the pulse', bloodPressure(at, { pulse: null })],
    ['a value sent as text', bloodPressure(at, { systolic: '142' })],
    ['the unit', bloodPressure(at, { unit: 'kPa' })],
    ['the time', bloodPressure('2026-11-23T07:00:01-05:00')],
    ['how the same instant is written', bloodPressure('2026-11-23T12:00:00Z')],
    ['the slot', bloodPressure(at, { slot: 2 })],
    ['the sequence number', bloodPressure(at, { seq: 9 })],
    ['having a time', bloodPressure(undefined)],
  ])('%s', (_, other) => {
    expect(idOf(other)).not.toBe(idOf(bloodPressure(at)));
  });

  test('the device', () => {
    expect(idOf(bloodPressure(at), { device: 'dev-2' })).not.toBe(idOf(bloodPressure(at)));
  });

  test('the kind', () => {
    const payload = { measuredAt: at, value: 80, systolic: 80, unit: 'kg' };
    const glucose = { ...payload, unit: 'mg/dL' };
    expect(idOf(payload, { channel: 'weight' })).not.toBe(idOf(glucose, { channel: 'glucose' }));
  });

  test('the meal label', () => {
    const glucose = (meal: string) =>
      idOf({ measuredAt: at, value: 104, unit: 'mg/dL', meal }, { channel: 'glucose' });
    expect(glucose('before')).not.toBe(glucose('after'));
  });
});

test('fields that say nothing of the reading do not change its identity', () => {
  expect(idOf(bloodPressure(at, { battery: 80, mode: 'history' }))).toBe(idOf(bloodPressure(at)));
});

test('slot and sequence number are the same whether sent as a number or as text', () => {
  expect(idOf(bloodPressure(at, { slot: '2', seq: '9' }))).toBe(idOf(bloodPressure(at, { slot: 2, seq: 9 })));
});

test('a wrong clock in 2028 still tells readings apart: the id depends on the time as sent, not on arrival', () => {
  const payload = bloodPressure('2028-01-01T00:00:00Z');
  expect(identify(payload, { receivedAt: now + 60 * minuteMs })).toEqual({ id: idOf(payload), alsoId: null });
});

describe('equal readings without a usable time', () => {
  const bucketStart = Math.ceil(now / (10 * minuteMs)) * 10 * minuteMs;
  const sameReading = (payload: Row, first: number, second: number): boolean => {
    const a = identify(payload, { receivedAt: first });
    const b = identify(payload, { receivedAt: second });
    return b.id === a.id || b.alsoId === a.id;
  };

  test.each([
    ['absent', bloodPressure(undefined)],
    ['unset (1970)', bloodPressure('1970-01-01T00:00:00Z')],
  ])('%s: are one within 10 minutes, two after 20', (_, payload) => {
    for (const start of [bucketStart, bucketStart + 1, bucketStart + 10 * minuteMs - 1]) {
      expect(sameReading(payload, start, start)).toBe(true);
      expect(sameReading(payload, start, start + 10 * minuteMs)).toBe(true);
      expect(sameReading(payload, start, start + 20 * minuteMs)).toBe(false);
    }
  });

  test('with different values are two at once', () => {
    const [a, b] = [142, 143].map(systolic => identify(bloodPressure(undefined, { systolic })));
    expect(a?.id).not.toBe(b?.id);
    expect(a?.alsoId).not.toBe(b?.id);
  });

  test('with sequence numbers are told apart by them, and are one within a month, since a counter may start anew', () => {
    const payload = (seq: number) => bloodPressure(undefined, { seq });
    const sameAfter = (days: number) => sameReading(payload(1), now, now + days * 24 * 60 * minuteMs);
    expect(idOf(payload(1))).not.toBe(idOf(payload(2)));
    expect([sameAfter(0), sameAfter(29), sameAfter(61)]).toEqual([true, true, false]);
  });

  test('property: are one within 10 minutes and two from 20 on, wherever the buckets lie', () => {
    fc.assert(
      fc.property(fc.integer({ min: now, max: now + 1e9 }), fc.nat(40 * 60_000), (first, later) => {
        const same = sameReading(bloodPressure(undefined), first, first + later);
        if (later <= 10 * minuteMs) expect(same).toBe(true);
        if (later >= 20 * minuteMs) expect(same).toBe(false);
      }),
    );
  });
});
