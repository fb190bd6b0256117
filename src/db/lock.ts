import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

export class FolderInUse extends Error {}

const lockIn = (folder: string): string => join(folder, 'lock.db');

/**
 * Holds a data folder for this process; the result lets go. The system releases it when the process dies, however
 * it dies. @throws FolderInUse when another process holds it
 */
export const lockFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true });
  const lock = new BetterSqlite3(lockIn(folder), { timeout: 0 });
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

/** Whether a process holds a data folder; of one that none ever held nothing is made. */
export const isHeld = (folder: string): boolean => {
  if (!existsSync(lockIn(folder))) return false;
  try {
    lockFolder(folder)();
    return false;
  } catch (error) {
    if (error instanceof FolderInUse) return true;
    throw error;
  }
};
