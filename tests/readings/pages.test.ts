import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeCursor } from '../../src/cursor.ts';
import { isoDay, localDay } from '../../src/domain/local-day.ts';
import type { Reading } from '../../src/domain/reading.ts';
import { storedHistory } from '../../src/readings/history/stored-readings.ts';
import { latestReadingTimes, listReadings, listRollups, readingsQuery } from '../../src/readings/pages.ts';
import { rollupsTouchedBy } from '../../src/readings/rollup.ts';
import { saveRollup } from '../../src/readings/rollup-store.ts';
import { readingWrites } from '../../src/readings/store.ts';
import { listSuspect, listUnowned } from '../../src/readings/waiting.ts';
import { bp, glucose, hours, minutes, start, weight } from '../rules/build.ts';
import { iso, testStore } from '../support/store.ts';

const open = async (readings: readonly Reading[] = []) => {
  const s = await testStore({ roster: null });
  const writes = readingWrites(s.store.sql);
  const add = (list: readonly Reading[], patientId = 'pat_1') =>
    s.store.write(async () => {
      for (const r of list) await writes.addOwned(patientId, r, r.arrival);
    });
  await add(readings);
  const list = (query: Record<string, unknown> = {}) =>
    listReadings(storedHistory(s.store.readerSql), 'pat_1', readingsQuery.parse(query));
  const walk = async (query: Record<string, unknown>): Promise<string[]> => {
    const ids: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
      ids.push(...page.items.map(item => item.id));
      cursor = page.next;
    }
    return ids;
  };
  return { ...s, writes, add, list, walk };
};

