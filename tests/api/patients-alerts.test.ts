import { describe, expect, test } from 'vitest';
import type { PatientAlertBody } from '../../src/contract/alerts.ts';
import { expectProblem, testApp, walk } from './app.ts';

const path = '/api/v1/patients/P1/alerts';

describe('GET /patients/{id}/alerts', () => {
  test('200: newest first, ended ones too, none of another patient', async () => {
    const app = await testApp();
    await app.pressure(2, 75);
    await app.pressure(1, 85);
    for (let i = 0; i < 2; i++) await app.pressure(1, 120);
    await app.glucose(1, 50);
    expect(await app.alerts(1)).toMatchObject([
      { ruleId: 'glucose-low-level-2', state: 'firing', patientSiteId: 'P1', endReason: null },
      { ruleId: 'bp-low', state: 'ended', patientSiteId: 'P1', endReason: 'cleared', needsReview: false },
    ]);
  });

  test('200: an alert that fires again names the one before it', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    for (const systolic of [120, 121, 74]) await app.pressure(1, systolic);
    const [again, first] = await app.alerts(1);
    expect(first).toMatchObject({ state: 'ended', previousAlertId: null });
    expect(again).toMatchObject({ state: 'firing', previousAlertId: first?.id });
  });

  test('200: pages hold every alert exactly once', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    await app.glucose(1, 50);
    await app.glucose(1, 'HI');
    await app.weight(1, 400);
    const items = await walk<PatientAlertBody>(app, path, 1);
    expect(new Set(items.map(a => a.id)).size).toBe(items.length);
    expect(items.length).toBe((await app.alerts(1)).length);
  });

  test.each([
    ['?limit=0', 'limit'],
    ['?limit=1001', 'limit'],
    ['?cursor=nonsense', 'cursor'],
  ])('400: %s is refused, naming the field %s', async (query, field) => {
    const app = await testApp();
    await expectProblem(await app.request(`${path}${query}`), { status: 400, code: 'bad-request', field });
  });

  test('404: a patient nobody imported', async () => {
    const app = await testApp();
    await expectProblem(await app.request('/api/v1/patients/P99/alerts'), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });
});
