import { describe, expect, test } from 'vitest';
import type { SavedViewBody } from '../../src/contract/views.ts';
import { bodyAs, expectProblem, type TestApp, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/views';
const view = { name: 'Urgent in the north', query: { severity: 'urgent', site: 'North', owner: '@me' } };
const route = { method: 'POST', path, body: view } as const;

const save = async (app: TestApp, over: object = {}, actor = 'Ana Ruiz') =>
  bodyAs<SavedViewBody>(await app.post(path, { ...view, ...over }, { actor }));

const listed = async (app: TestApp, actor: string) => {
  const response = await app.request(path, { headers: { 'vigil-actor': encodeURIComponent(actor) } });
  return (await bodyAs<{ items: SavedViewBody[]; next: null }>(response)).items;
};

describe('POST /views', () => {
  test('200: keeps the filter as it is asked, under a name', async () => {
    const app = await testApp({ patients: 0 });
    expect(await save(app)).toEqual({
      id: expect.stringMatching(/^viw_/),
      name: 'Urgent in the north',
      by: 'Ana Ruiz',
      shared: false,
      mine: true,
      query: { severity: 'urgent', site: 'North', owner: '@me', snoozed: 'hidden' },
      createdAt: '2026-11-23T12:00:00.000Z',
    });
    const [entry] = (await app.audit()).filter(row => row.action === 'saved-view.save');
    expect(entry).toMatchObject({ subjectType: 'saved-view', patientId: null, detail: { shared: false } });
  });

  test('200: what it keeps, the worklist takes', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { query } = await save(app, { query: { severity: 'urgent', lane: 'clinical' } });
    expect(await app.worklist(`?${new URLSearchParams(query)}`)).toMatchObject({ total: 1 });
  });

  test('200: another person may have a view of the same name', async () => {
    const app = await testApp({ patients: 0 });
    await save(app);
    expect(await save(app, {}, 'Bo Chen')).toMatchObject({ by: 'Bo Chen', name: view.name });
  });

  test.each([
    ['no name', { name: ' ' }, 'name'],
    ['a name of more than 60 characters', { name: 'x'.repeat(61) }, 'name'],
    ['a name of two lines', { name: 'a\nb' }, 'name'],
    ['no query', { query: undefined }, 'query'],
    ['a filter that the worklist does not know', { query: { colour: 'red' } }, 'query.colour'],
    ['a place in a list', { query: { cursor: 'x' } }, 'query.cursor'],
    ['a value that the worklist does not take', { query: { severity: 'dire' } }, 'query.severity'],
  ])('400: %s', async (_, over, field) => {
    const app = await testApp({ patients: 0 });
    const response = await app.post(path, { ...view, ...over });
    await expectProblem(response, { status: 400, code: 'bad-request', field });
  });

  test('409: a person has a name once', async () => {
    const app = await testApp({ patients: 0 });
    await save(app);
    const response = await app.post(path, { ...view, shared: true });
    await expectProblem(response, { status: 409, code: 'conflict', field: 'name' });
    expect(await listed(app, 'Ana Ruiz')).toHaveLength(1);
  });

  test('422: a person has a hundred at most', async () => {
    const app = await testApp({ patients: 0 });
    for (let i = 0; i < 100; i++) await save(app, { name: `view ${i}` });
    await expectProblem(await app.post(path, view), { status: 422, code: 'not-allowed-now', field: 'name' });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});

describe('GET /views', () => {
  test('200: your own and what others share, by name; never what others keep for themselves', async () => {
    const app = await testApp({ patients: 0 });
    await save(app, { name: 'b' });
    await save(app, { name: 'a', shared: true }, 'Bo Chen');
    await save(app, { name: 'c' }, 'Bo Chen');
    const seen = async (actor: string) => (await listed(app, actor)).map(({ name, mine }) => [name, mine]);
    expect(await seen('Ana Ruiz')).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(await seen('Bo Chen')).toEqual([
      ['a', true],
      ['c', true],
    ]);
  });
});

describe('DELETE /views/{id}', () => {
  const remove = (app: TestApp, id: string, actor = 'Ana Ruiz') =>
    app.request(`${path}/${id}`, { method: 'DELETE', actor });

  test('200: it is gone, and its name is free', async () => {
    const app = await testApp({ patients: 0 });
    const { id } = await save(app);
    expect((await remove(app, id)).status).toBe(200);
    expect(await listed(app, 'Ana Ruiz')).toEqual([]);
    expect((await app.audit()).map(row => row.action)).toContain('saved-view.remove');
    expect((await save(app)).name).toBe(view.name);
  });

  test.each([
    ['one that nobody has', 'viw_none'],
    ["another's own", null],
  ])('404: %s', async (_, id) => {
    const app = await testApp({ patients: 0 });
    const others = await save(app, {}, 'Bo Chen');
    await expectProblem(await remove(app, id ?? others.id), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
    expect(await listed(app, 'Bo Chen')).toHaveLength(1);
  });

  test('422: what another shares is not yours to remove', async () => {
    const app = await testApp({ patients: 0 });
    const { id } = await save(app, { shared: true }, 'Bo Chen');
    await expectProblem(await remove(app, id), { status: 422, code: 'not-allowed-now', field: 'id' });
  });
});
