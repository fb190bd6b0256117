import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/domain/reading.ts';
import { readingReads, readingWrites } from '../../src/readings/store.ts';
import { bp, glucose, hours, minutes, start, weight } from '../rules/build.ts';
import { testStore } from '../support/store.ts';

const open = async () => {
  const s = await testStore({ roster: null });
  const writes = readingWrites(s.store.sql);
  const reads = readingReads(s.store.readerSql);
  const add = (readings: readonly Reading[], patientId = 'pat_1') =>
    s.store.write(async () => {
      const added = [];
      for (const r of readings) added.push(await writes.addOwned(patientId, r, r.arrival));
      return added;
    });
  const idsSince = async (from: number, patientId = 'pat_1') =>
    (await reads.since(patientId, from)).map(r => r.id);
  return { ...s, writes, reads, add, idsSince };
};

test('the reading table is clustered by its key, not by a hidden row id', async () => {
  const { all } = await open();
  const [table] = all("SELECT wr FROM pragma_table_list WHERE name = 'reading'");
  expect(table).toEqual({ wr: 1 });
  const key = all(`SELECT name FROM pragma_table_info('reading') WHERE pk > 0 ORDER BY pk`).map(r => r.name);
  expect(key).toEqual(['patient_id', 'kind', 'measured_at', 'id']);
});

test('a window is read by the key alone: its cost follows the window, not the history', async () => {
  const { all } = await open();
  const plan = all(
    `EXPLAIN QUERY PLAN SELECT * FROM reading WHERE patient_id = 'p' AND kind = 'weight' AND measured_at >= 1`,
  );
  expect(plan.map(r => r.detail).join()).toMatch(
    /SEARCH reading USING PRIMARY KEY \(patient_id=\? AND kind=\? AND measured_at>\?\)/,
  );
});

describe('since', () => {
  test('gives every kind, good and suspect, in measured order, whatever the order of arrival', async () => {
    const s = await open();
    const late = weight(start + hours(1), 80);
    const odd = bp(start + hours(2), 400, 90, { suspect: 'too high' });
    const first = glucose(start + minutes(1), 104);
    await s.add([odd, first, late].map((r, i) => ({ ...r, arrival: i + 1 })));
    expect(await s.idsSince(start)).toEqual([first.id, late.id, odd.id]);
  });

  test('begins at its instant, inclusive', async () => {
    const s = await open();
    const at = weight(start, 80);
    await s.add([at]);
    expect(await s.idsSince(start)).toEqual([at.id]);
    expect(await s.idsSince(start + 1)).toEqual([]);
  });

  test('gives a reading as rules see it: whole, but for what was sent in another unit than mmol/L', async () => {
    const s = await open();
    const given: Reading[] = [
      bp(start, 120, 75, { flags: ['no-time'], mode: 'history', slot: 'b' }),
      { ...glucose(start + 1, 104), meal: 'after' } as Reading,
      glucose(start + 2, 5.8, 'mmol/L', { sent: { unit: 'mmol/L', values: { value: 5.8 } } }),
      glucose(start + 3, 'HI', 'mmol/L'),
      weight(start + 4, 80, { suspect: 'odd' }),
    ].map((r, i) => ({ ...r, arrival: i + 1 }));
    await s.add(given);
    expect(await s.reads.since('pat_1', start)).toEqual(
      given.map(r => (r.sent.unit === 'mmol/L' ? r : { ...r, sent: { unit: null, values: {} } })),
    );
  });

  test('gives readings of one instant in order of arrival', async () => {
    const s = await open();
    await s.add([
      weight(start, 79, { id: 'zzz', arrival: 1 }),
      weight(start, 80, { id: 'aaa', arrival: 2 }),
      bp(start, 120, 75, { id: 'mmm', arrival: 3 }),
    ]);
    expect(await s.idsSince(start)).toEqual(['zzz', 'aaa', 'mmm']);
  });

  test('gives one patient’s readings only', async () => {
    const s = await open();
    await s.add([weight(start, 80)], 'pat_2');
    expect(await s.idsSince(start)).toEqual([]);
    expect(await s.idsSince(start, 'pat_2')).toHaveLength(1);
  });
});

describe('adding', () => {
  test('says false for the same again and keeps the first', async () => {
    const s = await open();
    const reading = weight(start, 80);
    expect(await s.add([reading, { ...reading, receivedAt: start + hours(9), arrival: 99 }])).toEqual([
      true,
      false,
    ]);
    expect(s.rows('reading')).toMatchObject([{ received_at: reading.receivedAt, arrival: reading.arrival }]);
  });

  test('keeps two readings of one instant that differ', async () => {
    const s = await open();
    expect(await s.add([weight(start, 80), weight(start, 81)])).toEqual([true, true]);
  });

  test('of a reading without its own time finds the same one at any receive time, and in the bucket before', async () => {
    const s = await open();
    const timeless = (id: string, at: number) => weight(at, 80, { id, flags: ['no-time'] });
    const add = (reading: Reading, alsoId: string | null) =>
      s.store.write(
        async () =>
          !(await s.writes.isElsewhere(reading, alsoId, [])) &&
          (await s.writes.addOwned('pat_1', reading, reading.arrival)),
      );
    expect(await add(timeless('bucket-1', start), 'bucket-0')).toBe(true);
    expect(await add(timeless('bucket-1', start + minutes(3)), 'bucket-0')).toBe(false);
    expect(await add(timeless('bucket-2', start + minutes(9)), 'bucket-1')).toBe(false);
    expect(await add(timeless('bucket-3', start + minutes(20)), 'bucket-2')).toBe(true);
  });
});

describe('unownedSince', () => {
  test('gives each candidate the reading, in that patient’s own order of arrival', async () => {
    const s = await open();
    const reading = bp(start, 190);
    await s.store.write(async () => {
      await s.writes.addUnowned(reading, ['pat_1', 'pat_2']);
      await s.writes.addCandidate('pat_1', reading, 7);
      await s.writes.addCandidate('pat_2', reading, 3);
    });
    expect(await s.reads.unownedSince('pat_1', start)).toEqual([{ ...reading, arrival: 7 }]);
    expect(await s.reads.unownedSince('pat_2', start)).toEqual([{ ...reading, arrival: 3 }]);
    expect(await s.reads.unownedSince('pat_3', start)).toEqual([]);
    expect(await s.reads.unownedSince('pat_1', start + 1)).toEqual([]);
    expect(await s.idsSince(0)).toEqual([]);
  });
});

test('a reading that a person has decided is known by its id, whatever became of it', async () => {
  const s = await open();
  const resolution = {
    id: 'res_1',
    readingId: 'rdg_gone',
    kind: 'weight' as const,
    deviceId: 'dev_1',
    measuredAt: start,
    decision: 'discard' as const,
    before: {},
    by: 'Ana Ruiz',
    at: start,
  };
  await s.store.write(() => s.store.db.insert(s.store.t.readingResolution).values(resolution));
  const again = weight(start, 80, { id: 'rdg_gone' });
  expect(await s.writes.isElsewhere(again, null, [])).toBe(true);
  expect(await s.writes.isElsewhere({ ...again, id: 'rdg_now' }, 'rdg_gone', [])).toBe(true);
  expect(await s.writes.isElsewhere({ ...again, id: 'rdg_now' }, null, [])).toBe(false);
  const plan = s.all("EXPLAIN QUERY PLAN SELECT 1 FROM reading_resolution WHERE reading_id IN ('a', 'b')");
  expect(plan.map(r => r.detail).join()).toContain('USING COVERING INDEX reading_resolution_reading');
});
