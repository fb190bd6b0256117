import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Command, UsageError } from '../../src/cli/command.ts';
import { token } from '../../src/cli/token.ts';
import { user } from '../../src/cli/user.ts';
import { heldClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { testApp } from '../support/app.ts';

const now = Date.parse('2026-11-23T12:00:00Z');

const commandsOn = async (where: 'folder' | 'running') => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { app } = await testApp(now, { dataFolder: folder, port: where === 'running' ? 0 : null });
  if (where === 'folder') await app.close();
  const port = Number(new URL(app.url ?? 'http://x:1').port);
  const config = { ...readConfig({ VIGIL_DATA: folder }), port };
  const run = async (command: Command, ...args: string[]): Promise<string> => {
    const printed: string[] = [];
    const { signal } = new AbortController();
    const print = (text: string) => printed.push(text);
    await command.run(args, { config, clock: heldClock(now), signal, print, tell: () => undefined });
    return printed.join('\n');
  };
  return { run };
};

type Listed = { username: string; roles: string[]; programs: string[] | null; disabledAt: string | null };

describe.each(['folder', 'running'] as const)('vigil user, on what is %s', where => {
  const add = ['add', 'Ana', '--name', 'Ana Ruiz', '--roles', 'case-manager,lead', '--oidc'];

  test('adds, lists, disables and enables', async () => {
    const { run } = await commandsOn(where);
    expect(await run(user, ...add, '--programs', 'heart-failure')).toBe(
      'ana may sign in at the identity provider',
    );
    const listed = async () => JSON.parse(await run(user, 'list', '--json')) as Listed[];
    expect(await listed()).toMatchObject([
      { username: 'ana', roles: ['case-manager', 'lead'], programs: ['heart-failure'], disabledAt: null },
    ]);
    expect(await run(user, 'list')).toMatch(/^ana +Ana Ruiz +case-manager, lead +heart-failure +never$/m);
    await run(user, 'disable', 'ana');
    expect((await listed())[0]?.disabledAt).toBe('2026-11-23T12:00:00.000Z');
    await run(user, 'enable', 'ana');
    expect((await listed())[0]?.disabledAt).toBeNull();
  });

  test('refuses a name that is taken, a program that is none and an account that is not there', async () => {
    const { run } = await commandsOn(where);
    await run(user, ...add);
    const second = ['add', 'ana2', '--name', 'ANA RUIZ', '--roles', 'lead', '--oidc'];
    await expect(run(user, ...second)).rejects.toThrow('another account has this name');
    const third = ['add', 'bo', '--name', 'Bo', '--roles', 'lead', '--programs', 'x', '--oidc'];
    await expect(run(user, ...third)).rejects.toThrow('there is no program x');
    await expect(run(user, 'disable', 'nobody')).rejects.toThrow('there is no account nobody');
  });
});

describe.each(['folder', 'running'] as const)('vigil token, on what is %s', where => {
  test('issues, lists and revokes', async () => {
    const { run } = await commandsOn(where);
    const args = ['issue', 'gateway', '--scopes', 'readings:send,devices:read', '--days', '30', '--json'];
    const issued = JSON.parse(await run(token, ...args)) as { id: string; token: string };
    expect(issued.token).toMatch(/^vigil_/);
    expect(await run(token, 'list')).toMatch(
      new RegExp(`^${issued.id} +gateway +readings:send devices:read +all +2026-12-23 +never +valid$`, 'm'),
    );
    await run(token, 'revoke', issued.id);
    expect(await run(token, 'list')).toMatch(/revoked$/m);
    await expect(run(token, 'revoke', issued.id)).rejects.toThrow('there is no such token');
  });
});

describe('a call that is not understood', () => {
  test.each<[Command, string[], RegExp]>([
    [user, ['add', 'ana', '--roles', 'lead', '--oidc'], /--name is missing/],
    [
      user,
      ['add', 'ana', '--name', 'A', '--roles', 'boss', '--oidc'],
      /--roles must name some of .*; not boss/,
    ],
    [user, ['add', '--name', 'A'], /name one username/],
    [user, ['promote', 'ana'], /say add, list, password, disable or enable/],
    [token, ['issue', 'x'], /--scopes must name some of/],
    [token, ['issue', 'x', '--scopes', 'all'], /; not all/],
    [token, ['make', 'x'], /say issue NAME, list, or revoke ID/],
  ])('%# says what to write', async (command, args, message) => {
    const { run } = await commandsOn('folder');
    const failure = run(command, ...args);
    await expect(failure).rejects.toThrow(UsageError);
    await expect(failure).rejects.toThrow(message);
  });
});
