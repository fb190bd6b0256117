import { describe, expect, test } from 'vitest';
import type { QuestionBody } from '../../src/contract/symptoms.ts';
import { expectProblem, iso, start, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const stay = { class: 'inpatient', admittedAt: iso(start - 9), dischargedAt: iso(start - 1) };

describe.each([
  ['POST /patients/{id}/discharges', '/api/v1/patients/P1/discharges', stay],
  [
    'POST /patients/{id}/symptoms',
    '/api/v1/patients/P1/symptoms',
    { answers: { dizziness: 'some' }, saidBy: 'patient' },
  ],
  ['POST /symptom-reports/{id}/withdraw', '/api/v1/symptom-reports/sym_none/withdraw', {}],
  ['POST /worklist/{id}/steps', '/api/v1/worklist/wli_none/steps', { ruleId: 'bp-low', step: 0, done: true }],
])('%s', (_, path, body) => {
  test('404: what nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(path, body), { status: 404, code: 'not-found', field: 'id' });
  });

  describeRefusals({ method: 'POST', path, body });
  describeJsonRefusals({ method: 'POST', path, body });
});

describe('GET /symptoms/questions', () => {
  test("200: a program's questions, worst first, with what each answer counts as and where it is from", async () => {
    const app = await testApp({ patients: 0 });
    const { items } = await app.get<{ items: QuestionBody[] }>(
      '/api/v1/symptoms/questions?program=heart-failure',
    );
    expect(items[0]).toEqual({
      id: 'chest-pain',
      title: 'chest pain',
      ask: 'Pain or pressure in the chest?',
      some: 'critical',
      worse: 'critical',
      source: 'AHA Self-Check Plan for heart failure',
    });
    expect(items.map(q => q.id)).not.toContain('thirst');
  });

  test('400: of something else than a program', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/symptoms/questions?patient=P1');
    await expectProblem(response, { status: 400, code: 'bad-request', field: 'patient' });
  });
});

describe('GET /patients/{id}/symptoms', () => {
  test('400: a cursor of another list', async () => {
    const app = await testApp();
    const response = await app.request('/api/v1/patients/P1/symptoms?cursor=abc');
    await expectProblem(response, { status: 400, code: 'bad-request', field: 'cursor' });
  });

  test('404: a patient nobody imported', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/patients/P9/symptoms');
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });
});
