import { describe, expect, test } from 'vitest';
import { bodyAs, expectProblem, rosterHeader, testApp } from './app.ts';
import { account, person } from './sign-in.ts';

/** P1 is of heart failure, D1 of diabetes; both have an open line. */
const twoPrograms = async () => {
  const app = await testApp({ patients: 1 });
  await app.importRoster(
    `${rosterHeader}\nD1,Dorn,Dora,1960-02-03,female,America/New_York,diabetes,cuff-d1,blood-pressure,0.25,,,\n`,
  );
  await app.pressure(1, 75);
  await app.send('cuff-d1', 'blood-pressure', { systolic: 75, diastolic: 50, unit: 'mm[Hg]' });
  await app.idle();
  const ids = async (siteId: string) => {
    const { id, openItemId } = await app.get<{ id: string; openItemId: string }>(
      `/api/v1/patients/${siteId}`,
    );
    return { id, itemId: openItemId };
  };
  return { app, mine: await ids('P1'), other: await ids('D1') };
};

type Page = { items: readonly Record<string, unknown>[] };

describe('whoever belongs to one program', () => {
  test.each([
    '/worklist',
    '/worklist?lane=clinical',
    '/patients',
    '/alerts',
    '/devices',
    '/programs',
    '/coverage',
    '/pages',
    '/incidents',
    '/handoffs',
    '/suspect-readings',
    '/unowned-readings',
    '/tasks',
    '/views',
    '/provider-requests',
  ])('sees nothing of another in GET %s', async path => {
    const { app, other } = await twoPrograms();
    const call = await person(app, 'ana', ['case-manager'], { programs: ['heart-failure'] });
    const response = await call(path);
    const text = await response.text();
    expect(response.status, text).toBe(200);
    expect(text).not.toContain(other.id);
    expect(text).not.toMatch(/Dorn|"diabetes"/);
    const all = await person(app, 'bo', ['case-manager']);
    expect((await all(path)).status).toBe(200);
  });

  test('is told by search of her own patients only, and counts cut nothing else', async () => {
    const { app } = await twoPrograms();
    const call = await person(app, 'ana', ['case-manager'], { programs: ['heart-failure'] });
    const found = await call('/patients/search', { method: 'POST', body: { q: 'dorn' } });
    expect((await bodyAs<Page>(found)).items).toEqual([]);
    const list = await bodyAs<{ total: number; byLane: { clinical: number } }>(await call('/worklist'));
    expect(list).toMatchObject({ total: 1, byLane: { clinical: 1 } });
  });

  test('404: to what is of another, in the words for what does not exist', async () => {
    const { app, other } = await twoPrograms();
    const call = await person(app, 'ana', ['lead'], { programs: ['heart-failure'] });
    const pairs: readonly (readonly [string, string])[] = [
      [`/patients/${other.id}`, '/patients/pat_none'],
      ['/patients/D1', '/patients/X9'],
      ['/patients/D1/readings', '/patients/X9/readings'],
      [`/worklist/${other.itemId}`, '/worklist/wli_none'],
      [`/worklist/${other.itemId}/history`, '/worklist/wli_none/history'],
      ['/risk?program=diabetes', '/risk?program=none'],
    ];
    for (const [outOfReach, missing] of pairs) {
      const one = await call(outOfReach);
      const two = await call(missing);
      expect(one.status, outOfReach).toBe(404);
      const said = async (response: Response) => ({ ...(await bodyAs<object>(response)), requestId: '' });
      expect(await said(one), outOfReach).toEqual(await said(two));
    }
  });

  test('404: changes nothing of another', async () => {
    const { app, mine, other } = await twoPrograms();
    const call = await person(app, 'ana', ['lead'], { programs: ['heart-failure'] });
    const post = (path: string, body: unknown) => call(path, { method: 'POST', body });
    const before = (await app.audit()).length;
    for (const [path, body, field] of [
      [`/worklist/${other.itemId}/acknowledge`, {}, 'id'],
      ['/patients/D1/status', { status: 'ended', reason: 'moved' }, 'id'],
      ['/devices/cuff-9/assignments', { patient: 'D1', kind: 'weight', perWeek: 7 }, 'patient'],
      ['/handoffs', { to: 'Bo', itemIds: [mine.itemId, other.itemId] }, 'itemIds'],
      ['/backtests', { program: 'diabetes', limits: {}, days: 7 }, 'program'],
    ] as const) {
      await expectProblem(await post(path, body), { status: 404, code: 'not-found', field });
    }
    const put = await call('/programs/diabetes', { method: 'PUT', body: { name: 'x', limits: {} } });
    await expectProblem(put, { status: 404, code: 'not-found', field: 'id' });
    expect((await app.audit()).length).toBe(before);
  });

  test('400: is given nothing that she could not see', async () => {
    const { app, other } = await twoPrograms();
    await account(app, 'ana', ['lead'], { programs: ['heart-failure'] });
    const before = (await app.audit()).length;
    const to = 'Person ana';
    for (const [path, body, field] of [
      [`/worklist/${other.itemId}/assign`, { to }, 'to'],
      [`/worklist/${other.itemId}/escalate`, { to: { person: to }, why: 'worse' }, 'to.person'],
      [`/worklist/${other.itemId}/await-provider`, { what: 'Sign?', provider: to }, 'provider'],
      ['/handoffs', { to, itemIds: [other.itemId] }, 'to'],
      ['/worklist/reassign', { from: null, to, itemIds: [other.itemId] }, 'to'],
    ] as const) {
      const answer = await app.post(`/api/v1${path}`, body);
      await expectProblem(answer, { status: 400, code: 'bad-request', field });
    }
    expect((await app.audit()).length).toBe(before);
  });

  test('400: takes over nothing that she may not see any more; nobody is given work whose account is disabled', async () => {
    const { app, other } = await twoPrograms();
    const id = await account(app, 'ana', ['lead']);
    const gave = await app.post('/api/v1/handoffs', { to: 'Person ana', itemIds: [other.itemId] });
    const { id: handoffId } = await bodyAs<{ id: string }>(gave);
    const change = (body: object) => app.request(`/api/v1/accounts/${id}`, { method: 'PATCH', body });
    await change({ version: 1, programs: ['heart-failure'] });
    const accept = await app.post(`/api/v1/handoffs/${handoffId}/accept`, {}, { actor: 'Person ana' });
    await expectProblem(accept, { status: 400, code: 'bad-request', field: 'id' });
    await change({ version: 2, programs: null, disabled: true });
    const assign = await app.post(`/api/v1/worklist/${other.itemId}/assign`, { to: 'Person ana' });
    await expectProblem(assign, { status: 400, code: 'bad-request', field: 'to' });
  });

  test('sees no shared view of another program, and saves none', async () => {
    const { app } = await twoPrograms();
    const view = { name: 'Dorn only', shared: true, query: { program: 'diabetes' } };
    await app.post('/api/v1/views', view);
    await app.post('/api/v1/views', { ...view, name: 'All', query: { lane: 'clinical' } });
    const call = await person(app, 'ana', ['case-manager'], { programs: ['heart-failure'] });
    expect((await bodyAs<Page>(await call('/views'))).items.map(item => item.name)).toEqual(['All']);
    const saved = await call('/views', { method: 'POST', body: view });
    await expectProblem(saved, { status: 404, code: 'not-found', field: 'query.program' });
  });

  test('hears live of her own patients only', async () => {
    const { app, mine, other } = await twoPrograms();
    const call = await person(app, 'ana', ['case-manager'], { programs: ['heart-failure'] });
    const response = await call('/events', { headers: { 'last-event-id': '0' } });
    const reader = response.body?.getReader();
    let heard = '';
    while (!heard.includes(mine.itemId)) {
      const part = await reader?.read();
      heard += new TextDecoder().decode(part?.value);
    }
    await reader?.cancel();
    expect(heard).not.toContain(other.id);
  });
});

