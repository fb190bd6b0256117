import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageOf, type Taken } from '../../../simulators/message.ts';
import type { SimulatedDevice } from '../../../simulators/patient.ts';
import { type Meal, meals } from '../../../src/domain/reading.ts';
import { kgPerLb, mgDlPerMmolL, mmHgPerKPa } from '../../../src/domain/units.ts';
import { channels, decode } from '../../../src/ingest/decode/decode.ts';
import { type Decoded, rejectReasons } from '../../../src/ingest/decode/decoded.ts';
import { bloodPressure } from '../../support/store.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const decodeJson = (channel: string, payload: unknown): Decoded =>
  decode(channel, bytes(JSON.stringify(payload)));

test('the channels of the native format are the four that DESIGN names', () => {
  expect(channels).toEqual(['blood-pressure', 'glucose', 'weight', 'status']);
});

describe('payloads that are too strange for a file', () => {
  const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
  const wide = `{${Array.from({ length: 6_000 }, (_, i) => `"k${i}":${i}`).join(',')}}`;

  test.each([
    ['nested 30,000 deep, alone', 'weight', deep, 'not-an-object'],
    ['nested 30,000 deep, as the value', 'weight', `{"value":${deep},"unit":"kg"}`, 'field-wrong'],
    [
      'nested 30,000 deep, as the time',
      'weight',
      `{"value":80,"unit":"kg","measuredAt":${deep}}`,
      'time-wrong',
    ],
    ['nested 30,000 deep, as the slot', 'weight', `{"value":80,"unit":"kg","slot":${deep}}`, 'field-wrong'],
    ['60 kB of keys', 'weight', wide, 'unit-missing'],
    [
      'a string of 60 kB as the value',
      'weight',
      JSON.stringify({ value: '9 '.repeat(30_000), unit: 'kg' }),
      'field-wrong',
    ],
  ])('%s is rejected', (_, channel, text, reason) => {
    expect(decode(channel, bytes(text))).toMatchObject({ is: 'rejected', reason });
  });

  test('a decoded payload leaves no trace on Object.prototype', () => {
    decode(
      'weight',
      bytes('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"value":80,"unit":"kg"}'),
    );
    expect('polluted' in {}).toBe(false);
  });
});

const isSound = (decoded: Decoded): boolean => {
  if (decoded.is === 'rejected') return rejectReasons.includes(decoded.reason) && decoded.remedy.length > 0;
  if (decoded.is === 'status')
    return decoded.batteryPercent === null || Number.isFinite(decoded.batteryPercent);
  const { measurement, claimedAt } = decoded.reading;
  const numbers = Object.values(measurement).filter(v => typeof v === 'number');
  return [...numbers, claimedAt ?? 0].every(Number.isFinite);
};

const anyChannel = fc.oneof(fc.constantFrom(...channels), fc.string());
const fields = [
  'measuredAt',
  'systolic',
  'diastolic',
  'pulse',
  'value',
  'unit',
  'meal',
  'slot',
  'seq',
  'mode',
  'battery',
  '__proto__',
];
const numeric = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer().map(String),
);
const units = fc.constantFrom('mm[Hg]', 'kPa', 'mg/dL', 'mmol/L', 'kg', 'g', '[lb_av]');
const when = fc.date({ noInvalidDate: true }).map(date => date.toISOString());
const fieldValue = fc.oneof(
  numeric,
  units,
  when,
  fc.constantFrom('HI', 'LO', 'fasting', 'history', null, ''),
  fc.jsonValue(),
);
const nearly = fc.dictionary(fc.constantFrom(...fields), fieldValue);

test('property: decode answers for arbitrary bytes', () => {
  fc.assert(
    fc.property(anyChannel, fc.uint8Array({ maxLength: 200 }), (channel, payload) =>
      isSound(decode(channel, payload)),
    ),
    { numRuns: 500 },
  );
});

test('property: decode answers for arbitrary JSON, and every number of a reading is finite', () => {
  fc.assert(
    fc.property(
      anyChannel,
      fc.oneof(
        fc.json(),
        nearly.map(value => JSON.stringify(value)),
      ),
      (channel, text) => isSound(decode(channel, bytes(text))),
    ),
    { numRuns: 2_000 },
  );
});

test('property: what is decoded does not depend on the order of the fields, nor on fields it does not know', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...channels.filter(c => c !== 'status')),
      nearly,
      fc.string(),
      (channel, payload, key) => {
        const known = Object.entries(payload).filter(([name]) => name !== '__proto__');
        const shuffled = Object.fromEntries([[`x-${key}`, 1], ...known.toReversed()]);
        expect(decodeJson(channel, shuffled)).toEqual(decodeJson(channel, Object.fromEntries(known)));
      },
    ),
  );
});

