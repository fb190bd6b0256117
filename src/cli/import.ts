import { readFile } from 'node:fs/promises';
import type { App } from '../app.ts';
import type { ImportReport, RecordsReport } from '../contract/ingest.ts';
import type { Actor } from '../domain/actor.ts';
import { columnsInWords } from '../roster/columns-in-words.ts';
import { importConditions } from '../roster/import-conditions.ts';
import { importEncounters } from '../roster/import-encounters.ts';
import { importRoster } from '../roster/import-roster.ts';
import { anywhere, type Call, commandActor } from './anywhere.ts';
import { readArgs } from './args.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { progressBar } from './progress.ts';

type Report = ImportReport | RecordsReport;
type Deps = {
  readonly actor: Actor;
  readonly at: number;
  readonly onProgress: (done: number, of: number) => void;
};

/** What can be imported: each into the folder, or through the route of its name. */
const files = {
  roster: ({ store, directory }, deps, csv) => importRoster({ store, directory, ...deps }, csv),
  encounters: async ({ store, directory }, deps, csv) =>
    (await importEncounters({ store, directory, ...deps }, csv)).report,
  conditions: async ({ store }, deps, csv) => (await importConditions({ store, ...deps }, csv)).report,
} as const satisfies Readonly<Record<string, (app: App, deps: Deps, csv: string) => Promise<Report>>>;

type What = keyof typeof files;
const isWhat = (word: string): word is What => Object.hasOwn(files, word);

/** Sends a roster to a Vigil that runs. @throws AppError as the server answered */
export const importThrough = (call: Call, csv: string): Promise<ImportReport> =>
  call('/roster', { type: 'text/csv', text: csv });

const importAnywhere = (
  what: What,
  csv: string,
  api: string | undefined,
  context: CommandContext,
): Promise<Report> =>
  anywhere(
    context,
    api,
    (app): Promise<Report> => {
      const onProgress = progressBar(context.tell, 'importing');
      return files[what](app, { actor: commandActor(), at: context.clock.now(), onProgress }, csv);
    },
    call => call(`/${what}`, { type: 'text/csv', text: csv }),
  );

const written = ({ warnings, ...counts }: Report): string =>
  [
    ...Object.entries(counts).map(([name, count]) => `${String(count).padStart(8)}  ${name}`),
    `${String(warnings.length).padStart(8)}  warnings`,
    ...warnings.map(({ line, field, message }) => `line ${line}, ${field}: ${message}`),
  ].join('\n');

/** `roster.csv` alone, or what it is before it. */
const namedFile = (positionals: readonly string[]): { what: What; file: string } => {
  const [first, second] = positionals;
  if (first === undefined || positionals.length > 2 || (second === undefined && isWhat(first)))
    throw new UsageError(
      'name one file: roster.csv, or encounters encounters.csv, or conditions conditions.csv',
    );
  if (second === undefined) return { what: 'roster', file: first };
  if (!isWhat(first))
    throw new UsageError(`cannot import ${first}: it must be one of ${Object.keys(files).join(', ')}`);
  return { what: first, file: second };
};

/** In lines of a terminal, indented as help is. */
const wrapped = (text: string): string => text.replace(/(.{1,114})(?: |$)/g, '  $1\n').trimEnd();

export const importCommand: Command = {
  help: `vigil import [roster] roster.csv [--api URL] [--json]
vigil import encounters encounters.csv [--api URL] [--json]
vigil import conditions conditions.csv [--api URL] [--json]
${wrapped(`Roster: CSV, a line a device. ${columnsInWords.roster}`)}
${wrapped(`Encounters: CSV, a line a stay or visit. ${columnsInWords.encounters}`)}
${wrapped(`Conditions: CSV, a line a diagnosis. ${columnsInWords.conditions}`)}
  All of a file is imported, or, if any line is wrong, nothing; the same file again changes nothing.
  Works on the data folder, or through the Vigil that runs on it (or the one at --api).`,
  run: async (args, context) => {
    const { values, positionals } = readArgs(args, { api: { type: 'string' }, json: { type: 'boolean' } });
    const { what, file } = namedFile(positionals);
    const csv = await readFile(file, 'utf8').catch(() => {
      throw new UsageError(`cannot read ${file}`);
    });
    const report = await importAnywhere(what, csv, values.api, context);
    context.print(values.json ? JSON.stringify(report) : written(report));
  },
};
