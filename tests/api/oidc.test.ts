import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApi } from '../../src/api/server.ts';
import { localSignIn } from '../../src/config-sign-in.ts';
import type { SessionBody } from '../../src/contract/session.ts';
import { bodyAs, testApp } from './app.ts';
import { account } from './sign-in.ts';

const clientSecret = 'a secret that both know, long enough for all';
const redirectUri = 'http://127.0.0.1/api/v1/oidc/callback';

/** A real identity provider on this machine, which takes whoever names herself. */
const startProvider = async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'vigil', client_secret: clientSecret, redirect_uris: [redirectUri] }],
    cookies: { keys: ['a key of this test'] },
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    pkce: { required: () => true },
  });
  server.on('request', provider.callback());
  onTestFinished(() => {
    server.close();
  });
  return issuer;
};

const withProvider = async () => {
  const issuer = await startProvider();
  const app = await testApp({ patients: 0 });
  const oidc = {
    issuer,
    clientId: 'vigil',
    clientSecret,
    name: 'Ward ID',
    usernameClaim: 'preferred_username',
  };
  const api = createApi({ ...app.apiDeps(), signIn: { ...localSignIn, oidc } });
  const ask = (path: string, cookie = '') =>
    api.request(`http://127.0.0.1/api/v1${path}`, { headers: { host: '127.0.0.1', cookie } });
  return { app, ask };
};

const cookiesIn = (response: Response): string[] =>
  response.headers.getSetCookie().map(cookie => cookie.split(';')[0] ?? '');

/** Goes through the provider's own pages as somebody, to where it sends her back. */
const visitProvider = async (from: string, username: string): Promise<string> => {
  const jar = new Map<string, string>();
  let [url, form]: [string, URLSearchParams | null] = [from, null];
  for (let step = 0; step < 12; step += 1) {
    const response: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    });
    for (const cookie of cookiesIn(response)) {
      const at = cookie.indexOf('=');
      jar.set(cookie.slice(0, at), cookie.slice(at + 1));
    }
    const location = response.headers.get('location');
    form = null;
    if (location !== null) {
      url = new URL(location, url).href;
      if (url.startsWith(redirectUri)) return url;
      continue;
    }
    const page = await response.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? '';
    form = new URLSearchParams({ prompt, login: username, password: 'any' });
  }
  throw new Error('the provider never sent anybody back');
};

const roundTrip = async (ask: Awaited<ReturnType<typeof withProvider>>['ask'], username: string) => {
  const begun = await ask('/oidc/start?returnTo=/risk');
  expect(begun.status).toBe(302);
  const back = new URL(await visitProvider(begun.headers.get('location') ?? '', username));
  return { back, round: cookiesIn(begun).join('; ') };
};

describe('signing in at an identity provider', () => {
  test('an account without a password is bound to whom the provider vouches for, and she is back where she was', async () => {
    const { app, ask } = await withProvider();
    await account(app, 'ana', ['case-manager'], { name: 'Ana Ruiz', password: undefined });
    const { back, round } = await roundTrip(ask, 'ana');
    const done = await ask(`/oidc/callback${back.search}`, round);
    expect([done.status, done.headers.get('location')]).toEqual([302, '/risk']);
    const session = cookiesIn(done).find(cookie => cookie.startsWith('vigil_session=')) ?? '';
    const told = await bodyAs<SessionBody>(await ask('/session', session));
    expect(told.account).toMatchObject({ name: 'Ana Ruiz', mustChangePassword: false });
    const again = await roundTrip(ask, 'ana');
    expect((await ask(`/oidc/callback${again.back.search}`, again.round)).headers.get('location')).toBe(
      '/risk',
    );
  });

  test('nobody is let in without an account, or into an account that has a password', async () => {
    const { app, ask } = await withProvider();
    await account(app, 'bo', ['admin']);
    for (const username of ['nobody', 'bo']) {
      const { back, round } = await roundTrip(ask, username);
      const done = await ask(`/oidc/callback${back.search}`, round);
      expect(done.headers.get('location'), username).toBe('/?signIn=not-permitted');
      expect(cookiesIn(done).some(cookie => /^vigil_session=./.test(cookie))).toBe(false);
    }
  });

  test('what another began, or what is used twice, signs nobody in', async () => {
    const { app, ask } = await withProvider();
    await account(app, 'ana', ['case-manager'], { password: undefined });
    const mine = await roundTrip(ask, 'ana');
    const other = cookiesIn(await ask('/oidc/start')).join('; ');
    for (const cookie of [other, '', 'vigil_oidc=nonsense']) {
      const refused = await ask(`/oidc/callback${mine.back.search}`, cookie);
      expect(refused.headers.get('location')).toBe('/?signIn=wrong-credentials');
    }
    expect((await ask(`/oidc/callback${mine.back.search}`, mine.round)).headers.get('location')).toBe(
      '/risk',
    );
    const twice = await ask(`/oidc/callback${mine.back.search}`, mine.round);
    expect(twice.headers.get('location')).toBe('/?signIn=wrong-credentials');
  });

  test('it leads back to this page only', async () => {
    const { app, ask } = await withProvider();
    await account(app, 'ana', ['case-manager'], { password: undefined });
    for (const elsewhere of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      const begun = await ask(`/oidc/start?returnTo=${encodeURIComponent(elsewhere)}`);
      const back = new URL(await visitProvider(begun.headers.get('location') ?? '', 'ana'));
      const done = await ask(`/oidc/callback${back.search}`, cookiesIn(begun).join('; '));
      expect(done.headers.get('location')).toBe('/');
    }
  });
});