describe('a provider', () => {
  test('sees a patient while something awaits her, and nobody else', async () => {
    const { app, mine } = await twoPrograms();
    const call = await person(app, 'sato', ['provider'], { name: 'Dr Sato' });
    await expectProblem(await call('/patients/P1'), { status: 404, code: 'not-found', field: 'id' });
    await expectProblem(await call(`/worklist/${mine.itemId}`), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
    await app.act(mine.itemId, 'await-provider', { what: 'Raise the diuretic?', kind: 'medication-change' });
    expect((await call('/patients/P1')).status).toBe(200);
    expect((await call(`/worklist/${mine.itemId}`)).status).toBe(200);
    await expectProblem(await call('/patients/D1'), { status: 404, code: 'not-found', field: 'id' });
    await expectProblem(await call('/worklist'), { status: 403, code: 'not-permitted', field: null });
    await expectProblem(await call('/patients'), { status: 403, code: 'not-permitted', field: null });
  });

  test('does not see what was asked of another', async () => {
    const { app, mine } = await twoPrograms();
    const sato = await person(app, 'sato', ['provider'], { name: 'Dr Sato' });
    const lind = await person(app, 'lind', ['provider'], { name: 'Dr Lind' });
    await app.act(mine.itemId, 'await-provider', { what: 'Sign?', kind: 'order', provider: 'Dr Sato' });
    expect((await sato('/patients/P1')).status).toBe(200);
    expect((await lind('/patients/P1')).status).toBe(404);
  });
});
