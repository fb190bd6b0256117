import { eq, isNotNull } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { repeatable } from '../../src/api/once.ts';
import { routeRules } from '../../src/api/permissions.ts';
import type { WorklistItemBody } from '../../src/contract/worklist.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { bodyAs, expectProblem, type TestApp, testApp } from './app.ts';

const withKey = (key: string, actor = 'Ana Ruiz') => ({ actor, headers: { 'idempotency-key': key } });

/** An open item, and how a note is written on it. */
const opened = async () => {
  const app = await testApp();
  await app.pressure(1, 80);
  const { id } = await app.openItem(1);
  const note = (key: string, text = 'called, no answer', actor?: string) =>
    app.post(`/api/v1/worklist/${id}/note`, { text }, withKey(key, actor));
  return { app, id, note };
};

const notesIn = async (app: TestApp): Promise<string[]> => {
  const { reader, t } = app.running().store;
  return (await reader.select().from(t.worklistNote)).map(n => n.text);
};

const deeds = async (app: TestApp) =>
  (await app.audit()).filter(({ action }) => action === 'worklist-item.note').length;

describe('a request with a key that is sent again', () => {
  test('is done once, and gets the first answer, also after a restart', async () => {
    const { app, note } = await opened();
    const first = await note('k1');
    expect(first.status).toBe(200);
    const answer = await bodyAs<WorklistItemBody>(first);
    const again = await note('k1');
    expect(again.status).toBe(200);
    expect(await bodyAs<WorklistItemBody>(again)).toEqual(answer);
    await app.restart();
    expect(await bodyAs<WorklistItemBody>(await note('k1'))).toEqual(answer);
    expect(await notesIn(app)).toEqual(['called, no answer']);
    expect(await deeds(app)).toBe(1);
  });

  test('is done once though it names a later version of what was seen, as a page does that has loaded again', async () => {
    const { app, id } = await opened();
    const { version } = await app.item(id);
    const path = `/api/v1/worklist/${id}/acknowledge`;
    const first = await app.post(path, { version }, withKey('k1'));
    const again = await app.post(path, { version: version + 1 }, withKey('k1'));
    expect([first.status, again.status]).toEqual([200, 200]);
    expect((await app.audit()).filter(({ action }) => action === 'worklist-item.acknowledge')).toHaveLength(
      1,
    );
  });

  test('is done once when both are on their way at once', async () => {
    const { app, note } = await opened();
    const answers = await Promise.all([note('k1'), note('k1'), note('k1')]);
    const [done, ...others] = answers.toSorted((a, b) => a.status - b.status);
    expect(done?.status).toBe(200);
    for (const other of others) expect([200, 409]).toContain(other.status);
    expect(await notesIn(app)).toEqual(['called, no answer']);
  });

  test('409: the first was done, but its answer was not kept: the repeat is told so', async () => {
    const { app, note } = await opened();
    await note('k1');
    const { store } = app.running();
    const { requestOnce } = store.t;
    await store.write(() =>
      store.db.update(requestOnce).set({ answer: null }).where(isNotNull(requestOnce.id)),
    );
    await expectProblem(await note('k1'), { status: 409, code: 'already-done', field: 'Idempotency-Key' });
    expect(await notesIn(app)).toEqual(['called, no answer']);
  });

  test('in other words, or by somebody else, is another request: nothing is lost', async () => {
    const { app, note } = await opened();
    await note('k1', 'one');
    await note('k1', 'two');
    await note('k1', 'one', 'Ben Ode');
    expect(await notesIn(app)).toEqual(['one', 'two', 'one']);
  });

  test('that was refused is not done, and may be sent again', async () => {
    const { app, id } = await opened();
    const close = (reviews: unknown) => app.post(`/api/v1/worklist/${id}/close`, { reviews }, withKey('k1'));
    expect((await close([])).status).toBe(422);
    expect((await close([])).status).toBe(422);
    const [known] = await app.running().store.reader.select().from(app.running().store.t.requestOnce);
    expect(known).toBeUndefined();
  });

  test('is forgotten after a day', async () => {
    const { app, note } = await opened();
    await note('k1');
    const { reader, t } = app.running().store;
    await app.setTime(app.clock.now() + 2 * dayMs);
    await vi.waitFor(async () => expect(await reader.select().from(t.requestOnce)).toEqual([]));
    await note('k1');
    expect(await notesIn(app)).toHaveLength(2);
  });
});

test('a contact is logged once, with one attempt counted', async () => {
  const app = await testApp();
  const log = () =>
    app.post(
      '/api/v1/patients/P1/contacts',
      { who: 'patient', channel: 'phone', reached: false },
      withKey('k1'),
    );
  const [first, again] = [await log(), await log()];
  expect(await bodyAs<{ id: string }>(again)).toEqual(await bodyAs<{ id: string }>(first));
  const { reader, t } = app.running().store;
  expect(await reader.select().from(t.contact).where(eq(t.contact.attempt, 1))).toHaveLength(1);
});

test('without a key each request is one of its own', async () => {
  const { app, id } = await opened();
  for (const _ of [1, 2]) await app.act(id, 'note', { text: 'the same' });
  expect(await notesIn(app)).toEqual(['the same', 'the same']);
});

test.each([
  ['an empty key', ''],
  ['a key that is too long', 'k'.repeat(201)],
])('400: %s', async (_, key) => {
  const { app, note } = await opened();
  await expectProblem(await note(key), { status: 400, code: 'bad-request', field: 'Idempotency-Key' });
  expect(await notesIn(app)).toEqual([]);
});

test('where nothing is done twice, or a secret is told, a key is not heeded', async () => {
  const app = await testApp();
  const search = () => app.post('/api/v1/patients/search', { q: 'P1', limit: 5 }, withKey('k1'));
  expect((await search()).status).toBe(200);
  expect((await search()).status).toBe(200);
  for (const route of [
    'POST /tokens',
    'POST /session',
    'POST /webhooks',
    'POST /accounts',
    'POST /responders',
  ])
    expect(repeatable.has(route), route).toBe(false);
});

test('each route that heeds keys is there, and its documentation says so', async () => {
  const app = await testApp({ patients: 0 });
  const { paths } = await app.get<{
    paths: Record<string, Record<string, { parameters?: { name: string; in: string }[] }>>;
  }>('/api/v1/openapi.json');
  const told = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { parameters = [] }]) =>
        parameters.some(p => p.in === 'header' && p.name === 'Idempotency-Key'),
      )
      .map(([method]) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
  );
  expect(told.sort()).toEqual([...repeatable].sort());
  for (const route of repeatable) expect(routeRules, route).toHaveProperty([route]);
});
