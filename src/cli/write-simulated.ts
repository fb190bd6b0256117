import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SimulatedPatient } from '../../simulators/patient.ts';
import { rosterCsv } from '../../simulators/roster.ts';
import { panelStream } from '../../simulators/stream.ts';
import { truthCsv, truthOf } from '../../simulators/truth.ts';
import { dayMs } from '../domain/local-day.ts';
import { UsageError } from './command.ts';

export type SimulatedFiles = {
  readonly folder: string;
  readonly patients: readonly SimulatedPatient[];
  readonly from: number;
  readonly to: number;
  readonly onDay: (done: number, of: number) => void;
  readonly signal: AbortSignal;
};

const blockBytes = 256 * 1024;

const writeTables = async ({ folder, patients }: SimulatedFiles): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'roster.csv'), rosterCsv(patients));
    await writeFile(join(folder, 'truth.csv'), truthCsv(patients));
  } catch {
    throw new UsageError(
      `cannot write into ${folder}: name a folder with --out that may be made and written`,
    );
  }
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

/** Writes stream.jsonl, roster.csv and truth.csv. @throws UsageError where the folder cannot be written */
export const writeSimulated = async (files: SimulatedFiles) => {
  const { patients, from, to } = files;
  await writeTables(files);
  const messages = await writeStream(files);
  const events = truthOf(patients).filter(({ clinical }) => clinical).length;
  return { patients: patients.length, days: Math.round((to - from) / dayMs), messages, events };
};
