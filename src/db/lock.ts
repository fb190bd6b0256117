import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

export class FolderInUse extends Error {}

/**
 * Holds a data folder for this process; the result lets go. The system releases it when the process dies, however
 * it dies. @throws FolderInUse when another process holds it
 */
export const lockFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true });
  const lock = new BetterSqlite3(join(folder, 'lock.db'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new FolderInUse(
      'another Vigil runs on this data folder; stop it, or set VIGIL_DATA to another folder',
    );
  }
  return () => {
    lock.close();
  };
};
