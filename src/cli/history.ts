import type { Config } from '../config.ts';
import type { InfluxOptions } from '../config-influx.ts';
import { openPostgresReader } from '../db/open-postgres.ts';
import { openReadOnly } from '../db/open-read-only.ts';
import type { Store } from '../db/store.ts';
import { AppError } from '../errors.ts';
import { backfill } from '../readings/history/backfill.ts';
import { type Influx, openInflux } from '../readings/history/influx.ts';
import { historyStatus } from '../readings/history/status.ts';
import { verifyHistory } from '../readings/history/verify.ts';
import { readArgs } from './args.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { backfillText, statusText, verdictText } from './history-text.ts';
import { progressBar } from './progress.ts';

type At = { readonly store: Pick<Store, 'readerSql'>; readonly influx: Influx };

/** What a verb found, as data and as text, and what is wrong if anything is. */
type Said = { readonly data: unknown; readonly text: string; readonly fault?: AppError };
type Verb = (at: At, context: CommandContext) => Promise<Said>;

const verbs: Readonly<Record<string, Verb>> = {
  backfill: async (at, { clock, signal, tell }) => {
    const onProgress = progressBar(tell, 'patients');
    const data = await backfill({ ...at, now: clock.now, signal, onProgress });
    return { data, text: backfillText(data) };
  },
  verify: async (at, { signal, tell }) => {
    const verdict = await verifyHistory({ ...at, signal, onProgress: progressBar(tell, 'patients') });
    const said = { data: verdict, text: verdictText(verdict) };
    if (verdict.ok) return said;
    const fault = signal.aborted
      ? new AppError('not-allowed-now', 'stopped before everything was compared', { remedy: 'run it again' })
      : new AppError('conflict', 'InfluxDB does not have what the store has', {
          remedy: 'run vigil history backfill: it writes what lacks and mends what differs',
        });
    return { ...said, fault };
  },
  status: async at => {
    const data = await historyStatus(at);
    return { data, text: statusText(data) };
  },
};

const required = (influx: InfluxOptions | null): InfluxOptions => {
  if (influx) return influx;
  throw new UsageError(
    'INFLUX_URL is not set: the store keeps all readings, and there is nothing to look at',
  );
};

const storeOf = ({ dataFolder, database }: Pick<Config, 'dataFolder' | 'database'>) =>
  database === null
    ? openReadOnly(dataFolder, { table: 'history_queue', column: 'lease' })
    : openPostgresReader(database);

export const history: Command = {
  help: `vigil history backfill|verify|status [--json]
  The history of readings in the InfluxDB at INFLUX_URL, for the store in VIGIL_DATA or at DATABASE_URL; each may run beside the service.
  backfill  brings InfluxDB up to everything that is stored: for a site that turned it on later, or lost it. Writes what
            lacks, mends what differs, takes away what is no more. Broken off, it goes on where it was.
            Start the service with INFLUX_URL first, so that nothing that comes meanwhile is missed.
  verify    compares the two by patient, kind and month: how many readings, and a checksum of all that they say.
            Names each difference, and ends with exit code 1 if there is one. Only reads.
  status    how much waits to be forwarded and since when, what InfluxDB refused, and since when the store is pruned
  --json    the result as JSON
  Schema, retention and Grafana queries: docs/influxdb.md.`,
  run: async (args, context) => {
    const { values, positionals } = readArgs(args, { json: { type: 'boolean' } });
    const [name = '', ...rest] = positionals;
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (!verb || rest.length > 0)
      throw new UsageError('say what to do: vigil history backfill, verify or status');
    const influx = openInflux(required(context.config.influx));
    const store = storeOf(context.config);
    try {
      const { data, text, fault } = await verb({ store, influx }, context);
      context.print(values.json ? JSON.stringify(data, null, 2) : text);
      if (fault) throw fault;
    } finally {
      await store.close();
    }
  },
};
