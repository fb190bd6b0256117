import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { expectProblem, iso, start, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/patients/P1/tasks';
const body = { title: 'Ask after the scale', dueAt: iso(start + dayMs) };

describe('POST /patients/{id}/tasks', () => {
  test('200: answers with the task, by whom and what for', async () => {
    const app = await testApp();
    const response = await app.post(path, body);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      kind: 'other',
      ...body,
      because: 'asked for by Ana Ruiz',
      state: 'open',
      version: 1,
      attempts: [],
      createdBy: 'Ana Ruiz',
      createdAt: iso(start),
      patient: { siteId: 'P1' },
    });
  });

  test.each([
    ['in the past', { dueAt: iso(start - 1) }, 'dueAt'],
    ['more than a year ahead', { dueAt: iso(start + 367 * dayMs) }, 'dueAt'],
    ['at a time without an offset', { dueAt: '2026-12-01T10:00:00' }, 'dueAt'],
    ['without a title', { title: ' ' }, 'title'],
    ['with a title of more than 200 characters', { title: 'x'.repeat(201) }, 'title'],
    ['of a kind that only a discharge starts', { kind: 'call-day-2' }, 'kind'],
  ])('400: %s', async (_, over, field) => {
    const app = await testApp();
    const response = await app.post(path, { ...body, ...over });
    await expectProblem(response, { status: 400, code: 'bad-request', field });
  });

  test('404: a patient nobody imported', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(path, body), { status: 404, code: 'not-found', field: 'id' });
  });

  describeRefusals({ method: 'POST', path, body });
  describeJsonRefusals({ method: 'POST', path, body });
});

describe.each([
  ['done', { outcome: 'reached' }, 'outcome'],
  ['cancel', { why: 'not needed' }, 'why'],
  ['move', { dueAt: iso(start + dayMs) }, 'dueAt'],
] as const)('POST /tasks/{id}/%s', (verb, said, field) => {
  const route = {
    method: 'POST',
    path: `/api/v1/tasks/tsk_none/${verb}`,
    body: { ...said, version: 1 },
  } as const;

  test('400: without what is to be said, or the version', async () => {
    const app = await testApp({ patients: 0 });
    const without = await app.post(route.path, { version: 1 });
    await expectProblem(without, { status: 400, code: 'bad-request', field });
    const unseen = await app.post(route.path, said);
    await expectProblem(unseen, { status: 400, code: 'bad-request', field: 'version' });
  });

  test('404: a task nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(route.path, route.body), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});

describe('GET /tasks', () => {
  test.each(['/api/v1/tasks', '/api/v1/patients/P1/tasks'])(
    '400: %s with a cursor of another list',
    async list => {
      const app = await testApp();
      const response = await app.request(`${list}?cursor=abc`);
      await expectProblem(response, { status: 400, code: 'bad-request', field: 'cursor' });
    },
  );

  test('400: a state that is none', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/tasks?state=late');
    await expectProblem(response, { status: 400, code: 'bad-request', field: 'state' });
  });
});
