import { expect } from 'vitest';
import { addAccount } from '../../src/accounts/accounts.ts';
import type { AccountInput } from '../../src/contract/accounts.ts';
import type { Role } from '../../src/domain/role.ts';
import type { CallOptions, TestApp } from './app.ts';

export const password = 'four plain words';

type Over = Partial<Omit<AccountInput, 'roles'>>;

/** Adds an account, as the command does. */
export const account = (app: TestApp, username: string, roles: readonly Role[], over: Over = {}) =>
  addAccount(
    { store: app.running().store, actor: { type: 'system' }, at: app.clock.now() },
    { username, name: `Person ${username}`, roles: [...roles], password, mustChangePassword: false, ...over },
  );

export const signInAs = (app: TestApp, username: string, given = password): Promise<Response> =>
  app.request('/api/v1/session', {
    method: 'POST',
    body: { username, password: given },
    actor: null,
  });

export const cookieOf = (response: Response): string =>
  (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

/** Calls as the page of a person does who is signed in. */
export const asPerson =
  (app: TestApp, cookie: string) =>
  (path: string, options: CallOptions = {}): Promise<Response> =>
    app.request(`/api/v1${path}`, {
      ...options,
      actor: null,
      headers: { cookie, origin: 'http://127.0.0.1', ...options.headers },
    });

/** An account that is signed in. */
export const person = async (app: TestApp, username: string, roles: readonly Role[], over: Over = {}) => {
  await account(app, username, roles, over);
  const response = await signInAs(app, username);
  expect(response.status, await response.clone().text()).toBe(200);
  return asPerson(app, cookieOf(response));
};
