import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { heldClock } from '../../src/clock.ts';
import { openStore, type Store } from '../../src/db/open.ts';
import type { Write } from '../../src/db/writer.ts';
import type { Mode } from '../../src/domain/reading.ts';
import { confirmWeighIn } from '../../src/ingest/confirm-weigh-in.ts';
import { createIngest } from '../../src/ingest/ingest.ts';
import type { Outcome } from '../../src/ingest/outcome.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createDirectory } from '../../src/roster/directory.ts';
import { importRoster } from '../../src/roster/import-roster.ts';
import { seedPrograms } from '../../src/roster/programs.ts';
import { migrated } from './migrated.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Dump = Readonly<Record<string, readonly Row[]>>;

/** Monday 23 November 2026, 07:00 in New York. */
export const now = Date.parse('2026-11-23T12:00:00Z');
export const iso = (at: number): string => new Date(at).toISOString();

export const rosterHeader =
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,from,slot,dryWeightKg';

const ann = 'P1,Quill,Ann,1948-03-27,female,America/New_York,heart-failure';
const bob = 'P2,Marsh,Bob,1951-11-02,male,Europe/London,diabetes';

/** Two patients: own devices, a shared cuff, a cuff with slots, and a scale that moved on 20 November. */
export const smallRoster = `${[
  rosterHeader,
  `${ann},bp-1,blood-pressure,7,,,70`,
  `${ann},scale-1,weight,7,,,70`,
  `${bob},meter-2,glucose,14,,,`,
  `${ann},shared-bp,blood-pressure,7,,,70`,
  `${bob},shared-bp,blood-pressure,7,,,`,
  `${ann},slots-bp,blood-pressure,7,,1,70`,
  `${bob},slots-bp,blood-pressure,7,,2,`,
  `${ann},moved-scale,weight,7,,,70`,
  `${bob},moved-scale,weight,7,2026-11-20T00:00:00Z,,`,
].join('\n')}\n`;

export const tempFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export type StoreOptions = {
  readonly roster?: string | null;
  readonly maxPayloadBytes?: number;
  /** stands between ingest and the store, to make it fail */
  readonly wrapWrite?: (write: Write) => Write;
  readonly sharedTime?: (at: number) => number;
};

export type Sent = {
  readonly device?: string;
  readonly channel?: string;
  readonly topic?: string;
  readonly payload: unknown;
  readonly receivedAt?: number;
  readonly mode?: Mode;
  readonly source?: 'mqtt' | 'http';
};

const bytesOf = (payload: unknown): Uint8Array => {
  if (payload instanceof Uint8Array) return payload;
  return Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
};

/** A directory and what takes messages in, over a store of either kind; the programs are seeded. */
export const takingInto = async (store: Store, options: StoreOptions = {}) => {
  const clock = heldClock(now);
  await seedPrograms(store, now);
  const directory = await createDirectory(store);
  const metrics = createMetrics();
  const committed: (readonly string[])[] = [];
  const first: string[] = [];
  const ingest = createIngest({
    sql: store.sql,
    writeUnsynced: options.wrapWrite?.(store.writeUnsynced) ?? store.writeUnsynced,
    durable: store.durable,
    sharedTime: options.sharedTime,
    metrics,
    assignmentsOf: directory.assignmentsOf,
    noteStatus: directory.noteStatus,
    patient: directory.patient,
    confirm: confirmWeighIn(store),
    maxPayloadBytes: options.maxPayloadBytes ?? 65_536,
    onCommitted: (patientIds, before) => {
      committed.push(patientIds);
      first.push(...before);
    },
    onEvents: () => {},
  });
  const importCsv = (csv: string, at = clock.now()) =>
    importRoster({ store, directory, actor: { type: 'person', name: 'tester' }, at }, csv);
  const send = (sent: Sent): Promise<Outcome> =>
    ingest({
      source: sent.source ?? 'mqtt',
      topic: sent.topic ?? `vigil/v1/${sent.device ?? 'bp-1'}/${sent.channel ?? 'blood-pressure'}`,
      payload: bytesOf(sent.payload),
      receivedAt: sent.receivedAt ?? clock.now(),
      mode: sent.mode ?? 'live',
    });
  /** `committed`: patients of each commit, as the evaluator would be told; `first`: those who come before others */
  return { clock, directory, metrics, ingest, committed, first, importCsv, send };
};

const open = async (folder: string, options: StoreOptions) => {
  const store = openStore(await migrated(folder), { durable: false });
  const taking = await takingInto(store, options);
  const all = (sql: string, ...values: unknown[]) => store.readerSqlite.prepare(sql).all(...values) as Row[];
  const widthOf = (table: string): number => all(`SELECT 1 FROM pragma_table_info('${table}')`).length;
  const rows = (table: string): readonly Row[] =>
    all(`SELECT * FROM ${table} ORDER BY ${[1, 2, 3].slice(0, widthOf(table)).join(', ')}`);
  const tables = (): string[] =>
    all(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'
         AND name NOT LIKE 'sqlite%' ORDER BY name`).map(row => String(row.name));
  return {
    folder,
    store,
    ...taking,
    all,
    rows,
    /** every row of every table */
    dump: (): Dump => Object.fromEntries(tables().map(table => [table, rows(table)])),
    /** opaque id of a patient named by the site's id */
    patientId: (siteId: string): string =>
      String(all('SELECT id FROM patient WHERE site_id = ?', siteId)[0]?.id),
    close: store.close,
  };
};

/** A throw-away store with the shipped programs and a small roster; closed and deleted when the test ends. */
export const testStore = async (options: StoreOptions = {}) => {
  const folder = tempFolder();
  const opened = await open(folder, options);
  let current = opened;
  onTestFinished(() => current.close());
  if (options.roster !== null) await opened.importCsv(options.roster ?? smallRoster);
  return {
    ...opened,
    /** The process ends, and another one opens the same folder. */
    restart: async () => {
      await current.close();
      current = await open(folder, options);
      return current;
    },
  };
};

export type TestStore = Awaited<ReturnType<typeof testStore>>;

/** A connection of its own to the store in a folder: it sees what was committed, and nothing else. */
export const secondConnection = (folder: string): BetterSqlite3.Database => {
  const sqlite = new BetterSqlite3(join(folder, 'vigil.db'), { readonly: true });
  onTestFinished(() => {
    sqlite.close();
  });
  return sqlite;
};

export const bloodPressure = (measuredAt: unknown, over: Row = {}) => ({
  ...(measuredAt === undefined ? {} : { measuredAt }),
  systolic: 142,
  diastolic: 88,
  pulse: 71,
  unit: 'mm[Hg]',
  ...over,
});
