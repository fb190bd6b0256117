import { z } from 'zod';
import { inTimeOrder } from './in-time-order.ts';
import type { NamedText, Replay } from './replay-aim94.ts';
import type { ReplayMessage } from './replay-run.ts';

const lineSchema = z.object({
  at: z.iso.datetime({ offset: true }).transform(text => Date.parse(text)),
  topic: z.string().min(1).max(512),
  payload: z.unknown().refine(payload => payload !== undefined),
});

type Line =
  | { readonly ok: true; readonly message: ReplayMessage }
  | { readonly ok: false; readonly reason: string };

const readLine = (text: string): Line => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'not-json' };
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success)
    return { ok: false, reason: `bad-${parsed.error.issues[0]?.path[0]?.toString() ?? 'line'}` };
  const { at, topic, payload } = parsed.data;
  return { ok: true, message: { at, topic, payload: JSON.stringify(payload) } };
};

/** Reads streams of `{"at","topic","payload"}`, a line a message, into one stream in time order. */
export const jsonlReplay = (files: readonly NamedText[], roster: string): Replay => {
  const lines = files
    .flatMap(({ text }) => text.split(/\r?\n/).filter(line => line.trim() !== ''))
    .map(readLine);
  const unusableRows: Record<string, number> = {};
  for (const line of lines) if (!line.ok) unusableRows[line.reason] = (unusableRows[line.reason] ?? 0) + 1;
  return {
    files: files.length,
    rows: lines.length,
    notGlucose: 0,
    unusableRows,
    messages: inTimeOrder(lines.flatMap(line => (line.ok ? [line.message] : []))),
    roster,
  };
};
