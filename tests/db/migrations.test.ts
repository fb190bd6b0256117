import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { and, eq, getTableColumns, getTableName } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/db/open.ts';
import * as pg from '../../src/db/schema.pg.ts';
import * as sqlite from '../../src/db/schema.sqlite.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { now, tempFolder, testStore } from '../support/store.ts';

const folder = (dialect: string) =>
  fileURLToPath(new URL(`../../src/db/migrations/${dialect}`, import.meta.url));

type Snapshot = {
  readonly tables: Readonly<
    Record<
      string,
      { readonly name: string; readonly columns: Readonly<Record<string, { readonly notNull: boolean }>> }
    >
  >;
};
type Journal = { readonly entries: readonly { readonly tag: string }[] };
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown;
const latestSnapshot = (dialect: string): Snapshot => {
  const { entries } = readJson(`${folder(dialect)}/meta/_journal.json`) as Journal;
  const number = entries.at(-1)?.tag.slice(0, 4);
  return readJson(`${folder(dialect)}/meta/${number}_snapshot.json`) as Snapshot;
};

const standing = {
  id: 'alr_1',
  patientId: 'pat_1',
  ruleId: 'bp-severe',
  ruleVersion: 1,
  limitsVersion: 1,
  concern: 'blood-pressure',
  state: 'firing',
  severity: 'urgent',
  confirmed: false,
  because: 'systolic 184 mmHg; limit 180',
  evidence: {
    readings: [{ id: 'r', measuredAt: now, value: '184/92 mmHg' }],
    limits: { severeSystolicMmHg: 180 },
  },
  startedAt: now,
  lastAt: now,
} as const;

describe('both dialects', () => {
  const shape = (dialect: string) =>
    Object.values(latestSnapshot(dialect).tables)
      .map(
        ({ name, columns }) =>
          [
            name,
            Object.entries(columns)
              .map(([column, c]) => `${column}${c.notNull ? '' : '?'}`)
              .sort(),
          ] as const,
      )
      .sort(([a], [b]) => (a < b ? -1 : 1));

  test('have the same tables, columns and nulls in their latest snapshots', () => {
    expect(shape('postgres')).toEqual(shape('sqlite'));
    expect(shape('sqlite').length).toBeGreaterThan(10);
  });

  test('export the same tables with the same columns', () => {
    const tables = (schema: Record<string, unknown>) =>
      Object.entries(schema).map(([name, table]) => {
        const typed = table as typeof pg.alert;
        return [name, getTableName(typed), Object.keys(getTableColumns(typed))];
      });
    expect(tables(pg)).toEqual(tables(sqlite));
    expect(
      tables(sqlite)
        .map(([, name]) => name)
        .sort(),
    ).toEqual(shape('sqlite').map(([name]) => name));
  });
});

describe('SQLite', () => {
  test('a store opened twice is migrated once, and keeps what it held', async () => {
    const s = await testStore();
    const before = s.dump();
    const again = await s.restart();
    expect(again.dump()).toEqual(before);
  });

  test('the migrated file has every table and column that the schema names', async () => {
    const store = openStore(tempFolder(), { durable: false });
    try {
      for (const table of Object.values(sqlite)) {
        const name = getTableName(table);
        const columns = store.readerSqlite.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(name);
        expect(columns.length, name).toBe(Object.keys(getTableColumns(table)).length);
      }
    } finally {
      await store.close();
    }
  });

  test('a durable store keeps a write-ahead log, whose commits it syncs itself', async () => {
    const store = openStore(tempFolder());
    const pragma = (name: string) => store.sqlite.pragma(name, { simple: true });
    expect([pragma('synchronous'), pragma('journal_mode')]).toEqual([1, 'wal']);
    await store.close();
  });

  test('at most one alert of a patient and rule stands', async () => {
    const { store } = await testStore({ roster: null });
    const { db, t } = store;
    await db.insert(t.alert).values(standing);
    await expect(
      store.write(() => db.insert(t.alert).values({ ...standing, id: 'alr_2', state: 'pending' })),
    ).rejects.toThrow();
    await db.insert(t.alert).values({ ...standing, id: 'alr_3', state: 'ended' });
    await db.insert(t.alert).values({ ...standing, id: 'alr_4', ruleId: 'bp-low' });
    expect(await store.reader.select({ id: t.alert.id }).from(t.alert)).toHaveLength(3);
  });

  test('tables that are read by their key are clustered by it', async () => {
    const { all } = await testStore({ roster: null });
    const clustered = all('SELECT name FROM pragma_table_list WHERE wr = 1 ORDER BY name').map(r => r.name);
    expect(clustered).toEqual(expect.arrayContaining(['daily_rollup', 'reading', 'unowned_candidate']));
  });
});

