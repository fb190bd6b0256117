import { describe, expect, test } from 'vitest';
import type { RollupBody } from '../../src/contract/readings.ts';
import { expectProblem, testApp } from './app.ts';

const path = '/api/v1/patients/P1/rollups';
const days = async (app: Awaited<ReturnType<typeof testApp>>, query: string) =>
  (await app.get<{ items: RollupBody[] }>(`${path}?${query}`)).items;

const sendOn = (app: Awaited<ReturnType<typeof testApp>>, measuredAt: string, value: number | 'HI') =>
  app.send('meter-1', 'glucose', { measuredAt, value, unit: 'mg/dL' });

describe('GET /patients/{id}/rollups', () => {
  test("200: one a local day of the patient's own calendar", async () => {
    const app = await testApp();
    await sendOn(app, '2026-11-22T23:30:00-05:00', 100);
    await sendOn(app, '2026-11-23T00:30:00-05:00', 120);
    await sendOn(app, '2026-11-23T06:30:00-05:00', 140);
    await sendOn(app, '2026-11-23T06:31:00-05:00', 'HI');
    await app.idle();
    expect(await days(app, 'kind=glucose')).toEqual([
      {
        kind: 'glucose',
        day: '2026-11-22',
        readings: 1,
        mean: 100,
        min: 100,
        max: 100,
        diastolicMean: null,
        pulseMean: null,
        outOfRange: 0,
      },
      expect.objectContaining({
        day: '2026-11-23',
        readings: 3,
        mean: 130,
        min: 120,
        max: 140,
        outOfRange: 1,
      }),
    ]);
    expect(await days(app, 'kind=weight')).toEqual([]);
  });

  test('200: [from, to] keeps whole days, both ends among them', async () => {
    const app = await testApp();
    for (const day of [19, 20, 21, 22]) await sendOn(app, `2026-11-${day}T08:00:00-05:00`, 110);
    await app.idle();
    const found = await days(app, 'kind=glucose&from=2026-11-20&to=2026-11-21');
    expect(found.map(r => r.day)).toEqual(['2026-11-20', '2026-11-21']);
  });

  test.each([
    ['', 'kind'],
    ['?kind=pulse', 'kind'],
    ['?kind=weight&from=2026-13-01', 'from'],
    ['?kind=weight&to=2026-11-23T00:00:00Z', 'to'],
  ])('400: "%s" is refused, naming the field %s', async (query, field) => {
    const app = await testApp();
    await expectProblem(await app.request(`${path}${query}`), { status: 400, code: 'bad-request', field });
  });

  test('404: a patient nobody imported', async () => {
    const app = await testApp();
    await expectProblem(await app.request('/api/v1/patients/P99/rollups?kind=weight'), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });
});
