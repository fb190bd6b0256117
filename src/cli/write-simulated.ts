import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SimulatedPatient } from '../../simulators/patient.ts';
import { rosterCsv } from '../../simulators/roster.ts';
import { encountersCsv } from '../../simulators/stays.ts';
import { panelStream } from '../../simulators/stream.ts';
import { truthCsv, truthOf } from '../../simulators/truth.ts';
import { dayMs } from '../domain/local-day.ts';
import { UsageError } from './command.ts';
import { type Manifest, manifestFile, vigilVersion } from './simulated-manifest.ts';

export type SimulatedFiles = {
  readonly folder: string;
  readonly patients: readonly SimulatedPatient[];
  readonly from: number;
  readonly to: number;
  readonly seed: string;
  /** also into a folder that holds something */
  readonly force: boolean;
  readonly onDay: (done: number, of: number) => void;
  readonly signal: AbortSignal;
};

const blockBytes = 256 * 1024;

const cannotWrite = (folder: string) => (): never => {
  throw new UsageError(`cannot write into ${folder}: name a folder with --out that may be made and written`);
};

/** @throws UsageError where the folder cannot be made, or holds something that nobody said to overwrite */
const prepare = async ({ folder, force }: SimulatedFiles): Promise<void> => {
  await mkdir(folder, { recursive: true }).catch(cannotWrite(folder));
  const held = await readdir(folder).catch(cannotWrite(folder));
  if (held.length === 0 || force) return;
  throw new UsageError(
    `${folder} is not empty: name an empty folder with --out, or add --force to overwrite what it holds`,
  );
};

const writeTables = async ({ folder, patients, seed, to }: SimulatedFiles): Promise<void> => {
  const manifest: Manifest = { simulated: true, seed, version: vigilVersion() };
  const texts = {
    // first: whatever stands beside it is simulated
    [manifestFile]: `${JSON.stringify(manifest)}\n`,
    'roster.csv': rosterCsv(patients),
    'truth.csv': truthCsv(patients),
    'encounters.csv': encountersCsv(patients, to),
  };
  for (const [name, text] of Object.entries(texts))
    await writeFile(join(folder, name), text).catch(cannotWrite(folder));
};

/** The stream as `replay jsonl` reads it, a block at a time so that memory stays small. */
const writeStream = async ({
  folder,
  patients,
  from,
  to,
  onDay,
  signal,
}: SimulatedFiles): Promise<number> => {
  const file = createWriteStream(join(folder, 'stream.jsonl'));
  const days = Math.ceil((to - from) / dayMs);
  let [messages, day, block] = [0, 0, ''];
  for (const { at, topic, payload } of panelStream(patients, from, to)) {
    block += `${JSON.stringify({ at: new Date(at).toISOString(), topic, payload })}\n`;
    messages += 1;
    while (day < days && at >= from + (day + 1) * dayMs) onDay(++day, days);
    if (block.length < blockBytes) continue;
    if (!file.write(block)) await once(file, 'drain');
    block = '';
    if (signal.aborted) break;
  }
  file.end(block);
  await once(file, 'finish');
  onDay(days, days);
  return messages;
};

/**
 * Writes stream.jsonl, roster.csv, truth.csv, encounters.csv and manifest.json. @throws UsageError where the folder
 * cannot be written, or holds something and `force` is not said
 */
export const writeSimulated = async (files: SimulatedFiles) => {
  const { patients, from, to } = files;
  await prepare(files);
  await writeTables(files);
  const messages = await writeStream(files);
  const events = truthOf(patients).filter(({ clinical }) => clinical).length;
  return { patients: patients.length, days: Math.round((to - from) / dayMs), messages, events };
};