describe('Postgres', () => {
  let client: PGlite;
  const connect = () => drizzle(client, { casing: 'snake_case' });

  beforeAll(async () => {
    client = new PGlite();
    await migrate(connect(), { migrationsFolder: folder('postgres') });
  }, 120_000);
  afterAll(() => client.close());

  test('migrating again changes nothing', async () => {
    await migrate(connect(), { migrationsFolder: folder('postgres') });
    const { rows } = await client.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM drizzle.__drizzle_migrations',
    );
    expect(rows).toEqual([
      { n: (readJson(`${folder('postgres')}/meta/_journal.json`) as Journal).entries.length },
    ]);
  });

  test('has every table and column that the schema names', async () => {
    const { rows } = await client.query<{ name: string; columns: number }>(
      `SELECT table_name AS name, count(*)::int AS columns FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name NOT LIKE 'reading\\_elsewhere' GROUP BY table_name ORDER BY table_name`,
    );
    const expected = Object.values(pg).map(table => ({
      name: getTableName(table),
      columns: Object.keys(getTableColumns(table)).length,
    }));
    expect(rows).toEqual(expected.sort((a, b) => (a.name < b.name ? -1 : 1)));
  });

  test('rows come back as they went in: instants, JSON, bytes, booleans, doubles', async () => {
    const db = connect();
    const program = { id: 'p', name: 'P', limits: defaultLimits, limitsVersion: 1, createdAt: now };
    await db.insert(pg.program).values(program);
    expect(await db.select().from(pg.program)).toEqual([
      { ...program, rankBy: 'admissions', riskSettings: null, riskSettingsVersion: 0, riskScoredAt: null },
    ]);
    const rejected = {
      id: 'rej_1',
      source: 'mqtt' as const,
      topic: 't',
      reason: 'not-json',
      field: null,
      remedy: 'r',
      raw: Buffer.from([0, 255, 1]),
      sizeBytes: 3,
      truncated: false,
      hash: 'h',
      times: 1,
      firstReceivedAt: now,
      lastReceivedAt: now,
      deviceId: null,
      channel: null,
      mode: 'live' as const,
      state: 'discarded' as const,
      resolvedBy: 'Ana Ruiz',
      resolvedAt: now,
      resolvedWhy: 'w',
      replayOutcome: null,
      readingId: null,
    };
    await db.insert(pg.rejectedMessage).values(rejected);
    const [row] = await db.select().from(pg.rejectedMessage);
    expect({ ...row, raw: [...(row?.raw ?? [])] }).toEqual({ ...rejected, raw: [0, 255, 1] });
  });

  test('at most one alert of a patient and rule stands', async () => {
    const db = connect();
    await db.insert(pg.alert).values(standing);
    await expect(
      db
        .insert(pg.alert)
        .values({ ...standing, id: 'alr_2', state: 'pending' })
        .execute(),
    ).rejects.toThrow();
    await db.insert(pg.alert).values({ ...standing, id: 'alr_3', state: 'ended' });
    await db.update(pg.alert).set({ state: 'ended' }).where(eq(pg.alert.id, 'alr_1'));
    await db.insert(pg.alert).values({ ...standing, id: 'alr_2', state: 'pending' });
    const open = await db
      .select({ id: pg.alert.id, evidence: pg.alert.evidence, startedAt: pg.alert.startedAt })
      .from(pg.alert)
      .where(and(eq(pg.alert.patientId, 'pat_1'), eq(pg.alert.state, 'pending')));
    expect(open).toEqual([{ id: 'alr_2', evidence: standing.evidence, startedAt: now }]);
  });

  test('at most one worklist item of a patient is open', async () => {
    const item = {
      id: 'wli_1',
      patientId: 'pat_1',
      programId: 'p',
      state: 'open',
      lane: 'clinical',
      severity: 3,
      confirmed: true,
      resolved: false,
      slaDueAt: now,
      openedAt: now,
      changedAt: now,
      version: 1,
    } as const;
    const db = connect();
    await db.insert(pg.worklistItem).values(item);
    await expect(
      db
        .insert(pg.worklistItem)
        .values({ ...item, id: 'wli_2', state: 'acknowledged' })
        .execute(),
    ).rejects.toThrow();
    await db.insert(pg.worklistItem).values({ ...item, id: 'wli_3', state: 'closed' });
  });

  test('a reading is kept once', async () => {
    const db = connect();
    const reading = {
      patientId: 'pat_1',
      kind: 'weight',
      measuredAt: now,
      id: 'r1',
      receivedAt: now,
      arrival: 1,
      mode: 'live',
      deviceId: 'd',
      weightKg: 80.4,
      flags: [],
      sentUnit: 'kg',
      sentValues: { value: 80.4 },
    } as const;
    await db.insert(pg.reading).values(reading).onConflictDoNothing();
    await db.insert(pg.reading).values(reading).onConflictDoNothing();
    expect(await db.select({ id: pg.reading.id }).from(pg.reading)).toEqual([{ id: 'r1' }]);
  });

  test('a month that is made takes the readings that were kept elsewhere, and later ones', async () => {
    const january = Date.parse('2019-01-20T00:00:00Z');
    const tablesOf = async () => {
      const { rows } = await client.query<{ part: string; n: number }>(
        'SELECT tableoid::regclass::text AS part, count(*)::int AS n FROM reading WHERE measured_at < $1 GROUP BY 1',
        [january + 86_400_000],
      );
      return rows;
    };
    const insert = (id: string) =>
      client.query(
        `INSERT INTO reading (patient_id, kind, measured_at, id, received_at, arrival, mode, device_id, flags, sent_values)
         VALUES ('pat_9', 'weight', $1, $2, $1, 1, 'history', 'd', '[]', '{}')`,
        [january, id],
      );
    await insert('r5');
    expect(await tablesOf()).toEqual([{ part: 'reading_elsewhere', n: 1 }]);
    const make = () => client.query('SELECT ensure_reading_partitions($1, 1, 1) AS made', [january]);
    expect((await make()).rows).toEqual([{ made: 3 }]);
    await insert('r6');
    expect(await tablesOf()).toEqual([{ part: 'reading_2019_01', n: 2 }]);
    expect((await make()).rows).toEqual([{ made: 0 }]);
  });
});
