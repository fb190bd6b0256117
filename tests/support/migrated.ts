import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/db/open.ts';

const fileIn = (folder: string): string => join(folder, 'vigil.db');

let schema: Buffer | null = null;

/** A store of which nothing but the schema is there. */
const readSchema = async (): Promise<Buffer> => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-schema-'));
  await openStore(folder, { durable: false }).close();
  const bytes = readFileSync(fileIn(folder));
  rmSync(folder, { recursive: true });
  return bytes;
};

/**
 * The same folder; if it has no store yet, with one that is migrated: a worker migrates once for all of its files that share
 * a module graph.
 */
export const migrated = async (folder: string): Promise<string> => {
  if (existsSync(fileIn(folder))) return folder;
  schema ??= await readSchema();
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileIn(folder), schema);
  return folder;
};