describe('walking the pages', () => {
  test('property: any page size gives every reading exactly once, in measured order, also when many share an instant', async () => {
    const s = await open();
    const sizes = fc.integer({ min: 1, max: 12 });
    const spread = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(spread, sizes, async (offsets, limit) => {
        await s.store.write(() => s.store.sqlite.exec('DELETE FROM reading'));
        const readings = offsets.map(o => weight(start + minutes(o), 80));
        await s.add(readings);
        const expected = readings
          .map(r => [r.measuredAt, r.id] as const)
          .sort(([a, x], [b, y]) => a - b || (x < y ? -1 : 1))
          .map(([, id]) => id);
        expect(await s.walk({ limit })).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  test('a full last page has no next', async () => {
    const s = await open([weight(start, 80), weight(start + 1, 81)]);
    expect((await s.list({ limit: 2 })).next).toBeNull();
    expect((await s.list({ limit: 1 })).next).toEqual(expect.any(String));
  });

  test.each([
    ['no cursor at all', 'nonsense'],
    ['not base64', '%%%'],
    ['JSON of another shape', encodeCursor({ at: 1 })],
    ['a cursor of another list', encodeCursor('dev-1')],
    ['too short', encodeCursor([1])],
    ['of the wrong types', encodeCursor(['1', 2])],
    ['empty', ''],
  ])('a cursor that is %s is a bad request naming it', async (_, cursor) => {
    const s = await open();
    await expect(s.list({ cursor })).rejects.toMatchObject({
      code: 'bad-request',
      details: { field: 'cursor' },
    });
    const unowned = listUnowned(s.store, { limit: 1, cursor }, 0);
    await expect(unowned).rejects.toMatchObject({ code: 'bad-request', details: { field: 'cursor' } });
    const suspect = listSuspect(s.store, { limit: 1, cursor }, 0);
    await expect(suspect).rejects.toMatchObject({ code: 'bad-request', details: { field: 'cursor' } });
  });
});

describe('filters', () => {
  const readings = [weight(start, 80), bp(start + hours(1), 120), weight(start + hours(2), 81)];
  const [first, second, third] = readings.map(r => r.id);

  test.each([
    ['nothing', {}, [first, second, third]],
    ['a kind', { kind: 'weight' }, [first, third]],
    ['from, inclusive', { from: iso(start + hours(1)) }, [second, third]],
    ['to, exclusive', { to: iso(start + hours(2)) }, [first, second]],
    ['both, the same instant', { from: iso(start), to: iso(start) }, []],
    ['an offset', { from: '2026-11-20T08:00:00-05:00' }, [second, third]],
  ])('by %s', async (_, query, expected) => {
    const s = await open(readings);
    expect((await s.list(query)).items.map(i => i.id)).toEqual(expected);
  });

  test('of another patient gives nothing', async () => {
    const s = await open();
    await s.add(readings, 'pat_2');
    expect((await s.list()).items).toEqual([]);
  });

  test('from after to is a bad request', async () => {
    const s = await open();
    const query = { from: iso(start + 1), to: iso(start) };
    await expect(s.list(query)).rejects.toMatchObject({ code: 'bad-request', details: { field: 'from' } });
  });

  test.each([
    [{ kind: 'pulse' }],
    [{ from: '2026-11-23' }],
    [{ from: '2026-11-23T07:00:00' }],
    [{ limit: 0 }],
    [{ limit: 5_001 }],
    [{ limit: 'all' }],
  ])('%o is refused', query => {
    expect(readingsQuery.safeParse(query).success).toBe(false);
  });
});

test('a reading is shown with what was sent, instants in UTC, and its own kind’s values', async () => {
  const sent = { unit: 'mmol/L', values: { value: 'HI', meal: 'before' } };
  const s = await open([
    bp(start, 142, 88, {
      slot: '2',
      flags: ['clock'],
      suspect: 'odd',
      sent: { unit: 'mm[Hg]', values: { systolic: 142 } },
    }),
    { ...glucose(start + 1, 'HI', 'mmol/L', { sent }), meal: 'before' },
    weight(start + 2, 80.4),
  ]);
  const { items } = await s.list();
  expect(items[0]).toEqual({
    id: expect.any(String),
    kind: 'blood-pressure',
    deviceId: 'dev_1',
    slot: '2',
    measuredAt: '2026-11-20T12:00:00.000Z',
    receivedAt: '2026-11-20T12:00:01.000Z',
    mode: 'live',
    flags: ['clock'],
    suspect: 'odd',
    version: expect.any(Number),
    sent: { unit: 'mm[Hg]', values: { systolic: 142 } },
    systolicMmHg: 142,
    diastolicMmHg: 88,
    pulsePerMin: 70,
  });
  expect(items[1]).toMatchObject({
    kind: 'glucose',
    glucoseMgDl: null,
    outOfRange: 'HI',
    meal: 'before',
    sent,
  });
  expect(items[2]).toMatchObject({ kind: 'weight', weightKg: 80.4 });
});

test('the latest good reading of each kind is found; a suspect one does not count', async () => {
  const s = await open([
    weight(start, 80),
    weight(start + hours(1), 81),
    weight(start + hours(2), 500, { suspect: 'too heavy' }),
    bp(start - hours(1), 120),
  ]);
  expect(await latestReadingTimes(s.store, 'pat_1')).toEqual(
    new Map([
      ['blood-pressure', start - hours(1)],
      ['weight', start + hours(1)],
    ]),
  );
});

describe('rollups', () => {
  const readings = [
    weight(start, 80),
    weight(start + hours(24), 81),
    weight(start + hours(48), 82),
    bp(start, 120),
  ];
  const zone = 'America/New_York';
  const day = (days: number) => isoDay(localDay(start, zone) + days);
  const opened = async () => {
    const s = await open();
    const save = saveRollup(s.store.sql);
    await s.store.write(async () => {
      for (const rollup of rollupsTouchedBy(readings, readings, zone)) await save('pat_1', rollup);
    });
    return s;
  };

  test('are listed by day, of one kind', async () => {
    const s = await opened();
    const { items, next } = await listRollups(s.store, 'pat_1', { kind: 'weight' });
    expect(items.map(i => [i.day, i.mean])).toEqual([
      [day(0), 80],
      [day(1), 81],
      [day(2), 82],
    ]);
    expect(next).toBeNull();
  });

  test('from and to are days, both included', async () => {
    const s = await opened();
    const query = { kind: 'weight', from: day(1), to: day(1) } as const;
    expect((await listRollups(s.store, 'pat_1', query)).items.map(i => i.mean)).toEqual([81]);
  });
});
