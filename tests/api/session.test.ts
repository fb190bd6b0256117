import { describe, expect, test } from 'vitest';
import { issueToken } from '../../src/accounts/tokens.ts';
import { createApi } from '../../src/api/server.ts';
import { localSignIn, type SignInOptions } from '../../src/config-sign-in.ts';
import type { SessionBody, signInWaysSchema } from '../../src/contract/session.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { bodyAs, call, expectProblem, iso, start, testApp } from './app.ts';
import { account, asPerson, cookieOf, password, person, signInAs } from './sign-in.ts';

const idle = 15 * minuteMs;
const wrong = { status: 401, code: 'wrong-credentials', field: 'password' };
const out = { status: 401, code: 'signed-out', field: 'Authorization' };
const over = { status: 401, code: 'session-over', field: 'Cookie' };

const signedIn = async () => {
  const app = await testApp({ patients: 0 });
  await account(app, 'ana', ['case-manager'], { name: 'Ana Ruiz', programs: ['heart-failure'] });
  const response = await signInAs(app, 'ana');
  return { app, response, call: asPerson(app, cookieOf(response)) };
};

describe('GET /sign-in', () => {
  test('200: the ways in and the notice, to anybody', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/sign-in', { actor: null });
    const ways = await bodyAs<typeof signInWaysSchema._output>(response);
    expect(ways).toMatchObject({ local: true, oidc: null, idleSeconds: 900 });
    expect(ways.notice).toContain('Not for emergencies');
  });
});

describe('POST /session', () => {
  test('200: says who is signed in and what she may, and sets a cookie that scripts cannot read', async () => {
    const { response } = await signedIn();
    expect(response.status).toBe(200);
    const body = await bodyAs<SessionBody>(response);
    expect(body).toMatchObject({
      account: { name: 'Ana Ruiz', roles: ['case-manager'], programs: ['heart-failure'] },
      idleEndsAt: iso(start + idle),
      endsAt: iso(start + 12 * 60 * minuteMs),
    });
    expect(body.account.permissions).toContain('worklist:act');
    expect(body.account.permissions).not.toContain('programs:write');
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^vigil_session=[\w-]{43};/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Strict/i);
  });

  test('200: the username in any case, with spaces around it', async () => {
    const { app } = await signedIn();
    expect((await signInAs(app, ' ANA ')).status).toBe(200);
  });

  test('200: signing in again in the same browser ends the session before', async () => {
    const { app, call } = await signedIn();
    const again = await call('/session', { method: 'POST', body: { username: 'ana', password } });
    expect(again.status).toBe(200);
    await expectProblem(await call('/session'), out);
    expect((await asPerson(app, cookieOf(again))('/session')).status).toBe(200);
  });

  test('401: a wrong password and a username that nobody has read the same', async () => {
    const { app } = await signedIn();
    const one = await expectProblem(await signInAs(app, 'ana', 'not her password'), wrong);
    const two = await expectProblem(await signInAs(app, 'nobody', 'not her password'), wrong);
    expect({ ...one, requestId: '' }).toEqual({ ...two, requestId: '' });
  });

  test.each(['ana', 'nobody'])(
    '429: after five wrong passwords for %s, for half a minute',
    async username => {
      const { app } = await signedIn();
      for (let i = 0; i < 5; i += 1) await expectProblem(await signInAs(app, username, 'wrong'), wrong);
      const locked = await signInAs(app, username);
      expect(locked.headers.get('retry-after')).toBe('30');
      await expectProblem(locked, { status: 429, code: 'locked', field: 'username' });
      app.clock.set(start + 30_000);
      expect((await signInAs(app, username)).status).toBe(username === 'ana' ? 200 : 401);
    },
  );

  test('429: many tries at once are no more than one after the other', async () => {
    const { app } = await signedIn();
    const answers = await Promise.all(Array.from({ length: 12 }, () => signInAs(app, 'ana', 'wrong')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter(status => status === 401)).toHaveLength(5);
    expect(statuses.filter(status => status === 429)).toHaveLength(7);
  });

  test('200: a right password begins the count anew', async () => {
    const { app } = await signedIn();
    for (let i = 0; i < 4; i += 1) await signInAs(app, 'ana', 'wrong');
    expect((await signInAs(app, 'ana')).status).toBe(200);
    for (let i = 0; i < 4; i += 1) await expectProblem(await signInAs(app, 'ana', 'wrong'), wrong);
    expect((await signInAs(app, 'ana')).status).toBe(200);
  });

  test('403: from the page of another site', async () => {
    const { app } = await signedIn();
    const response = await app.request('/api/v1/session', {
      method: 'POST',
      body: { username: 'ana', password },
      actor: null,
      headers: { origin: 'https://evil.example' },
    });
    await expectProblem(response, { status: 403, code: 'not-permitted', field: 'Origin' });
  });

  test('signing in, out and in vain are audited, and no password is anywhere', async () => {
    const { app, call } = await signedIn();
    await signInAs(app, 'ana', 'not her password');
    await call('/session', { method: 'DELETE' });
    const rows = (await app.audit()).filter(row => row.action.startsWith('session.'));
    expect(rows.map(row => `${row.action} ${row.actor}`)).toEqual([
      'session.start person:Ana Ruiz',
      'session.refused system:system',
      'session.end person:Ana Ruiz',
    ]);
    const { reader, t } = app.running().store;
    const stored = JSON.stringify([await app.audit(), await reader.select().from(t.account)]);
    expect(stored).not.toContain('not her password');
    expect(stored).not.toContain(password);
  });
});

