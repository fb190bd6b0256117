import { existsSync, linkSync, mkdtempSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type BackupManifest, storeFile } from './backup-manifest.ts';

/** Writes what waits in the log of a store into the store, where it can still be read. */
const foldLog = (folder: string): void => {
  try {
    const sqlite = new BetterSqlite3(join(folder, storeFile), { fileMustExist: true, timeout: 0 });
    try {
      sqlite.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      sqlite.close();
    }
  } catch {
    // a store that cannot be opened is kept as it is, with its log
  }
};

/** Keeps both names, so that at no instant there is no store under its own; moves where a disk knows no links. */
const linkOrMove = (from: string, to: string): void => {
  try {
    linkSync(from, to);
  } catch {
    renameSync(from, to);
  }
};

const keepAside = (folder: string, names: readonly string[], at: number): string | null => {
  if (!existsSync(join(folder, storeFile))) return null;
  foldLog(folder);
  const aside = mkdtempSync(join(folder, `before-restore-${new Date(at).toISOString().slice(0, 10)}-`));
  const there = (name: string): boolean => existsSync(join(folder, name));
  // a log left beside another store would be written into it
  for (const log of [`${storeFile}-wal`, `${storeFile}-shm`].filter(there)) {
    renameSync(join(folder, log), join(aside, log));
  }
  for (const name of names.filter(there)) linkOrMove(join(folder, name), join(aside, name));
  return aside;
};

/**
 * Moves the files of a restored store into the data folder, and keeps those that were there in a folder beside them:
 * its path, or null where there was no store.
 */
export const putInPlace = (
  stage: string,
  { files }: BackupManifest,
  folder: string,
  at: number,
): string | null => {
  // sorted, the store comes last: with it the restore has happened
  const names = files.map(({ name }) => name).sort();
  const aside = keepAside(folder, names, at);
  for (const name of names) renameSync(join(stage, name), join(folder, name));
  return aside;
};
