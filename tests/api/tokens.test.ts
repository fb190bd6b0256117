import { describe, expect, test } from 'vitest';
import { issueToken } from '../../src/accounts/tokens.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { bodyAs, expectProblem, start, testApp } from './app.ts';
import { person } from './sign-in.ts';

type Issued = { id: string; token: string; expiresAt: string };

const issued = async (over: Record<string, unknown> = {}) => {
  const app = await testApp();
  const admin = await person(app, 'admin', ['admin']);
  const body = { name: 'gateway', scopes: ['worklist:read', 'worklist:act', 'patients:read'], ...over };
  const response = await admin('/tokens', { method: 'POST', body });
  const { id, token } = await bodyAs<Issued>(response.clone());
  return { app, admin, response, id, token };
};

describe('POST /tokens', () => {
  test('200: tells the token once; the store keeps no more than its digest', async () => {
    const { app, admin, token } = await issued();
    expect(token).toMatch(/^vigil_[\w-]{43}$/);
    const { reader, t } = app.running().store;
    const kept = JSON.stringify([
      await reader.select().from(t.apiToken),
      await app.audit(),
      await (await admin('/tokens')).json(),
    ]);
    expect(kept).not.toContain(token.slice(6));
    expect(kept).not.toContain('"hash":"vigil');
  });

  test('400: a scope that is none, a lifetime that is too long, programs with a scope that reaches all', async () => {
    const refused = (field: string) => ({ status: 400, code: 'bad-request', field });
    const answer = async (over: Record<string, unknown>) => (await issued(over)).response;
    await expectProblem(await answer({ scopes: ['everything'] }), refused('scopes.0'));
    await expectProblem(await answer({ days: 400 }), refused('days'));
    const limited = { scopes: ['readings:send'], programs: ['heart-failure'] };
    await expectProblem(await answer(limited), refused('programs'));
    await expectProblem(await answer({ programs: ['nowhere'] }), refused('programs'));
  });
});

describe('nobody gives what she does not hold', () => {
  const refused = (field: string) => ({ status: 403, code: 'not-permitted', field });

  test('403: an admin, the scope act-for', async () => {
    const { response } = await issued({ scopes: ['act-for'] });
    await expectProblem(response, refused('scopes'));
  });

  test('403: a token that may change accounts, an admin or another token that may more', async () => {
    const { app, token } = await issued({ scopes: ['accounts:write'] });
    const post = (path: string, body: unknown) =>
      app.request(path, { method: 'POST', body, token, headers: {}, actor: 'x' });
    const send = (path: string, body: object) =>
      app.running().api.request(path, {
        method: 'POST',
        headers: { host: '127.0.0.1', 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
    expect((await post('/api/v1/tokens', {})).status).toBe(403);
    await expectProblem(
      await send('/api/v1/tokens', { name: 'more', scopes: ['patients:read'] }),
      refused('scopes'),
    );
    const account = { username: 'eve', name: 'Eve', roles: ['admin'] };
    await expectProblem(await send('/api/v1/accounts', account), refused('roles'));
    const { items } = await app.get<{ items: { id: string; version: number }[] }>('/api/v1/accounts');
    const path = `/api/v1/accounts/${items[0]?.id}`;
    const takeover = await app.running().api.request(path, {
      method: 'PATCH',
      headers: { host: '127.0.0.1', 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ password: 'a password of mine', version: items[0]?.version }),
    });
    await expectProblem(takeover, refused('roles'));
  });
});

describe('a token', () => {
  test('opens what its scopes say, in its own name', async () => {
    const { app, token } = await issued();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    expect((await app.request('/api/v1/worklist', { token })).status).toBe(200);
    const note = { method: 'POST', body: { text: 'told by the pager' }, token };
    const headers = { 'vigil-actor': '' };
    await expectProblem(await app.request(`/api/v1/worklist/${id}/note`, { ...note, headers }), {
      status: 400,
      code: 'bad-request',
      field: 'Vigil-Actor',
    });
    await expectProblem(await app.request('/api/v1/accounts', { token }), {
      status: 403,
      code: 'not-permitted',
      field: null,
    });
  });

  test('403: in the name of a person without the scope act-for; with it, the audit names both', async () => {
    const one = await issued();
    await one.app.pressure(1, 75);
    const note = (app: typeof one.app, id: string, token: string) =>
      app.request(`/api/v1/worklist/${id}/note`, {
        method: 'POST',
        body: { text: 'called' },
        token,
        actor: 'Ana Ruiz',
      });
    const item = await one.app.openItem(1);
    await expectProblem(await note(one.app, item.id, one.token), {
      status: 403,
      code: 'not-permitted',
      field: 'Vigil-Actor',
    });
    const deps = {
      store: one.app.running().store,
      actor: { type: 'system' } as const,
      at: one.app.clock.now(),
    };
    const two = await issueToken(deps, { name: 'gateway', scopes: ['worklist:act', 'act-for'] });
    expect((await note(one.app, item.id, two.token)).status).toBe(200);
    expect((await one.app.audit()).at(-1)).toMatchObject({
      actor: 'person:Ana Ruiz through machine:gateway',
    });
  });

  test('401: once it is over, or was never issued', async () => {
    const { app, token } = await issued({ days: 1 });
    const refused = { status: 401, code: 'signed-out', field: 'Authorization' };
    expect((await app.request('/api/v1/worklist', { token })).status).toBe(200);
    app.clock.set(start + dayMs - 1);
    expect((await app.request('/api/v1/worklist', { token })).status).toBe(200);
    app.clock.set(start + dayMs);
    await expectProblem(await app.request('/api/v1/worklist', { token }), refused);
    await expectProblem(await app.request('/api/v1/worklist', { token: 'vigil_nothing' }), refused);
  });

  test('401: once it is revoked, which is done once', async () => {
    const { app, admin, id, token } = await issued();
    expect((await admin(`/tokens/${id}`, { method: 'DELETE' })).status).toBe(200);
    const refused = { status: 401, code: 'signed-out', field: 'Authorization' };
    await expectProblem(await app.request('/api/v1/worklist', { token }), refused);
    await expectProblem(await admin(`/tokens/${id}`, { method: 'DELETE' }), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });
});
