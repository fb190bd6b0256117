import { describe, expect, test } from 'vitest';
import type { ProblemOfPatient } from '../../src/contract/medications.ts';
import { bodyAs, expectProblem, only, type TestApp, testApp } from './app.ts';
import { describeRefusals } from './refusals.ts';

type Page = { items: ProblemOfPatient[]; next: null };
const path = '/api/v1/patients/P1/problems';
const heartFailure = { system: 'icd10', code: 'i50.9', onset: '2024-03-27' };

const list = (app: TestApp) => app.get<Page>(path);
const done = async (response: Response): Promise<Page> => {
  expect(response.status, await response.clone().text()).toBe(200);
  return bodyAs<Page>(response);
};
const charlson = async (app: TestApp): Promise<number | null> => {
  await app.running().risk.idle();
  const { scores } = await app.get<{ scores: { id: string; value: number | null }[] }>(
    '/api/v1/patients/P1/risk',
  );
  return scores.find(score => score.id === 'charlson')?.value ?? null;
};

describe('POST /patients/{id}/problems', () => {
  test('200: is kept as an import would, says its group, and counts in the risk scores', async () => {
    const app = await testApp();
    const before = await charlson(app);
    const { items } = await done(await app.post(path, heartFailure));
    expect(only(items)).toMatchObject({ code: 'I509', onset: '2024-03-27', groups: ['heart failure'] });
    expect((await app.patient(1)).conditions.map(c => c.code)).toEqual(['I509']);
    expect(await charlson(app)).not.toBe(before);
    const entry = (await app.audit()).find(a => a.action === 'problem.add');
    expect(entry).toMatchObject({ actor: 'person:Ana Ruiz', detail: {} });
  });

  test('409: it is on file already, under whatever spelling', async () => {
    const app = await testApp();
    await done(await app.post(path, heartFailure));
    const again = await app.post(path, { system: 'icd10', code: 'I509' });
    await expectProblem(again, { status: 409, code: 'conflict', field: 'code' });
  });

  test.each([
    ['a code of another system', { code: '428.0' }, 'code'],
    ['a system of nothing', { system: 'icd11' }, 'system'],
    ['an onset in the future', { onset: '2027-01-01' }, 'onset'],
    ['an onset that is no date', { onset: 'spring' }, 'onset'],
  ])('400: %s', async (_, over, field) => {
    const app = await testApp();
    const answer = await app.post(path, { ...heartFailure, ...over });
    await expectProblem(answer, { status: 400, code: 'bad-request', field });
    expect((await list(app)).items).toEqual([]);
  });

  describeRefusals({ method: 'POST', path, body: heartFailure });
});

describe('POST /patients/{id}/problems/{problem}/remove', () => {
  test('200: is off file and out of the scores; the second of two people finds it gone', async () => {
    const app = await testApp();
    const before = await charlson(app);
    const { id } = only((await done(await app.post(path, heartFailure))).items);
    expect((await done(await app.post(`${path}/${id}/remove`, {}))).items).toEqual([]);
    expect(await charlson(app)).toBe(before);
    const again = await app.post(`${path}/${id}/remove`, {});
    await expectProblem(again, { status: 404, code: 'not-found', field: 'problem' });
  });

  test('200: says who took it off and when; entered again, it is on file again and counts', async () => {
    const app = await testApp();
    const { id, version } = only((await done(await app.post(path, heartFailure))).items);
    const before = await charlson(app);
    await done(await app.post(`${path}/${id}/remove`, { version }));
    const { condition } = app.running().store.t;
    expect(only(await app.running().store.reader.select().from(condition))).toMatchObject({
      endedBy: 'Ana Ruiz',
      endedAt: app.clock.now(),
    });
    const told = await app.get<{ items: { title: string; detail: string }[] }>(
      '/api/v1/patients/P1/timeline?kinds=problem',
    );
    expect(told.items[0]).toMatchObject({ title: 'Diagnosis taken off file', detail: 'I509 (icd10)' });
    const again = only((await done(await app.post(path, { ...heartFailure, onset: null }))).items);
    expect(again).toMatchObject({ id, onset: null, version: 3 });
    expect(await charlson(app)).toBe(before);
  });

  test('409: it was changed since it was seen', async () => {
    const app = await testApp();
    const { id, version } = only((await done(await app.post(path, heartFailure))).items);
    const answer = await app.post(`${path}/${id}/remove`, { version: version - 1 });
    await expectProblem(answer, { status: 409, code: 'conflict', field: 'version' });
    expect((await list(app)).items).toHaveLength(1);
  });
});
