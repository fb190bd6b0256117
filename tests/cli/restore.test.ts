import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fileDigest } from '../../src/db/backup-files.ts';
import { FolderInUse, lockFolder } from '../../src/db/lock.ts';
import { tempFolder, testStore } from '../support/store.ts';
import {
  backedUp,
  changeManifest,
  dumpOf,
  manifestOf,
  restoredAt,
  runBackup,
  runRestore,
  sendReadings,
} from './backup-kit.ts';

/** A store with readings and its backup; the store is closed. */
const aBackup = async () => {
  const opened = await testStore();
  writeFileSync(join(opened.folder, 'mqtt-client-id'), 'vigil17\n');
  await sendReadings(opened, 5);
  const from = await backedUp(opened.folder);
  opened.close();
  return { folder: opened.folder, from };
};

const spoil = (file: string, at: number): void => {
  const bytes = readFileSync(file);
  bytes.fill(0xff, at, at + 64);
  writeFileSync(file, bytes);
};

/** As a disk would that spoiled the store before its checksum was taken. */
const spoilUnseen = async (from: string): Promise<void> => {
  const file = join(from, 'vigil.db');
  for (let page = 2; page < 12; page += 1) spoil(file, 4_096 * page);
  const digest = await fileDigest(file);
  changeManifest(from, m => ({
    ...m,
    files: m.files.map(f => (f.name === 'vigil.db' ? { ...f, ...digest } : f)),
  }));
};