test('property: a time without an offset is never guessed at', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }), date => {
      const measuredAt = date.toISOString().slice(0, -1);
      expect(decodeJson('blood-pressure', bloodPressure(measuredAt))).toMatchObject({ reason: 'time-wrong' });
    }),
  );
});

test('property: an instant decodes to the same millisecond, whatever offset it is written with', () => {
  const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });
  const instant = fc.integer({ min: Date.UTC(1971, 0), max: Date.UTC(2100, 0) });
  fc.assert(
    fc.property(instant, offset, (at, minutes) => {
      const two = (n: number) => String(Math.trunc(n)).padStart(2, '0');
      const local = new Date(at + minutes * 60_000).toISOString().slice(0, -1);
      const size = Math.abs(minutes);
      const measuredAt = `${local}${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
      const decoded = decodeJson('blood-pressure', bloodPressure(measuredAt));
      expect(decoded.is === 'reading' && decoded.reading.claimedAt).toBe(at);
      expect(decoded.is === 'reading' && decoded.reading.measuredAtSent).toBe(measuredAt);
    }),
  );
});

describe('property: decode inverts the simulator’s encode, within the rounding of the device', () => {
  const device = (unit: string, kind: string) =>
    ({ deviceId: 'dev-1', perWeek: 7, perSession: 1, kind, unit }) as SimulatedDevice;
  const instant = fc
    .integer({ min: Date.UTC(2020, 0) / 1000, max: Date.UTC(2035, 0) / 1000 })
    .map(s => s * 1000);
  const zone = fc.constantFrom(
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Cairo',
  );
  const meal = fc.constantFrom<Meal>(...meals);
  const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

  const roundTrip = (taken: Taken, unit: string, timeZone: string, seq: number) => {
    const message = messageOf(device(unit, taken.kind), taken, timeZone, seq);
    const decoded = decodeJson(taken.kind, message.payload);
    if (decoded.is !== 'reading') throw new Error(`not a reading: ${JSON.stringify(decoded)}`);
    const { measurement, claimedAt, seq: decodedSeq, sent, mode, slot } = decoded.reading;
    expect({ claimedAt, seq: decodedSeq, unit: sent.unit, mode, slot }).toEqual({
      claimedAt: taken.at,
      seq: String(seq),
      unit,
      mode: null,
      slot: null,
    });
    return measurement;
  };
  const near = (actual: number | null, expected: number, step: number) =>
    expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(step / 2 + 1e-9 * expected);

  test.each([
    ['mm[Hg]', 1],
    ['kPa', 0.1 * mmHgPerKPa],
  ])('blood pressure in %s', (unit, step) => {
    fc.assert(
      fc.property(
        instant,
        zone,
        between(50, 300),
        between(25, 200),
        between(20, 250),
        fc.nat(),
        (at, tz, s, d, p, seq) => {
          const taken = {
            at,
            kind: 'blood-pressure',
            systolicMmHg: s,
            diastolicMmHg: d,
            pulsePerMin: p,
          } as const;
          const m = roundTrip(taken, unit, tz, seq);
          if (m.kind !== 'blood-pressure') throw new Error(m.kind);
          near(m.systolicMmHg, s, step);
          near(m.diastolicMmHg, d, step);
          near(m.pulsePerMin, p, 1);
        },
      ),
    );
  });

  test.each([
    ['mg/dL', 1],
    ['mmol/L', 0.1 * mgDlPerMmolL],
  ])('glucose in %s; beyond the meter’s range its word, without a number', (unit, step) => {
    fc.assert(
      fc.property(instant, zone, between(10, 700), meal, fc.nat(), (at, tz, glucoseMgDl, label, seq) => {
        const m = roundTrip({ at, kind: 'glucose', glucoseMgDl, meal: label }, unit, tz, seq);
        if (m.kind !== 'glucose') throw new Error(m.kind);
        expect(m.meal).toBe(label);
        expect(m.outOfRange).toBe(glucoseMgDl > 600 ? 'HI' : glucoseMgDl < 20 ? 'LO' : null);
        if (m.outOfRange === null) near(m.glucoseMgDl, glucoseMgDl, step);
        else expect([m.glucoseMgDl, m.shown]).toEqual([null, null]);
      }),
    );
  });

  test.each([
    ['kg', 0.1],
    ['[lb_av]', 0.2 * kgPerLb],
  ])('weight in %s', (unit, step) => {
    fc.assert(
      fc.property(instant, zone, between(20, 300), fc.nat(), (at, tz, weightKg, seq) => {
        const m = roundTrip({ at, kind: 'weight', weightKg }, unit, tz, seq);
        if (m.kind !== 'weight') throw new Error(m.kind);
        near(m.weightKg, weightKg, step);
      }),
    );
  });
});
