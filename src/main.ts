import { type Command, UsageError } from './cli/command.ts';
import { commandNames, findCommand, usage } from './cli/commands.ts';
import { databaseFault } from './cli/database-fault.ts';
import { nearest } from './cli/nearest.ts';
import { BrokerUnreachable } from './cli/publisher.ts';
import { systemClock } from './clock.ts';
import { ConfigError, readConfig } from './config.ts';
import { FolderInUse } from './db/lock.ts';
import { NotDurable } from './db/wal-sync.ts';
import { AppError } from './errors.ts';
import { errorFields } from './log.ts';

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const stopSignal = (): AbortSignal => {
  const stop = new AbortController();
  for (const [name, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    // who asks twice does not want to wait
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(code);
      stop.abort();
    });
  }
  return stop.signal;
};

/** Errors whose message is meant for whoever runs the command. */
const tellingThemselves = [ConfigError, FolderInUse, BrokerUnreachable, NotDurable];

const explain = (error: unknown): string => {
  if (error instanceof AppError) {
    const lines = error.details.errors?.map(e => `  line ${e.line}, ${e.field}: ${e.message}`) ?? [];
    return [error.message, ...lines, error.details.remedy ?? ''].filter(Boolean).join('\n');
  }
  if (tellingThemselves.some(kind => error instanceof kind)) return (error as Error).message;
  if (error instanceof TypeError && error.message === 'fetch failed')
    return 'no Vigil answers there; start it with npm start, or name it with --api';
  const fault = databaseFault(error, process.env.DATABASE_URL);
  if (fault !== null) return fault;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? ` ${error.port}` : '';
    return `port${port} is taken; set VIGIL_PORT or VIGIL_MQTT_PORT to another`;
  }
  // a message may hold what was being stored: only its kind and place are told
  return `failed: ${JSON.stringify(errorFields(error))}`;
};

const noCommand = (name: string): string => {
  const meant = nearest(name, commandNames);
  return `there is no command "${name}"${meant ? `: did you mean ${meant}?` : ''}`;
};

/** How a command is called, in one line, and where to read more. */
const usageOf = (name: string, { help }: Command): string =>
  `usage: ${help.split('\n')[0]}\nsee vigil ${name} --help`;

export const main = async (argv: readonly string[]): Promise<void> => {
  const [name, ...args] = argv;
  if (name === undefined || name === '--help' || name === 'help') return print(usage());
  let usageText = 'see vigil --help';
  try {
    const command = await findCommand(name);
    if (!command) throw new UsageError(noCommand(name));
    usageText = usageOf(name, command);
    if (args.includes('--help')) return print(command.help);
    await command.run(args, {
      config: readConfig(process.env),
      clock: systemClock,
      print,
      tell,
      signal: stopSignal(),
    });
  } catch (error) {
    tell(error instanceof UsageError ? `${error.message}\n${usageText}` : explain(error));
    process.exitCode = error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
  }
};
