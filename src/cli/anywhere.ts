import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOperatorToken } from '../accounts/operator-token.ts';
import { type App, type AppOptions, startApp } from '../app.ts';
import type { Config } from '../config.ts';
import { isLoopback } from '../config-sign-in.ts';
import type { ProblemBody } from '../contract/problem.ts';
import { FolderInUse, isHeld } from '../db/lock.ts';
import type { Actor } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { silentLog } from '../log.ts';
import type { CommandContext } from './command.ts';
import { openAsked } from './open-asked.ts';
import { demoFolder, refuseDemoAlone, tellIfBesideDemo } from './store-folder.ts';

/** Who acts on the command line: the account it runs under. */
export const commandActor = (): Extract<Actor, { type: 'person' }> => ({
  type: 'person',
  name: process.env.USER || 'vigil',
});

export type Body = { readonly type: 'application/json' | 'text/csv'; readonly text: string };

export const jsonBody = (value: unknown): Body => ({ type: 'application/json', text: JSON.stringify(value) });

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Calls a Vigil that runs, at a path below /api/v1; without a body it reads. @throws AppError as the server answered */
export type Call = <T>(path: string, body?: Body, method?: Method) => Promise<T>;

/** `token`: null where none is known, so that the server says what is missing. */
const callApi =
  (api: string, token: string | null, headers: Readonly<Record<string, string>> = {}): Call =>
  async <T>(path: string, body?: Body, method: Method = body ? 'POST' : 'GET'): Promise<T> => {
    const response = await fetch(new URL(`/api/v1${path}`, api), {
      method,
      headers: {
        ...headers,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body ? { 'content-type': body.type } : {}),
      },
      ...(body ? { body: body.text } : {}),
    });
    if (response.ok) return (await response.json()) as T;
    const { code, detail, field, errors, remedy } = (await response.json()) as ProblemBody;
    throw new AppError(code as AppError['code'], detail, {
      ...(field ? { field } : {}),
      ...(errors ? { errors } : {}),
      ...(remedy ? { remedy } : {}),
    });
  };

type Work<T> = (app: App) => Promise<T>;

const withApp = async <T>(
  { config, clock }: CommandContext,
  over: Partial<AppOptions>,
  work: Work<T>,
): Promise<T> => {
  const doors = { port: null, mqttPort: null, mqtt: null, webFolder: null };
  const app = await startApp({ ...config, ...doors, ...over, passing: true, clock, log: silentLog });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
};

/** Beside the processes of the service, which do what is to be done of it: a command takes no role of theirs. */
const onDatabase = async <T>(context: CommandContext, work: Work<T>): Promise<T> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'vigil-command-'));
  try {
    return await withApp(context, { dataFolder, roles: [] }, work);
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
};

/**
 * With VIGIL_TOKEN, or on this machine as whoever may read the data folder: the account that the command runs under
 * is then who acts.
 */
export const callAt = (api: string, { token, dataFolder }: Pick<Config, 'token' | 'dataFolder'>): Call => {
  const isHere = URL.canParse(api) && isLoopback(new URL(api).hostname.replace(/^\[|\]$/g, ''));
  if (token !== null || !isHere) return callApi(api, token);
  const operator = readOperatorToken(dataFolder) ?? readOperatorToken(demoFolder(dataFolder));
  return callApi(api, operator, { 'vigil-actor': encodeURIComponent(commandActor().name) });
};

/**
 * Works on the database, or on the data folder, or through the Vigil that holds it, or through the one at `api`. Where there
 * is no store it makes one.
 */
export const anywhere = async <T>(
  context: CommandContext,
  api: string | undefined,
  here: (app: App) => Promise<T>,
  through: (call: Call) => Promise<T>,
): Promise<T> => {
  if (api !== undefined) return through(callAt(api, context.config));
  if (context.config.database !== null) return onDatabase(context, here);
  tellIfBesideDemo(context);
  try {
    return await withApp(context, {}, here);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    const { host, port, tls } = context.config;
    const name = host.includes(':') ? `[${host}]` : host;
    return through(callAt(`${tls ? 'https' : 'http'}://${name}:${port}`, context.config));
  }
};

/** @throws AppError as `openAsked`, where there is no store and no Vigil that answers for one, which may be elsewhere */
const requireStore = async ({ dataFolder: folder, database }: Config): Promise<void> => {
  if (database === null && isHeld(folder)) return;
  if (database === null) refuseDemoAlone(folder);
  const store = await openAsked({ folder, database });
  await store.close();
};

/**
 * As `anywhere`, for what only a store that is there can answer: it makes none. @throws AppError not-found where there is
 * none; not-allowed-now in a database that holds none, or where it is one of an older version; each with the remedy
 */
export const whereStored: typeof anywhere = async (context, api, here, through) => {
  if (api === undefined) await requireStore(context.config);
  return anywhere(context, api, here, through);
};
