import { eq } from 'drizzle-orm';
import { addAccount, changeAccount, fetchAccount, listAccounts } from '../accounts/accounts.ts';
import { shortestPassword } from '../accounts/password.ts';
import type { App } from '../app.ts';
import { type Role, roleNames } from '../domain/role.ts';
import { AppError } from '../errors.ts';
import { anywhere, type Call, commandActor, jsonBody, whereStored } from './anywhere.ts';
import { readArgs } from './args.ts';
import { askSecret } from './ask-secret.ts';
import { type Command, UsageError } from './command.ts';
import { table } from './text-table.ts';

type Listed = Awaited<ReturnType<typeof listAccounts>>['items'][number];

type Asked = {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly programs: readonly string[] | null;
  readonly password?: string;
};

const listed = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');

const rolesIn = (text: string | undefined): Role[] => {
  const names = listed(text);
  const unknown = names.filter(name => !roleNames.includes(name as Role));
  if (names.length === 0 || unknown.length > 0) {
    throw new UsageError(
      `--roles must name some of ${roleNames.join(', ')}${unknown.length > 0 ? `; not ${unknown.join(', ')}` : ''}`,
    );
  }
  return names as Role[];
};

const add = (
  asked: Asked,
  context: Parameters<typeof anywhere>[0],
  api: string | undefined,
): Promise<string> => {
  const input = { ...asked, roles: [...asked.roles], programs: asked.programs ? [...asked.programs] : null };
  const here = ({ store }: App) =>
    addAccount({ store, actor: commandActor(), at: context.clock.now() }, input);
  const there = async (call: Call) => (await call<{ id: string }>('/accounts', jsonBody(input))).id;
  return anywhere(context, api, here, there);
};

const idOf = async ({ store: { reader, t } }: App, username: string): Promise<string> => {
  const [row] = await reader
    .select({ id: t.account.id })
    .from(t.account)
    .where(eq(t.account.username, username));
  if (row) return row.id;
  throw new AppError('not-found', `there is no account ${username}`, {
    field: 'username',
    remedy: 'see vigil user list',
  });
};

type Change = { readonly disabled?: boolean; readonly password?: string };

const changeHere = async (app: App, username: string, change: Change, at: number): Promise<void> => {
  const { store } = app;
  const id = await idOf(app, username);
  const { version } = await fetchAccount(store, store.reader, id);
  await changeAccount({ store, actor: commandActor(), at }, id, { ...change, version });
};

const changeThere = async (call: Call, username: string, change: Change): Promise<void> => {
  const { items } = await call<{ items: Listed[] }>('/accounts');
  const account = items.find(item => item.username === username);
  if (!account)
    throw new AppError('not-found', `there is no account ${username}`, { remedy: 'see vigil user list' });
  await call(`/accounts/${account.id}`, jsonBody({ ...change, version: account.version }), 'PATCH');
};

const tableOf = (accounts: readonly Listed[]): string =>
  table([
    ['username', 'name', 'roles', 'programs', 'last sign-in', ''],
    ...accounts.map(a => [
      a.username,
      a.name,
      a.roles.join(', '),
      a.programs?.join(', ') ?? 'all',
      a.lastSignInAt ?? 'never',
      a.disabledAt === null ? '' : 'disabled',
    ]),
  ]);

export const user: Command = {
  help: `vigil user add USERNAME --name "Ana Ruiz" --roles case-manager[,lead] [--programs heart-failure,diabetes] [--oidc]
vigil user list [--json]
vigil user password USERNAME          sets a new first password
vigil user disable USERNAME | enable USERNAME
  Accounts of people. The password is asked for, or read from standard input; it has at least ${shortestPassword} characters, and
  its person chooses another at the first sign-in. --oidc: no password, she signs in at the identity provider, whose
  username must be USERNAME. --programs: whose patients she sees; all when left out. What she does is signed with her
  name, which is never changed. Roles: ${roleNames.join(', ')}.
  Works on the data folder, or through the Vigil that runs on it (or the one at --api, with VIGIL_TOKEN).`,
  run: async (args, context) => {
    const { values, positionals } = readArgs(args, {
      name: { type: 'string' },
      roles: { type: 'string' },
      programs: { type: 'string' },
      oidc: { type: 'boolean' },
      api: { type: 'string' },
      json: { type: 'boolean' },
    });
    const [verb, given, ...rest] = positionals;
    const { print } = context;
    if (verb === 'list' && given === undefined) {
      const { items } = await whereStored(
        context,
        values.api,
        ({ store }) => listAccounts(store),
        call => call<{ items: Listed[] }>('/accounts'),
      );
      return print(values.json ? JSON.stringify(items, null, 2) : tableOf(items));
    }
    if (given === undefined || rest.length > 0) throw new UsageError('name one username: vigil user add ana');
    const username = given.toLowerCase();
    if (verb === 'add') {
      if (!values.name) throw new UsageError('--name is missing: the name that her deeds are signed with');
      const roles = rolesIn(values.roles);
      const password = values.oidc ? {} : { password: await askSecret(`first password of ${username}: `) };
      const programs = values.programs === undefined ? null : listed(values.programs);
      await add({ username, name: values.name, roles, programs, ...password }, context, values.api);
      return print(`${username} may sign in${values.oidc ? ' at the identity provider' : ''}`);
    }
    if (verb !== 'password' && verb !== 'disable' && verb !== 'enable') {
      throw new UsageError('say add, list, password, disable or enable');
    }
    // asked for once there is a store to change it in
    const change = async () =>
      verb === 'password'
        ? { password: await askSecret(`new first password of ${username}: `) }
        : { disabled: verb === 'disable' };
    await whereStored(
      context,
      values.api,
      async app => changeHere(app, username, await change(), context.clock.now()),
      async call => changeThere(call, username, await change()),
    );
    const said = {
      password: 'has a new first password',
      disable: 'may sign in no more',
      enable: 'may sign in',
    };
    print(`${username} ${said[verb]}`);
  },
};
