import { describe, expect, test } from 'vitest';
import type { RecordsReport } from '../../src/contract/ingest.ts';
import { bodyAs, expectProblem, testApp } from './app.ts';
import { describeRefusals } from './refusals.ts';

const path = '/api/v1/conditions';
const good = 'patient,system,code,onset\nP1,icd9,428.0,2020-01-31\n';
const csv = (text: string) => ({ method: 'POST', text, type: 'text/csv' }) as const;

describe('POST /conditions', () => {
  test('200: says what was added, and again that nothing is new; the patient shows it', async () => {
    const app = await testApp();
    const sent = async () => bodyAs<RecordsReport>(await app.request(path, csv(good)));
    const report = { lines: 1, patients: 1, added: 1, changed: 0, unchanged: 0, warnings: [] };
    expect(await sent()).toEqual(report);
    expect(await sent()).toEqual({ ...report, added: 0, unchanged: 1 });
    expect((await app.patient(1)).conditions).toMatchObject([
      { system: 'icd9', code: '4280', onset: '2020-01-31' },
    ]);
  });

  test('422: every wrong line is named and nothing is imported', async () => {
    const app = await testApp();
    const problem = await expectProblem(
      await app.request(path, csv('patient,system,code,onset\nP9,icd9,428.0,2020-01-31\n')),
      {
        status: 422,
        code: 'import-rejected',
        field: null,
      },
    );
    expect(problem.errors).toMatchObject([{ line: 2, field: 'patient' }]);
    expect((await app.patient(1)).conditions).toEqual([]);
  });

  test('415: JSON is no such file', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(path, {}), {
      status: 415,
      code: 'unsupported-media-type',
      field: 'Content-Type',
    });
  });

  describeRefusals({ method: 'POST', path, body: {}, type: 'text/csv' });
});