describe('vigil restore', () => {
  test('brings every row back, and writes into the audit that it did', async () => {
    const { folder, from } = await aBackup();
    const to = tempFolder();
    // as a restore leaves it that was killed
    mkdirSync(join(to, 'restoring-abc'));
    writeFileSync(join(to, 'restoring-abc', 'vigil.db'), 'half');
    const { failure, printed } = await runRestore(to, [from]);
    expect(failure).toBeNull();
    expect(readdirSync(to).sort()).toEqual(['lock.db', 'mqtt-client-id', 'vigil.db']);
    const [was, is] = [dumpOf(folder), dumpOf(to)];
    expect(is.reading).toHaveLength(5);
    expect({ ...is, audit_log: [], sqlite_sequence: [] }).toEqual({
      ...was,
      audit_log: [],
      sqlite_sequence: [],
    });
    expect(is.audit_log?.slice(0, -1)).toEqual(was.audit_log);
    expect(is.audit_log?.at(-1)).toMatchObject({
      action: 'store.restore',
      at: restoredAt,
      subject_id: 'vigil.db',
    });
    expect(readFileSync(join(to, 'mqtt-client-id'), 'utf8')).toBe('vigil17\n');
    expect(printed).toContain('the audit is as it was written');
    expect(printed).toContain('vigil token list');
  });

  test('refuses a folder that a service holds', async () => {
    const { from } = await aBackup();
    const to = tempFolder();
    onTestFinished(lockFolder(to));
    expect((await runRestore(to, [from, '--replace'])).failure).toBeInstanceOf(FolderInUse);
  });

  test('leaves a store that is there as it is, unless told to replace it: then it is kept beside', async () => {
    const { from } = await aBackup();
    const there = await testStore();
    await sendReadings(there, 2, 135);
    there.close();
    const before = dumpOf(there.folder);
    const refused = await runRestore(there.folder, [from]);
    expect(refused.failure).toMatchObject({
      code: 'conflict',
      details: { remedy: expect.stringContaining('--replace') },
    });
    expect(dumpOf(there.folder)).toEqual(before);
    const { failure, printed } = await runRestore(there.folder, [from, '--replace', '--json']);
    expect(failure).toBeNull();
    expect(dumpOf(there.folder).reading).toHaveLength(5);
    expect(dumpOf((JSON.parse(printed) as { aside: string }).aside)).toEqual(before);
  });

  test('keeps what a killed service had committed only to its log', async () => {
    const { from } = await aBackup();
    const there = await testStore();
    await sendReadings(there, 2, 135);
    // the files as they stand while the store is open: its last rows are in vigil.db-wal
    const killed = tempFolder();
    for (const name of ['vigil.db', 'vigil.db-wal']) cpSync(join(there.folder, name), join(killed, name));
    const { printed } = await runRestore(killed, [from, '--replace', '--json']);
    expect(dumpOf((JSON.parse(printed) as { aside: string }).aside)).toEqual(dumpOf(there.folder));
    expect(dumpOf(killed).reading).toHaveLength(5);
  });

  const damages: readonly (readonly [string, (from: string) => Promise<void> | void, RegExp])[] = [
    [
      'a byte of the store',
      from => spoil(join(from, 'vigil.db'), 5_000),
      /^vigil\.db of this backup is damaged/,
    ],
    [
      'a small file',
      from => writeFileSync(join(from, 'mqtt-client-id'), 'x'),
      /^mqtt-client-id of this backup/,
    ],
    ['a file gone', from => rmSync(join(from, 'vigil.db')), /^vigil\.db is missing from this backup/],
    [
      'the manifest',
      from => writeFileSync(join(from, 'manifest.json'), '{'),
      /^manifest\.json of this backup/,
    ],
    ['no manifest', from => rmSync(join(from, 'manifest.json')), /no manifest\.json/],
    [
      'a path in the manifest',
      from => changeManifest(from, m => ({ ...m, files: [{ ...m.files[0], name: '../x' }] })),
      /^manifest\.json/,
    ],
    ['a page spoiled before it was copied', spoilUnseen, /^vigil\.db is damaged/],
    ['a newer version', from => changeManifest(from, m => ({ ...m, migrations: 999 })), /newer Vigil/],
  ];

  test.each(damages)('refuses by name, leaving the folder as it was: %s', async (_, damage, message) => {
    const { from } = await aBackup();
    const there = await testStore();
    there.close();
    const before = [dumpOf(there.folder), readdirSync(there.folder).sort()];
    await damage(from);
    const { failure } = await runRestore(there.folder, [from, '--replace']);
    expect(failure).toMatchObject({ message: expect.stringMatching(message) });
    expect([
      dumpOf(there.folder),
      readdirSync(there.folder)
        .filter(n => n !== 'lock.db')
        .sort(),
    ]).toEqual(before);
  });

  test('refuses an audit that was altered before the backup, unless told to go on', async () => {
    const opened = await testStore();
    const sqlite = new BetterSqlite3(join(opened.folder, 'vigil.db'));
    sqlite.exec("UPDATE audit_log SET actor = 'person:Eve' WHERE id = 1");
    sqlite.close();
    const from = await backedUp(opened.folder);
    const to = tempFolder();
    const { failure } = await runRestore(to, [from]);
    expect(failure).toMatchObject({ message: expect.stringContaining('changes 1: its content') });
    expect(readdirSync(to)).toEqual(['lock.db']);
    const gone = await runRestore(to, [from, '--despite-audit']);
    expect(gone.failure).toBeNull();
    expect(gone.printed).toContain('the audit was altered');
  });

  test('brings the store of an older version forward', async () => {
    const all = fileURLToPath(new URL('../../src/db/migrations/sqlite', import.meta.url));
    const folder = tempFolder();
    const older = join(folder, 'older');
    cpSync(all, older, { recursive: true });
    const journalFile = join(older, 'meta', '_journal.json');
    const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: unknown[] };
    writeFileSync(journalFile, JSON.stringify({ ...journal, entries: journal.entries.slice(0, -1) }));
    const data = join(folder, 'data');
    mkdirSync(data);
    const sqlite = new BetterSqlite3(join(data, 'vigil.db'));
    migrate(drizzle(sqlite), { migrationsFolder: older });
    sqlite.close();
    const from = join(folder, 'copy');
    expect((await runBackup(data, [from])).failure).toBeNull();
    expect(manifestOf(from).migrations).toBe(journal.entries.length - 1);
    const to = tempFolder();
    expect((await runRestore(to, [from])).failure).toBeNull();
    expect(dumpOf(to).__drizzle_migrations).toHaveLength(journal.entries.length);
  });
});