describe('a session', () => {
  test('ends when nothing was heard for a quarter of an hour', async () => {
    const { app, call } = await signedIn();
    app.clock.set(start + idle - 1);
    expect((await call('/session')).status).toBe(200);
    app.clock.set(start + idle);
    await expectProblem(await call('/session'), over);
    await expectProblem(await call('/worklist'), over);
  });

  test('is kept by a sign of life and by a change, not by what the page asks by itself', async () => {
    const { app, call } = await signedIn();
    app.clock.set(start + 10 * minuteMs);
    expect((await call('/worklist')).status).toBe(200);
    expect((await bodyAs<SessionBody>(await call('/session'))).idleEndsAt).toBe(iso(start + idle));
    const kept = await call('/session/active', { method: 'POST', body: {} });
    expect((await bodyAs<SessionBody>(kept)).idleEndsAt).toBe(iso(start + 10 * minuteMs + idle));
    app.clock.set(start + 24 * minuteMs);
    await call('/views', { method: 'POST', body: { name: 'Mine', query: {} } });
    app.clock.set(start + 38 * minuteMs);
    expect((await call('/session')).status).toBe(200);
  });

  test('ends after twelve hours, however busy its person is', async () => {
    const { app, call } = await signedIn();
    for (let at = start; at < start + 12 * 60 * minuteMs; at += 10 * minuteMs) {
      app.clock.set(at);
      expect((await call('/session/active', { method: 'POST', body: {} })).status).toBe(200);
    }
    app.clock.set(start + 12 * 60 * minuteMs);
    await expectProblem(await call('/session'), over);
  });

  test('ends at once when the account is disabled or changed', async () => {
    const { app, call } = await signedIn();
    const admin = await person(app, 'admin', ['admin']);
    const { items } = await bodyAs<{ items: { id: string; username: string; version: number }[] }>(
      await admin('/accounts'),
    );
    const ana = items.find(item => item.username === 'ana');
    const body = { disabled: true, version: ana?.version };
    expect((await admin(`/accounts/${ana?.id}`, { method: 'PATCH', body })).status).toBe(200);
    await expectProblem(await call('/session'), out);
    await expectProblem(await signInAs(app, 'ana'), wrong);
  });

  test('survives a restart, since it is kept in the store, and not its secret', async () => {
    const { app, response, call } = await signedIn();
    await app.restart();
    expect((await call('/session')).status).toBe(200);
    const { reader, t } = app.running().store;
    const [row] = await reader.select().from(t.session);
    expect(cookieOf(response)).not.toContain(row?.id);
  });

  test.each([
    ['nothing that says where it comes from', {}],
    ['another site', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:9' }],
    ['another site, by fetch metadata', { origin: 'http://127.0.0.1', 'sec-fetch-site': 'cross-site' }],
    ['no site at all', { origin: 'null' }],
  ])('403: a change that comes with its cookie and %s', async (_, headers) => {
    const { app, response } = await signedIn();
    const refused = await app.request('/api/v1/session/active', {
      method: 'POST',
      body: {},
      actor: null,
      headers: { cookie: cookieOf(response), ...headers },
    });
    await expectProblem(refused, { status: 403, code: 'not-permitted', field: 'Origin' });
  });
});

describe('DELETE /session', () => {
  test('200: the cookie opens nothing any more', async () => {
    const { call } = await signedIn();
    const response = await call('/session', { method: 'DELETE' });
    expect(response.headers.get('set-cookie')).toMatch(/^vigil_session=;/);
    await expectProblem(await call('/session'), out);
  });
});

describe('POST /session/password', () => {
  const next = 'five quite other words';

  test('200: signs out everywhere else', async () => {
    const { app, call } = await signedIn();
    const elsewhere = asPerson(app, cookieOf(await signInAs(app, 'ana')));
    const changed = await call('/session/password', { method: 'POST', body: { current: password, next } });
    expect(changed.status).toBe(200);
    expect((await call('/session')).status).toBe(200);
    await expectProblem(await elsewhere('/session'), out);
    await expectProblem(await signInAs(app, 'ana'), wrong);
    expect((await signInAs(app, 'ana', next)).status).toBe(200);
  });

  test('401: the second of two changes at once, for its present password is that no more', async () => {
    const { call } = await signedIn();
    const send = (given: string) =>
      call('/session/password', { method: 'POST', body: { current: password, next: given } });
    const both = await Promise.all([send(next), send(`${next} more`)]);
    expect(both.map(response => response.status).sort()).toEqual([200, 401]);
  });

  test('a first password opens nothing but its change', async () => {
    const app = await testApp({ patients: 0 });
    const call = await person(app, 'bo', ['lead'], { mustChangePassword: true });
    expect((await bodyAs<SessionBody>(await call('/session'))).account.mustChangePassword).toBe(true);
    await expectProblem(await call('/worklist'), { status: 403, code: 'not-permitted', field: 'password' });
    await call('/session/password', { method: 'POST', body: { current: password, next } });
    expect((await call('/worklist')).status).toBe(200);
  });

  test('401: with a wrong present password; 400: with a weak new one', async () => {
    const { call } = await signedIn();
    const send = (current: string, given: string) =>
      call('/session/password', { method: 'POST', body: { current, next: given } });
    await expectProblem(await send('wrong', next), { ...wrong, field: 'current' });
    await expectProblem(await send(password, 'short'), {
      status: 400,
      code: 'bad-request',
      field: 'next',
    });
  });
});

describe('PUT /session/preferences', () => {
  test('200: they are there at the next sign-in', async () => {
    const { app, call } = await signedIn();
    const preferences = { glucose: 'mmol/L', weight: 'lb', theme: 'dark', notify: true, sound: true };
    expect((await call('/session/preferences', { method: 'PUT', body: preferences })).status).toBe(200);
    const again = await bodyAs<SessionBody>(await signInAs(app, 'ana'));
    expect(again.account.preferences).toEqual(preferences);
    const entry = (await app.audit()).find(row => row.action === 'account.preferences');
    expect(entry).toMatchObject({ actor: 'person:Ana Ruiz', detail: preferences });
  });

  test('400: what is no preference', async () => {
    const { call } = await signedIn();
    const response = await call('/session/preferences', { method: 'PUT', body: { glucose: 'g' } });
    await expectProblem(response, { status: 400, code: 'bad-request', field: 'glucose' });
  });
});

describe('reached from elsewhere', () => {
  const outside = async (over: Partial<SignInOptions>) => {
    const app = await testApp({ patients: 0 });
    await account(app, 'ana', ['case-manager']);
    const signIn = { ...localSignIn, publicUrl: 'https://vigil.example', secureCookies: true, ...over };
    const api = createApi({ ...app.apiDeps(), signIn });
    /** as a call over a connection from `peer` */
    const ask = (path: string, headers: Record<string, string>, body?: object, peer?: string) => {
      const connection = peer === undefined ? {} : { incoming: { socket: { remoteAddress: peer } } };
      return call({ request: (to, init) => api.request(to, init, connection) }, path, {
        headers: { host: 'vigil.example', ...headers },
        actor: null,
        ...(body ? { method: 'POST', body } : {}),
      });
    };
    return { app, ask };
  };
  const credentials = { username: 'ana', password };

  test('the cookie goes over TLS only and belongs to this host; the browser is told to come back over TLS', async () => {
    const { ask } = await outside({});
    const response = await ask('/api/v1/session', {}, credentials);
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-vigil_session=/);
    expect(cookie).toMatch(/; Secure/);
    expect(response.headers.get('strict-transport-security')).toMatch(/max-age=\d+/);
    expect((await ask('/api/v1/session', { cookie: cookieOf(response) })).status).toBe(200);
  });

  test('421: under another name', async () => {
    const { ask } = await outside({});
    const refused = await ask('/docs', { host: 'other.example' });
    await expectProblem(refused, { status: 421, code: 'host-not-allowed', field: 'Host' });
  });

  test('403: through a proxy to which it came without TLS; on the machine itself it is asked without', async () => {
    const { ask } = await outside({ behindProxy: true });
    const plain = await ask('/docs', { 'x-forwarded-proto': 'http' });
    await expectProblem(plain, { status: 403, code: 'not-permitted', field: 'X-Forwarded-Proto' });
    expect((await ask('/docs', {})).status).toBe(403);
    expect((await ask('/docs', { 'x-forwarded-proto': 'https' })).status).toBe(200);
    expect((await ask('/docs', { host: '127.0.0.1:8080' })).status).toBe(200);
    // nginx passes the name of its upstream on, unless it is told otherwise
    expect((await ask('/docs', { host: '127.0.0.1:8080', 'x-forwarded-proto': 'http' })).status).toBe(403);
    expect((await ask('/docs', { host: '127.0.0.1:8080' }, undefined, '203.0.113.9')).status).toBe(403);
  });

  test('figures of the service are for a token that may read reports', async () => {
    const { app, ask } = await outside({});
    await expectProblem(await ask('/metrics', {}), out);
    const deps = { store: app.running().store, actor: { type: 'system' } as const, at: app.clock.now() };
    const { token: reads } = await issueToken(deps, { name: 'prometheus', scopes: ['reports:read'] });
    const { token: sends } = await issueToken(deps, { name: 'gateway', scopes: ['readings:send'] });
    expect((await ask('/metrics', { authorization: `Bearer ${reads}` })).status).toBe(200);
    expect((await ask('/metrics', { authorization: `Bearer ${sends}` })).status).toBe(403);
    expect((await ask('/metrics', { host: '127.0.0.1' })).status).toBe(200);
    // a name that anybody can write into Host is no proof of being on this machine
    await expectProblem(await ask('/metrics', { host: '127.0.0.1', 'x-forwarded-for': '203.0.113.9' }), out);
    await expectProblem(await ask('/metrics', { host: '127.0.0.1' }, undefined, '203.0.113.9'), out);
    expect((await ask('/metrics', { host: '127.0.0.1' }, undefined, '::ffff:127.0.0.1')).status).toBe(200);
  });
});
