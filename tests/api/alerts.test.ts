import { describe, expect, test } from 'vitest';
import type { PatientAlertBody } from '../../src/contract/alerts.ts';
import { expectProblem, testApp, walk } from './app.ts';

const path = '/api/v1/alerts';

describe('GET /alerts', () => {
  test('200: alerts of all patients, newest first, with item and review', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    await app.pressure(2, 85);
    const closed = await app.close(await app.openItem(1));
    const items = await walk<PatientAlertBody>(app, path, 1);
    expect(items).toMatchObject([
      { patientSiteId: 'P2', severity: 'warning', itemId: (await app.openItem(2)).id, review: null },
      { patientSiteId: 'P1', severity: 'urgent', itemId: closed.id, review: { by: 'Ana Ruiz' } },
    ]);
  });

  test('200: patient, rule and state keep what they name', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    for (let i = 0; i < 2; i++) await app.pressure(1, 120);
    await app.glucose(2, 50);
    await app.pressure(2, 185);
    const rules = async (query: string) =>
      (await app.get<{ items: PatientAlertBody[] }>(`${path}?${query}`)).items.map(a => a.ruleId);
    expect(await rules('patient=P1')).toEqual(['bp-low']);
    expect(await rules(`patient=${(await app.patient(1)).id}`)).toEqual(['bp-low']);
    expect(await rules('rule=glucose-low-level-2')).toEqual(['glucose-low-level-2']);
    expect(await rules('state=ended')).toEqual(['bp-low']);
    expect(await rules('state=pending')).toEqual(['bp-severe']);
    expect(await rules('rule=none')).toEqual([]);
  });

  test.each([
    ['?state=open', 'state'],
    ['?limit=0', 'limit'],
    ['?limit=1001', 'limit'],
    ['?cursor=nonsense', 'cursor'],
  ])('400: %s is refused, naming the field %s', async (query, field) => {
    const app = await testApp();
    await expectProblem(await app.request(`${path}${query}`), { status: 400, code: 'bad-request', field });
  });

  test('404: a patient nobody imported', async () => {
    const app = await testApp();
    await expectProblem(await app.request(`${path}?patient=P99`), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });
});
