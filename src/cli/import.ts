import { readFile } from 'node:fs/promises';
import { startApp } from '../app.ts';
import type { ImportReport } from '../contract/ingest.ts';
import type { ProblemBody } from '../contract/problem.ts';
import { FolderInUse } from '../db/lock.ts';
import { AppError } from '../errors.ts';
import { silentLog } from '../log.ts';
import { importRoster } from '../roster/import-roster.ts';
import { readArgs } from './args.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { progressBar } from './progress.ts';

const actorName = () => process.env.USER ?? 'vigil import';

const importHere = async (csv: string, { config, clock, tell }: CommandContext): Promise<ImportReport> => {
  const app = await startApp({
    ...config,
    port: null,
    mqttPort: null,
    clock,
    log: silentLog,
    webFolder: null,
  });
  const bar = progressBar(tell, 'importing');
  try {
    const { store, directory } = app;
    const actor = { type: 'person', name: actorName() } as const;
    return await importRoster({ store, directory, actor, at: clock.now(), onProgress: bar }, csv);
  } finally {
    await app.close();
  }
};

/** Sends the file to a Vigil that runs. @throws AppError as the server answered */
export const importThrough = async (api: string, csv: string): Promise<ImportReport> => {
  const response = await fetch(new URL('/api/v1/roster', api), {
    method: 'POST',
    headers: { 'content-type': 'text/csv', 'vigil-actor': encodeURIComponent(actorName()) },
    body: csv,
  });
  if (response.ok) return (await response.json()) as ImportReport;
  const { code, detail, errors, remedy } = (await response.json()) as ProblemBody;
  throw new AppError(code as AppError['code'], detail, {
    ...(errors ? { errors } : {}),
    ...(remedy ? { remedy } : {}),
  });
};

const importAnywhere = async (csv: string, context: CommandContext): Promise<ImportReport> => {
  try {
    return await importHere(csv, context);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    const { host, port } = context.config;
    return importThrough(`http://${host}:${port}`, csv);
  }
};

export const importCommand: Command = {
  help: `vigil import roster.csv [--api URL] [--json]
  CSV, a line a device: patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek
  and optionally from,slot,phone,language,caregiver,caregiverPhone,caregiverConsent,emergencyContact,
  emergencyPhone,address,provider,dryWeightKg,site,tags. All of it is imported, or, if any line is wrong, nothing.
  Works on the data folder, or through the Vigil that runs on it (or the one at --api).`,
  run: async (args, context) => {
    const { values, positionals } = readArgs(args, { api: { type: 'string' }, json: { type: 'boolean' } });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError('name one roster file');
    const csv = await readFile(file, 'utf8').catch(() => {
      throw new UsageError(`cannot read ${file}`);
    });
    const report = await (values.api ? importThrough(values.api, csv) : importAnywhere(csv, context));
    context.print(
      values.json
        ? JSON.stringify(report)
        : Object.entries(report)
            .map(([name, count]) => `${String(count).padStart(8)}  ${name}`)
            .join('\n'),
    );
  },
};
