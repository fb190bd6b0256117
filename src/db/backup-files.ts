import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, statfs } from 'node:fs/promises';
import { AppError } from '../errors.ts';

export type Digest = { readonly bytes: number; readonly sha256: string };

type OnChunk = (chunk: Buffer) => Promise<void> | void;

const digestOf = async (path: string, onChunk: OnChunk): Promise<Digest> => {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    await onChunk(chunk);
  }
  return { bytes, sha256: hash.digest('hex') };
};

export const fileDigest = (path: string): Promise<Digest> => digestOf(path, () => {});

/** Copies into a new file that only its owner may read, and is on disk when this resolves; the digest is of what was read. */
export const copyDigested = async (from: string, to: string, onChunk: OnChunk): Promise<Digest> => {
  const target = await open(to, 'wx', 0o600);
  try {
    const digest = await digestOf(from, async chunk => {
      await target.appendFile(chunk);
      await onChunk(chunk);
    });
    await target.sync();
    return digest;
  } finally {
    await target.close();
  }
};

/** Has what a file, or the list of a folder, holds put on disk. */
export const syncPath = async (path: string): Promise<void> => {
  // Windows opens no folder, and keeps their lists itself
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return;
  try {
    await handle.sync();
  } catch (error) {
    if (process.platform !== 'win32') throw error;
  } finally {
    await handle.close();
  }
};

/** @throws AppError where the disk has less room than that */
export const needRoom = async (folder: string, bytes: number): Promise<void> => {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= bytes) return;
  const mib = (n: number): string => `${Math.ceil(n / 2 ** 20)} MiB`;
  throw new AppError(
    'not-allowed-now',
    `the disk has ${mib(bavail * bsize)} free, and ${mib(bytes)} are needed`,
    {
      remedy: 'free some, or name a folder on another disk',
    },
  );
};
