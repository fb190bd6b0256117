import { describe, expect, test } from 'vitest';
import type { RiskHistoryBody } from '../../src/contract/risk.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { panelApp } from '../risk/app.ts';
import { expectProblem, iso, testApp, walk } from './app.ts';

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
    expect(items.map(row => [row.scoreId, row.value, row.parts?.length, row.modelVersion])).toEqual([
      ['admissions', 2, 2, null],
      ['admissions', 1, 1, null],
      ['admissions', 0, 0, null],
    ]);
    expect(items[0]?.at).toBe(iso(app.clock.now()));
    expect(next).toBeNull();
  });

  test.each([1, 2, 3, 100])('200: pages of %i hold every change exactly once, latest first', async limit => {
    const app = await changed();
    const all = (await app.get<RiskHistoryBody>(path)).items;
    expect(all.length).toBeGreaterThan(3);
    expect(await walk(app, path, limit)).toEqual(all);
  });

  test('200: a hundred changes a page, unless another limit is named', async () => {
    const app = await panelApp(1);
    const { id: patientId } = await app.patient(1);
    const { db, t, write } = app.running().store;
    const row = { patientId, scoreId: 'lace', scoreVersion: 1, modelVersion: null, why: null } as const;
    const rows = Array.from({ length: 101 }, (_, at) => ({ ...row, at, value: at, parts: [] }));
    await write(() => db.insert(t.riskScoreHistory).values(rows));
    const first = await app.get<RiskHistoryBody>(`${path}?score=lace`);
    expect([first.items.length, first.items[0]?.value]).toEqual([100, 100]);
    const rest = await app.get<RiskHistoryBody>(`${path}?score=lace&cursor=${first.next}`);
    expect([rest.items.map(item => item.value), rest.next]).toEqual([[0], null]);
  });

  test('200: values only, where no parts are asked for', async () => {
    const app = await changed();
    const { items } = await app.get<RiskHistoryBody>(`${path}?score=admissions&parts=false`);
    expect(items.map(row => [row.value, row.parts])).toEqual([
      [2, null],
      [1, null],
      [0, null],
    ]);
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
    ['?limit=0', 'limit'],
    ['?limit=1001', 'limit'],
    ['?parts=some', 'parts'],
    ['?cursor=nonsense', 'cursor'],
  ])('400: %s is refused, naming the field %s', async (query, field) => {
    const app = await panelApp(1);
    await expectProblem(await app.request(path + query), { status: 400, code: 'bad-request', field });
  });

  test('404: a patient nobody imported', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(path), { status: 404, code: 'not-found', field: 'id' });
  });
});
