import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { copyDigested, fileDigest, needRoom, syncPath } from './backup-files.ts';
import { lookAtStore } from './backup-look.ts';
import { type BackupManifest, keptFiles, storeFile, writeManifest } from './backup-manifest.ts';
import { openReadOnly } from './open-read-only.ts';

export type BackupDeps = {
  readonly folder: string;
  readonly clock: Clock;
  /** of Vigil */
  readonly version: string;
  /** pages copied, of all */
  readonly onCopied: (done: number, of: number) => void;
  readonly onChecking: () => void;
  readonly signal: AbortSignal;
  /** 8 MB at a time, by default */
  readonly pagesAStep?: number;
};

const refuseTaken = (to: string): void => {
  if (!existsSync(to)) return;
  throw new AppError('conflict', `${to} exists and is left as it is`, {
    remedy: 'name a folder that is not there yet; a backup is a folder of its own',
  });
};

/** One read transaction holds one instant: without it the copy would begin anew at every commit, and never end. */
const copyStore = async (deps: BackupDeps, from: string, to: string): Promise<number> => {
  const { clock, onCopied, signal, pagesAStep = 2_000 } = deps;
  writeFileSync(to, '', { flag: 'wx', mode: 0o600 });
  const sqlite = new BetterSqlite3(from, { readonly: true, fileMustExist: true, timeout: 5_000 });
  try {
    sqlite.exec('BEGIN');
    sqlite.prepare('SELECT count(*) FROM sqlite_master').get();
    const takenAt = clock.now();
    await sqlite.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        if (signal.aborted) throw new AppError('not-allowed-now', 'stopped: no backup was made');
        onCopied(totalPages - remainingPages, totalPages);
        return pagesAStep;
      },
    });
    return takenAt;
  } finally {
    sqlite.close();
  }
};

const copySmall = async (folder: string, to: string): Promise<void> => {
  for (const name of keptFiles.filter(name => name !== storeFile)) {
    if (existsSync(join(folder, name))) await copyDigested(join(folder, name), join(to, name), () => {});
  }
};

/** @throws AppError where there is none, or one of an older version */
const needStore = async (folder: string): Promise<void> => {
  const store = await openReadOnly(folder, { table: 'audit_log', column: 'hash' });
  await store.close();
};

const fillBackup = async (deps: BackupDeps, to: string): Promise<BackupManifest> => {
  const takenAt = await copyStore(deps, join(deps.folder, storeFile), join(to, storeFile));
  await copySmall(deps.folder, to);
  deps.onChecking();
  const facts = lookAtStore(join(to, storeFile), 'the copy');
  const names = keptFiles.filter(name => existsSync(join(to, name)));
  for (const name of names) await syncPath(join(to, name));
  const files = names.map(async name => ({ name, ...(await fileDigest(join(to, name))) }));
  const manifest: BackupManifest = {
    format: 'vigil-backup-1',
    version: deps.version,
    takenAt: new Date(takenAt).toISOString(),
    ...facts,
    counts: { ...facts.counts },
    heads: [...facts.heads],
    files: await Promise.all(files),
  };
  await writeManifest(to, manifest);
  await syncPath(to);
  return manifest;
};

/**
 * Copies the store of a data folder as it is at one instant, also while the service runs on it, into a new folder.
 * That folder appears whole, checked and on disk, or not at all.
 */
export const backUp = async (deps: BackupDeps, target: string): Promise<BackupManifest> => {
  const to = resolve(target);
  refuseTaken(to);
  await needStore(deps.folder);
  const parent = dirname(to);
  mkdirSync(parent, { recursive: true });
  await needRoom(parent, statSync(join(deps.folder, storeFile)).size);
  const partial = mkdtempSync(join(parent, `.${basename(to)}-`));
  try {
    const manifest = await fillBackup(deps, partial);
    refuseTaken(to);
    renameSync(partial, to);
    await syncPath(parent);
    return manifest;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
};
