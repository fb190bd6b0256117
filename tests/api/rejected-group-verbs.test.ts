import { describe, expect, test } from 'vitest';
import type { RejectedBody, RejectedGroupBody } from '../../src/contract/ingest.ts';
import { expectProblem, iso, only, rosterHeader, rosterLine, start, type TestApp, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const weighIn = (device: string, n: number) => ({
  topic: `vigil/v1/${device}/weight`,
  payload: { measuredAt: iso(start - n * 60_000), value: 80, unit: 'kg' },
});
const sendAll = (app: TestApp, messages: readonly unknown[]) =>
  app.post('/api/v1/ingest/native', { messages });
const oneKey = async (app: TestApp) =>
  only((await app.get<{ items: RejectedGroupBody[] }>('/api/v1/rejected/groups')).items).key;
const listed = async (app: TestApp, state: string) =>
  (await app.get<{ items: RejectedBody[] }>(`/api/v1/rejected?state=${state}&limit=1000`)).items;
const verb = (app: TestApp, key: string, name: string, body: unknown = {}) =>
  app.post(`/api/v1/rejected/groups/${key}/${name}`, body);

describe('POST /rejected/groups/{key}/replay', () => {
  const route = { method: 'POST', path: '/api/v1/rejected/groups/none/replay', body: {} } as const;

  test('200: tries each message of the group once, however many, and says what became of them', async () => {
    const app = await testApp();
    const ofNew = Array.from({ length: 450 }, (_, n) => weighIn('new-scale', n));
    const ofOther = [weighIn('other-scale', 0), weighIn('other-scale', 1)];
    await sendAll(app, [...ofNew, ...ofOther]);
    const key = await oneKey(app);
    await app.importRoster(`${rosterHeader}\n${rosterLine(1, 'new-scale', 'weight')}\n`);
    const response = await verb(app, key, 'replay');
    expect(await response.json()).toEqual({
      tried: 452,
      replayed: 450,
      unowned: 0,
      rejectedAgain: 2,
      left: 2,
    });
    expect((await listed(app, 'waiting')).map(m => m.deviceId)).toEqual(['other-scale', 'other-scale']);
    expect(await listed(app, 'replayed')).toHaveLength(450);
    const audited = (await app.audit()).filter(row => row.action === 'rejected-message.replay');
    expect(audited).toHaveLength(452);
  });

  test('200: one of which only the beginning was kept is not tried, and left', async () => {
    const app = await testApp();
    await sendAll(app, [weighIn('new-scale', 0), weighIn('new-scale', 1)]);
    const key = await oneKey(app);
    await app.importRoster(`${rosterHeader}\n${rosterLine(1, 'new-scale', 'weight')}\n`);
    const { store } = app.running();
    const [first] = await listed(app, 'waiting');
    await store.write(() =>
      store.sqlite.prepare('UPDATE rejected_message SET truncated = 1 WHERE id = ?').run(first?.id),
    );
    const response = await verb(app, key, 'replay');
    expect(await response.json()).toEqual({ tried: 1, replayed: 1, unowned: 0, rejectedAgain: 0, left: 1 });
  });

  test('200: what was discarded is not tried', async () => {
    const app = await testApp();
    await sendAll(app, [weighIn('new-scale', 0)]);
    const key = await oneKey(app);
    await verb(app, key, 'discard');
    const response = await verb(app, key, 'replay');
    expect(await response.json()).toEqual({ tried: 0, replayed: 0, unowned: 0, rejectedAgain: 0, left: 0 });
  });

  test('404: a group that nothing ever was in', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(route.path, {}), { status: 404, code: 'not-found', field: 'group' });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});

describe('POST /rejected/groups/{key}/discard', () => {
  const route = { method: 'POST', path: '/api/v1/rejected/groups/none/discard', body: {} } as const;

  test('200: puts aside what waits of the group, and nothing else', async () => {
    const app = await testApp();
    await sendAll(
      app,
      Array.from({ length: 201 }, (_, n) => weighIn('new-scale', n)),
    );
    const key = await oneKey(app);
    await sendAll(app, [{ topic: 'vigil/v1/scale-1/weight', payload: { value: 80 } }]);
    const response = await verb(app, key, 'discard', { why: 'demo devices' });
    expect(await response.json()).toEqual({ discarded: 201 });
    expect((await listed(app, 'waiting')).map(m => m.reason)).toEqual(['unit-missing']);
    const discarded = await listed(app, 'discarded');
    expect(new Set(discarded.map(m => m.resolvedWhy))).toEqual(new Set(['demo devices']));
    const audited = (await app.audit()).filter(row => row.action === 'rejected-message.discard');
    expect(audited).toHaveLength(201);
  });

  test('400: a reason that is blank', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.post(route.path, { why: '' });
    await expectProblem(response, { status: 400, code: 'bad-request', field: 'why' });
  });

  test('404: a group that nothing ever was in', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(route.path, {}), { status: 404, code: 'not-found', field: 'group' });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
