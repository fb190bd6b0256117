import { issueToken, listTokens, revokeToken } from '../accounts/tokens.ts';
import type { App } from '../app.ts';
import { longestTokenDays } from '../contract/accounts.ts';
import { type Permission, permissionNames, permissions } from '../domain/role.ts';
import { anywhere, type Call, commandActor, jsonBody, whereStored } from './anywhere.ts';
import { readArgs, wholeNumber } from './args.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { table } from './text-table.ts';

type Issued = Awaited<ReturnType<typeof issueToken>>;
type Listed = Awaited<ReturnType<typeof listTokens>>['items'][number];

const listed = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');

const scopesIn = (text: string | undefined): Permission[] => {
  const names = listed(text);
  const unknown = names.filter(name => !Object.hasOwn(permissions, name));
  if (names.length === 0 || unknown.length > 0) {
    throw new UsageError(
      `--scopes must name some of ${permissionNames.join(', ')}${unknown.length > 0 ? `; not ${unknown.join(', ')}` : ''}`,
    );
  }
  return names as Permission[];
};

const scopesInWords = permissionNames.map(name => `    ${name.padEnd(20)} ${permissions[name]}`).join('\n');

const stateOf = ({ revokedAt, expiresAt }: Listed, now: number): string =>
  revokedAt !== null ? 'revoked' : Date.parse(expiresAt) <= now ? 'over' : 'valid';

const tableOf = (tokens: readonly Listed[], now: number): string =>
  table([
    ['id', 'name', 'scopes', 'programs', 'until', 'last used', 'state'],
    ...tokens.map(token => [
      token.id,
      token.name,
      token.scopes.join(' '),
      token.programs?.join(' ') ?? 'all',
      token.expiresAt.slice(0, 10),
      token.lastUsedAt ?? 'never',
      stateOf(token, now),
    ]),
  ]);

const list = (context: CommandContext, api: string | undefined) =>
  whereStored(
    context,
    api,
    ({ store }) => listTokens(store),
    call => call<{ items: Listed[] }>('/tokens'),
  );

export const token: Command = {
  help: `vigil token issue NAME --scopes readings:send[,…] [--programs heart-failure] [--days 90] [--json]
vigil token list [--json]
vigil token revoke ID
  Tokens with which machines call the API: Authorization: Bearer …. A token is told once, when it is issued, and lives
  at most ${longestTokenDays} days. Scopes:
${scopesInWords}
  Works on the data folder, or through the Vigil that runs on it (or the one at --api, with VIGIL_TOKEN).`,
  run: async (args, context) => {
    const { values, positionals } = readArgs(args, {
      scopes: { type: 'string' },
      programs: { type: 'string' },
      days: { type: 'string' },
      api: { type: 'string' },
      json: { type: 'boolean' },
    });
    const [verb, name, ...rest] = positionals;
    const { print, clock } = context;
    if (verb === 'list' && name === undefined) {
      const { items } = await list(context, values.api);
      return print(values.json ? JSON.stringify(items, null, 2) : tableOf(items, clock.now()));
    }
    if (name === undefined || rest.length > 0 || (verb !== 'issue' && verb !== 'revoke')) {
      throw new UsageError('say issue NAME, list, or revoke ID');
    }
    const deps = ({ store }: App) => ({ store, actor: commandActor(), at: clock.now() });
    if (verb === 'revoke') {
      const there = (call: Call) => call(`/tokens/${encodeURIComponent(name)}`, undefined, 'DELETE');
      await whereStored<unknown>(context, values.api, app => revokeToken(deps(app), name), there);
      return print(`${name} opens nothing any more`);
    }
    const input = {
      name,
      scopes: scopesIn(values.scopes),
      programs: values.programs === undefined ? null : listed(values.programs),
      days: wholeNumber(values.days, 'days', 90, 1),
    };
    const issued = await anywhere(
      context,
      values.api,
      app => issueToken(deps(app), input),
      call => call<Issued>('/tokens', jsonBody(input)),
    );
    print(
      values.json
        ? JSON.stringify(issued, null, 2)
        : `${issued.token}\n(until ${issued.expiresAt}; it is not told again)`,
    );
  },
};
