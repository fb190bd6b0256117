import type { z } from 'zod';
import type { ReadingBody } from '../contract/readings.ts';
import { isoLocal } from '../domain/local-day.ts';
import type { History } from '../readings/history/history.ts';
import { listReadings, readingsQuery } from '../readings/pages.ts';
import type { PatientRow } from '../roster/summaries.ts';
import { type Cell, csvLine } from './csv.ts';

export const readingsCsvQuery = readingsQuery.omit({ limit: true, cursor: true });
export type ReadingsCsvQuery = z.infer<typeof readingsCsvQuery>;

type Column = { readonly name: string; readonly of: (r: ReadingBody, timeZone: string) => Cell };

/** Units are UCUM's. Times are on the patient's clock, with the offset. */
const columns: readonly Column[] = [
  { name: 'kind', of: r => r.kind },
  { name: 'measuredAt', of: (r, zone) => isoLocal(Date.parse(r.measuredAt), zone) },
  { name: 'receivedAt', of: (r, zone) => isoLocal(Date.parse(r.receivedAt), zone) },
  { name: 'systolic [mm[Hg]]', of: r => r.systolicMmHg ?? null },
  { name: 'diastolic [mm[Hg]]', of: r => r.diastolicMmHg ?? null },
  { name: 'pulse [/min]', of: r => r.pulsePerMin ?? null },
  { name: 'glucose [mg/dL]', of: r => r.glucoseMgDl ?? null },
  { name: 'out of range', of: r => r.outOfRange ?? null },
  { name: 'meal', of: r => r.meal ?? null },
  { name: 'weight [kg]', of: r => r.weightKg ?? null },
  { name: 'suspect', of: r => r.suspect },
  { name: 'flags', of: r => r.flags.join(' ') },
  { name: 'mode', of: r => r.mode },
  { name: 'device', of: r => r.deviceId },
  { name: 'slot', of: r => r.slot },
  { name: 'unit as sent', of: r => r.sent.unit },
  { name: 'id', of: r => r.id },
];

const linesAtOnce = 1_000;

/**
 * A patient's readings as CSV, in measured order, [from, to), page by page: memory does not grow with the history.
 * @throws AppError bad-request, not-ready before anything is sent
 */
export const readingsCsv = async (
  history: History,
  { id, timeZone }: Pick<PatientRow, 'id' | 'timeZone'>,
  query: ReadingsCsvQuery,
): Promise<ReadableStream<Uint8Array>> => {
  const page = (cursor?: string) =>
    listReadings(history, id, { ...query, limit: linesAtOnce, ...(cursor === undefined ? {} : { cursor }) });
  const lines = (items: readonly ReadingBody[]) =>
    items.map(r => csvLine(columns.map(column => column.of(r, timeZone)))).join('');
  const encoder = new TextEncoder();
  const first = await page();
  let text = csvLine(columns.map(column => column.name)) + lines(first.items);
  let next = first.next;
  return new ReadableStream({
    pull: async controller => {
      controller.enqueue(encoder.encode(text));
      if (next === null) return controller.close();
      const following = await page(next);
      text = lines(following.items);
      next = following.next;
    },
  });
};
