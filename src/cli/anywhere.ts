import { type App, startApp } from '../app.ts';
import type { ProblemBody } from '../contract/problem.ts';
import { FolderInUse } from '../db/lock.ts';
import type { Actor } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { silentLog } from '../log.ts';
import type { CommandContext } from './command.ts';

/** Who acts on the command line: the account it runs under. */
export const commandActor = (): Extract<Actor, { type: 'person' }> => ({
  type: 'person',
  name: process.env.USER || 'vigil',
});

export type Body = { readonly type: 'application/json' | 'text/csv'; readonly text: string };

export const jsonBody = (value: unknown): Body => ({ type: 'application/json', text: JSON.stringify(value) });

/** Calls a Vigil that runs, at a path below /api/v1; without a body it reads. @throws AppError as the server answered */
export type Call = <T>(path: string, body?: Body) => Promise<T>;

export const callApi =
  (api: string): Call =>
  async <T>(path: string, body?: Body): Promise<T> => {
    const actor = encodeURIComponent(commandActor().name);
    const response = await fetch(new URL(`/api/v1${path}`, api), {
      headers: { 'vigil-actor': actor, ...(body ? { 'content-type': body.type } : {}) },
      ...(body ? { method: 'POST', body: body.text } : {}),
    });
    if (response.ok) return (await response.json()) as T;
    const { code, detail, field, errors, remedy } = (await response.json()) as ProblemBody;
    throw new AppError(code as AppError['code'], detail, {
      ...(field ? { field } : {}),
      ...(errors ? { errors } : {}),
      ...(remedy ? { remedy } : {}),
    });
  };

const onFolder = async <T>({ config, clock }: CommandContext, work: (app: App) => Promise<T>): Promise<T> => {
  const doors = { port: null, mqttPort: null, mqtt: null, webFolder: null };
  const app = await startApp({ ...config, ...doors, clock, log: silentLog });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
};

/** Works on the data folder, or through the Vigil that holds it, or through the one at `api`. */
export const anywhere = async <T>(
  context: CommandContext,
  api: string | undefined,
  here: (app: App) => Promise<T>,
  through: (call: Call) => Promise<T>,
): Promise<T> => {
  if (api !== undefined) return through(callApi(api));
  try {
    return await onFolder(context, here);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    const { host, port } = context.config;
    return through(callApi(`http://${host.includes(':') ? `[${host}]` : host}:${port}`));
  }
};
