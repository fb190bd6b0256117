import { describe, expect, test } from 'vitest';
import type { RiskHistoryBody } from '../../src/contract/risk.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { panelApp } from '../risk/app.ts';
import { expectProblem, iso, testApp } from './app.ts';

const path = '/api/v1/patients/P1/risk/history';

/** P1 was admitted once, and two days later once more. */
const changed = async () => {
  const app = await panelApp(2);
  await app.admitTimes(1, 1);
  await app.rescore(dayMs);
  await app.admitTimes(1, 1);
  await app.rescore(2 * dayMs);
  return app;
};

describe('GET /patients/{id}/risk/history', () => {
  test('200: every change that is kept, latest first, with its parts', async () => {
    const app = await changed();
    const { items, next } = await app.get<RiskHistoryBody>(`${path}?score=admissions`);
    expect(items.map(row => [row.scoreId, row.value, row.parts.length, row.modelVersion])).toEqual([
      ['admissions', 2, 2, null],
      ['admissions', 1, 1, null],
      ['admissions', 0, 0, null],
    ]);
    expect(items[0]?.at).toBe(iso(app.clock.now()));
    expect(next).toBeNull();
  });

  test('200: from an instant on', async () => {
    const app = await changed();
    const from = encodeURIComponent(iso(app.clock.now() - dayMs));
    const { items } = await app.get<RiskHistoryBody>(`${path}?score=admissions&from=${from}`);
    expect(items.map(row => row.value)).toEqual([2]);
  });

  test('200: of all scores', async () => {
    const app = await changed();
    const { items } = await app.get<RiskHistoryBody>(path);
    expect(new Set(items.map(row => row.scoreId))).toEqual(new Set(['admissions', 'charlson']));
  });

  test.each([
    ['?score=best', 'score'],
    ['?from=yesterday', 'from'],
  ])('400: %s is refused, naming the field %s', async (query, field) => {
    const app = await panelApp(1);
    await expectProblem(await app.request(path + query), { status: 400, code: 'bad-request', field });
  });

  test('404: a patient nobody imported', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(path), { status: 404, code: 'not-found', field: 'id' });
  });
});
