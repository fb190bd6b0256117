import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meals, modes, type Reading, type ReadingFlag, readingFlags } from '../../src/domain/reading.ts';
import { mmHgPerKPa } from '../../src/domain/units.ts';
import { decode } from '../../src/ingest/decode/decode.ts';
import { fromRow, readingColumns, toRow } from '../../src/readings/row.ts';
import { bp, glucose, start, weight } from '../rules/build.ts';
import { testStore } from '../support/store.ts';

const roundTrip = (reading: Reading): Reading => fromRow(toRow(reading, reading.arrival));

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map(n => (Object.is(n, -0) ? 0 : n));
const instant = fc.integer({ min: -1e12, max: 4e12 });
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const common = {
  id: text,
  deviceId: text,
  slot: fc.option(text),
  measuredAt: instant,
  receivedAt: instant,
  arrival: fc.nat(),
  mode: fc.constantFrom(...modes),
  flags: fc.subarray<ReadingFlag>(readingFlags.filter(flag => flag !== 'corrected')),
  suspect: fc.option(text),
};
const sent = (values: fc.Arbitrary<Record<string, unknown>>) => fc.record({ unit: fc.option(text), values });
const value = fc.oneof(finite, finite.map(String), fc.constant(null));

const bloodPressures = fc.record({
  ...common,
  kind: fc.constant('blood-pressure' as const),
  systolicMmHg: finite,
  diastolicMmHg: finite,
  pulsePerMin: fc.option(finite),
  sent: sent(fc.record({ systolic: value, diastolic: value, pulse: value })),
});
const weights = fc.record({
  ...common,
  kind: fc.constant('weight' as const),
  weightKg: finite,
  sent: sent(fc.record({ value })),
});
const glucoses = fc
  .record({
    ...common,
    kind: fc.constant('glucose' as const),
    glucoseMgDl: fc.option(finite),
    outOfRange: fc.option(fc.constantFrom('HI' as const, 'LO' as const)),
    meal: fc.option(fc.constantFrom(...meals)),
    shown: finite,
    unit: fc.option(text),
  })
  .map(({ unit, ...r }) => ({ ...r, sent: { unit, values: { value: r.shown, meal: r.meal } } }));

test('property: a reading comes back from its row as it went in', () => {
  fc.assert(
    fc.property(fc.oneof(bloodPressures, weights, glucoses), reading => {
      expect(roundTrip(reading)).toEqual(reading);
    }),
    { numRuns: 500 },
  );
});

test('property: and the same from the store itself, whatever the texts hold', async () => {
  const { store } = await testStore({ roster: null });
  const columns = ['patient_id', ...readingColumns];
  const insert = store.sqlite.prepare(
    `INSERT OR REPLACE INTO reading (${columns}) VALUES (${columns.map(() => '?')})`,
  );
  const select = store.sqlite.prepare(`SELECT ${readingColumns} FROM reading`).raw();
  fc.assert(
    fc.property(fc.oneof(bloodPressures, weights, glucoses), reading => {
      store.sqlite.exec('DELETE FROM reading');
      insert.run('pat_1', ...toRow(reading, reading.arrival));
      expect(fromRow(select.get() as string[])).toEqual(reading);
    }),
    { numRuns: 200 },
  );
});

test('every column of the table but the owner is written, in the order of readingColumns', async () => {
  const { all } = await testStore({ roster: null });
  const columns = all('SELECT name FROM pragma_table_info(?) ORDER BY cid', 'reading').map(r => r.name);
  expect([...readingColumns].sort()).toEqual(columns.filter(name => name !== 'patient_id').sort());
  expect(toRow(weight(start, 80), 1)).toHaveLength(readingColumns.length);
});

describe('what the meter showed comes back in its own unit', () => {
  const stored = (payload: object): Reading => {
    const decoded = decode('glucose', Buffer.from(JSON.stringify(payload)));
    if (decoded.is !== 'reading') throw new Error(decoded.is);
    const reading = {
      ...glucose(start, 100),
      ...decoded.reading.measurement,
      sent: decoded.reading.sent,
    } as Reading;
    return roundTrip(reading);
  };

  test.each([
    [{ value: 5.6, unit: 'mmol/L' }, 5.6],
    [{ value: '5.6', unit: 'mmol/L' }, 5.6],
    [{ value: ' +104. ', unit: 'mg/dL' }, 104],
    [{ value: 0, unit: 'mg/dL' }, 0],
    [{ value: 'HI', unit: 'mg/dL' }, null],
    [{ value: ' lo ' }, null],
  ])('%o shows %s', (payload, expected) => {
    expect(stored(payload)).toMatchObject({ shown: expected });
  });
});

test('canonical values keep full precision', () => {
  const kPa = bp(start, 18.9 * mmHgPerKPa, 11.7 * mmHgPerKPa);
  expect(roundTrip(kPa)).toEqual(kPa);
});

test('a value that a person put right is shown in the meter’s own unit, not as it was sent', () => {
  const sent = { unit: 'mmol/L', values: { value: 55, meal: null } };
  const corrected = { ...glucose(start, 5.5, 'mmol/L'), flags: ['corrected' as const], sent };
  expect(roundTrip(corrected)).toMatchObject({ shown: expect.closeTo(5.5, 9), sent });
  const inMgDl = { ...glucose(start, 104), flags: ['corrected' as const], sent: { ...sent, unit: 'mg/dL' } };
  expect(roundTrip(inMgDl)).toMatchObject({ shown: 104 });
});
