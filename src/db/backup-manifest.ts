import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../errors.ts';

export const storeFile = 'vigil.db';
const manifestFile = 'manifest.json';

/** What a data folder keeps that a store elsewhere goes on with: the store, and the name of its session at the broker. */
export const keptFiles = [storeFile, 'mqtt-client-id'] as const;

const manifestSchema = z.object({
  format: z.literal('vigil-backup-1'),
  /** the version of Vigil that made it */
  version: z.string(),
  /** the instant the copy shows */
  takenAt: z.iso.datetime(),
  /** how many migrations the store had seen */
  migrations: z.int().min(0),
  /** rows of each table */
  counts: z.record(z.string(), z.int()),
  /** hashes of the latest change and the latest seal of reads */
  heads: z.array(z.string()),
  files: z
    .array(z.object({ name: z.enum(keptFiles), bytes: z.int().min(0), sha256: z.string().length(64) }))
    .refine(files => files.some(({ name }) => name === storeFile)),
});

/** What a backup says of itself. */
export type BackupManifest = z.infer<typeof manifestSchema>;

export const writeManifest = async (folder: string, manifest: BackupManifest): Promise<void> => {
  const handle = await open(join(folder, manifestFile), 'wx', 0o600);
  try {
    await handle.appendFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const textOf = (folder: string): string => {
  try {
    return readFileSync(join(folder, manifestFile), 'utf8');
  } catch {
    throw new AppError('not-found', `there is no backup in ${folder}: it has no ${manifestFile}`, {
      remedy: 'name the folder that vigil backup made',
    });
  }
};

/** @throws AppError not-found where there is none, bad-request for one that is damaged */
export const readManifest = (folder: string): BackupManifest => {
  const text = textOf(folder);
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    throw new AppError('bad-request', `${manifestFile} of this backup is damaged, or of another version`, {
      remedy: 'use another backup',
    });
  }
};
