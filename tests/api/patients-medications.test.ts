import { describe, expect, test } from 'vitest';
import type { MedicationBody } from '../../src/contract/medications.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { bodyAs, expectProblem, only, type TestApp, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

type Page = { items: MedicationBody[]; next: null };
const path = '/api/v1/patients/P1/medications';
const lisinopril = { name: 'Lisinopril', dose: '10 mg daily', since: '2026-01-05' };

const list = (app: TestApp) => app.get<Page>(path);
const done = async (response: Response): Promise<Page> => {
  expect(response.status, await response.clone().text()).toBe(200);
  return bodyAs<Page>(response);
};
const add = async (app: TestApp, over: Record<string, unknown> = {}) =>
  done(await app.post(path, { ...lisinopril, ...over }));
const change = (app: TestApp, id: string, body: unknown, actor = 'Ana Ruiz') =>
  app.request(`${path}/${id}`, { method: 'PATCH', body, actor });

describe('POST /patients/{id}/medications', () => {
  test('200: is on file, with who put it there; audited without what it is', async () => {
    const app = await testApp();
    const medication = only((await add(app)).items);
    expect(medication).toMatchObject({
      ...lisinopril,
      until: null,
      current: true,
      version: 1,
      by: 'Ana Ruiz',
    });
    const entry = (await app.audit()).find(a => a.action === 'medication.add');
    expect(entry).toMatchObject({ subjectId: medication.id, actor: 'person:Ana Ruiz' });
    expect(JSON.stringify(entry)).not.toMatch(/lisinopril/i);
    expect((await app.get<Page>('/api/v1/patients/P2/medications')).items).toEqual([]);
  });

  test.each([
    ['a name of nothing', { name: ' ' }, 'name'],
    ['a date that is none', { since: '5 January' }, 'since'],
    ['a last day before the first', { until: '2026-01-04' }, 'until'],
    ['a field of nothing', { route: 'oral' }, 'route'],
  ])('400: %s', async (_, over, field) => {
    const app = await testApp();
    const answer = await app.post(path, { ...lisinopril, ...over });
    await expectProblem(answer, { status: 400, code: 'bad-request', field });
    expect((await list(app)).items).toEqual([]);
  });

  test('409: the same goes on already; once it has ended it may begin again', async () => {
    const app = await testApp();
    const both = await Promise.all([1, 2].map(() => app.post(path, lisinopril)));
    expect(both.map(response => response.status).sort()).toEqual([200, 409]);
    const again = await app.post(path, { ...lisinopril, name: 'LISINOPRIL' });
    await expectProblem(again, { status: 409, code: 'conflict', field: 'name' });
    await add(app, { dose: '5 mg at night' });
    const first = (await list(app)).items.find(m => m.dose === lisinopril.dose);
    await app.post(`${path}/${first?.id}/end`, { version: 1 });
    expect((await add(app)).items).toHaveLength(3);
  });

  describeRefusals({ method: 'POST', path, body: lisinopril });
  describeJsonRefusals({ method: 'POST', path, body: lisinopril });
});

describe('GET /patients/{id}/medications', () => {
  test("200: what is taken today, by the patient's calendar, stands first", async () => {
    const app = await testApp();
    await add(app, { name: 'Aspirin', until: '2026-11-22' });
    await add(app, { name: 'Zinc', until: '2026-11-23' });
    const told = async () => (await list(app)).items.map(m => `${m.name} ${m.current}`);
    expect(await told()).toEqual(['Zinc true', 'Aspirin false']);
    await app.setTime(app.clock.now() + dayMs);
    expect(await told()).toEqual(['Aspirin false', 'Zinc false']);
  });

  test('404: no such patient', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(path), { status: 404, code: 'not-found', field: 'id' });
  });
});

describe('PATCH /patients/{id}/medications/{medication}', () => {
  test('200: what is named changes, null clears, the rest stays', async () => {
    const app = await testApp();
    const { id } = only((await add(app, { note: 'with food' })).items);
    const { items } = await done(await change(app, id, { version: 1, dose: '20 mg daily', note: null }));
    expect(only(items)).toMatchObject({ ...lisinopril, dose: '20 mg daily', note: null, version: 2 });
  });

  test('409: the second of two people is told who was first', async () => {
    const app = await testApp();
    const { id } = only((await add(app)).items);
    await done(await change(app, id, { version: 1, dose: '5 mg' }, 'Bo Chen'));
    const second = await change(app, id, { version: 1, dose: '40 mg' });
    const problem = await expectProblem(second, { status: 409, code: 'conflict', field: 'version' });
    expect(problem.detail).toContain('Bo Chen');
    expect(only((await list(app)).items).dose).toBe('5 mg');
  });

  test("404: another patient's medication", async () => {
    const app = await testApp();
    const { id } = only((await add(app)).items);
    const answer = await app.request(`/api/v1/patients/P2/medications/${id}`, {
      ...{ method: 'PATCH', body: { version: 1, dose: '5 mg' } },
    });
    await expectProblem(answer, { status: 404, code: 'not-found', field: 'medication' });
  });
});

describe('POST /patients/{id}/medications/{medication}/end and /remove', () => {
  test('200: ended today it is taken today still, and no more tomorrow', async () => {
    const app = await testApp();
    const { id } = only((await add(app)).items);
    const ended = only((await done(await app.post(`${path}/${id}/end`, { version: 1 }))).items);
    expect(ended).toMatchObject({ until: '2026-11-23', current: true, version: 2 });
    await app.setTime(app.clock.now() + dayMs);
    expect(only((await list(app)).items).current).toBe(false);
  });

  test('200: removed it is off file, and the audit says who did it', async () => {
    const app = await testApp();
    const { id } = only((await add(app)).items);
    expect((await done(await app.post(`${path}/${id}/remove`, { version: 1 }))).items).toEqual([]);
    expect((await app.audit()).map(a => a.action)).toContain('medication.remove');
    const again = await app.post(`${path}/${id}/remove`, { version: 1 });
    await expectProblem(again, { status: 404, code: 'not-found', field: 'medication' });
  });
});
