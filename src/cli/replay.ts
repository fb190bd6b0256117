import { readFile } from 'node:fs/promises';
import { minuteMs } from '../domain/local-day.ts';
import { callAt } from './anywhere.ts';
import { readArgs, wholeNumber } from './args.ts';
import { type Command, UsageError } from './command.ts';
import { progressBar } from './progress.ts';
import { aim94Replay, type NamedText, type Replay } from './replay-aim94.ts';
import { replayInto } from './replay-into.ts';
import { jsonlReplay } from './replay-jsonl.ts';
import { type ReplayResult, replayOnce } from './replay-run.ts';

const readNamed = async (name: string): Promise<NamedText> => ({
  name,
  text: await readFile(name, 'utf8').catch(() => {
    throw new UsageError(`cannot read ${name}`);
  }),
});

const readReplay = async (
  format: string | undefined,
  files: readonly NamedText[],
  rosterFile: string | undefined,
): Promise<Replay> => {
  switch (format) {
    case 'aim94':
      return aim94Replay(files);
    case 'jsonl':
      if (rosterFile === undefined)
        throw new UsageError('name the roster of the stream with --roster roster.csv');
      return jsonlReplay(files, (await readNamed(rosterFile)).text);
    default:
      throw new UsageError('say what the files are: aim94 or jsonl');
  }
};

const table = (figures: object): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name.padEnd(14)} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join('\n');

export const replay: Command = {
  help: `vigil replay aim94 FILE… [--into URL] [--settle MINUTES] [--list] [--json]
vigil replay jsonl FILE… --roster roster.csv [--into URL] [--settle MINUTES] [--list] [--json]
  aim94: each AIM-94 glucose log becomes a patient with a meter. jsonl: a line a message,
  {"at":"<ISO time>","topic":"vigil/v1/<deviceId>/<channel>","payload":{…}}.
  Plays into a Vigil of its own in a temporary folder, its clock held at the time of each message and, after the
  last, going on for --settle minutes (60), so that what waits for a repeat is decided. --into plays into a running
  Vigil through its API instead, on that one's own clock. --list adds every alert with patient, time and reason.`,
  run: async (args, { config, print, tell }) => {
    const { values, positionals } = readArgs(args, {
      json: { type: 'boolean' },
      into: { type: 'string' },
      roster: { type: 'string' },
      settle: { type: 'string' },
      list: { type: 'boolean' },
    });
    const [format, ...names] = positionals;
    const files = await Promise.all(names.map(readNamed));
    const { messages, roster, ...counts } = await readReplay(format, files, values.roster);
    if (files.length === 0) throw new UsageError('name at least one file');
    const settleMs = wholeNumber(values.settle, 'settle', 60) * minuteMs;
    const run = { messages, roster, settleMs, onProgress: progressBar(tell, 'replaying') };
    const result: ReplayResult = await (values.into
      ? replayInto(callAt(values.into, config), run)
      : replayOnce(run));
    const { published, stored, duplicates, rejected, alerts, openItems, alertList } = result;
    const { files: fileCount, rows, notGlucose, unusableRows } = counts;
    const about = format === 'aim94' ? { files: fileCount, rows, notGlucose } : { files: fileCount, rows };
    const figures = {
      ...about,
      published,
      stored,
      duplicates,
      rejected,
      unusableRows,
      alerts,
      openItems,
      ...(values.list ? { alertList } : {}),
    };
    print(values.json ? JSON.stringify(figures) : table(figures));
  },
};
