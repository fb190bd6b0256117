import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditVerdict } from '../contract/audit.ts';
import type { Actor } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { recordAudit } from './audit.ts';
import { verifyAudit } from './audit-verify.ts';
import { putInPlace } from './backup-aside.ts';
import { copyDigested, needRoom, syncPath } from './backup-files.ts';
import { lookAtStore } from './backup-look.ts';
import { type BackupManifest, readManifest, storeFile } from './backup-manifest.ts';
import { skipLostIds } from './backup-outbox.ts';
import { lockFolder } from './lock.ts';
import { openStore } from './open.ts';

export type RestoreDeps = {
  readonly folder: string;
  readonly actor: Actor;
  readonly at: number;
  /** bytes brought in, of all */
  readonly onCopied: (done: number, of: number) => void;
  readonly onChecking: () => void;
};

export type RestoreChoice = {
  /** whether a store that is there is put aside */
  readonly replace: boolean;
  /** whether a backup is taken whose audit was altered before it was made */
  readonly despiteAudit: boolean;
};

export type Restored = {
  readonly manifest: BackupManifest;
  readonly audit: AuditVerdict;
  /** where what was there before is kept; null: there was nothing */
  readonly aside: string | null;
};

const stagePrefix = 'restoring-';
const journal = new URL('./migrations/sqlite/meta/_journal.json', import.meta.url);

const refuseNewer = ({ migrations, version }: BackupManifest): void => {
  const { entries } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: unknown[] };
  if (migrations <= entries.length) return;
  throw new AppError('not-allowed-now', `this backup was made by a newer Vigil (${version})`, {
    remedy: 'restore it with that version or a later one',
  });
};

const refuseTaken = (folder: string, replace: boolean): void => {
  if (replace || !existsSync(join(folder, storeFile))) return;
  throw new AppError('conflict', 'there is a store in this data folder, and it is left as it is', {
    field: 'VIGIL_DATA',
    remedy: 'set VIGIL_DATA to another folder, or add --replace: what is there is then kept beside it',
  });
};

/** @throws AppError bad-request naming the file that is not as it was backed up */
const bringIn = async (deps: RestoreDeps, from: string, manifest: BackupManifest, to: string) => {
  const of = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  await needRoom(to, of);
  for (const { name, bytes, sha256 } of manifest.files) {
    if (!existsSync(join(from, name))) {
      throw new AppError('bad-request', `${name} is missing from this backup`, { remedy: 'use another one' });
    }
    const found = await copyDigested(join(from, name), join(to, name), chunk => {
      done += chunk.length;
      deps.onCopied(done, of);
    });
    if (found.bytes !== bytes || found.sha256 !== sha256) {
      throw new AppError('bad-request', `${name} of this backup is damaged: it is not what was backed up`, {
        remedy: 'use another backup, and have the disk looked at',
      });
    }
  }
};

const refuseAltered = ({ ok, broken }: AuditVerdict, { despiteAudit }: RestoreChoice): void => {
  if (ok || despiteAudit) return;
  const named = broken.slice(0, 3).map(({ log, id, what }) => `${log} ${id}: ${what}`);
  throw new AppError('conflict', `the audit in this backup is not as it was written: ${named.join('; ')}`, {
    remedy: 'use a backup from before, or add --despite-audit to go on with this one',
  });
};

/**
 * Brings the store to this version, checks its audit, writes there that it was restored, and has events go on under ids that
 * none had before.
 */
const settle = async (
  { actor, at }: RestoreDeps,
  { takenAt, version, heads }: BackupManifest,
  choice: RestoreChoice,
  stage: string,
): Promise<AuditVerdict> => {
  const store = await openStore(stage);
  try {
    const audit = await verifyAudit({ store }, heads);
    refuseAltered(audit, choice);
    const subject = { type: 'store', id: storeFile };
    const entry = { at, actor, action: 'store.restore', subject, patientId: null };
    await store.write(async () => {
      await skipLostIds(store, at);
      await recordAudit(store, { ...entry, detail: { takenAt, version } });
    });
    return audit;
  } finally {
    await store.close();
  }
};

/** Only under the lock of the folder: what an earlier restore left there when it was killed is of no use. */
const inStage = async <T>(folder: string, work: (stage: string) => Promise<T>): Promise<T> => {
  const left = readdirSync(folder).filter(name => name.startsWith(stagePrefix));
  for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
  const stage = mkdtempSync(join(folder, stagePrefix));
  try {
    return await work(stage);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
};

/**
 * Makes the store of a data folder that of a backup: its files checked against their checksums, its pages, its audit,
 * brought to this version. Whatever is wrong, the folder stays as it was.
 * @throws FolderInUse when the service runs on the folder; AppError naming what is wrong and the remedy
 */
export const restoreBackup = async (
  deps: RestoreDeps,
  from: string,
  choice: RestoreChoice,
): Promise<Restored> => {
  const { folder, at } = deps;
  const manifest = readManifest(from);
  refuseNewer(manifest);
  mkdirSync(folder, { recursive: true });
  const release = lockFolder(folder);
  try {
    refuseTaken(folder, choice.replace);
    return await inStage(folder, async stage => {
      await bringIn(deps, from, manifest, stage);
      deps.onChecking();
      lookAtStore(join(stage, storeFile), storeFile);
      const audit = await settle(deps, manifest, choice, stage);
      const aside = putInPlace(stage, manifest, folder, at);
      await syncPath(folder);
      return { manifest, audit, aside };
    });
  } finally {
    release();
  }
};
