import { describe, expect, test } from 'vitest';
import { minuteMs } from '../../src/domain/local-day.ts';
import { expectProblem, iso, type TestApp, testApp } from './app.ts';

const path = '/api/v1/patients/P1/readings.csv';

const download = async (app: TestApp, query = ''): Promise<string[]> => {
  const response = await app.request(path + query);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="readings.csv"');
  return (await response.text()).split('\r\n').slice(0, -1);
};

const measured = async () => {
  const app = await testApp();
  await app.pressure(1, 121, 70);
  await app.glucose(1, 'HI');
  await app.weight(1, 70.25);
  return app;
};

describe('GET /patients/{id}/readings.csv', () => {
  test('200: a line a reading in measured order, with UCUM units and the patient’s own clock', async () => {
    const [header, ...lines] = await download(await measured());
    expect(header?.split(',').slice(0, 10).join()).toBe(
      'kind,measuredAt,receivedAt,systolic [mm[Hg]],diastolic [mm[Hg]],pulse [/min],glucose [mg/dL],out of range,meal,weight [kg]',
    );
    expect(lines.map(line => line.split(',').slice(0, 10).join())).toEqual([
      'blood-pressure,2026-11-23T07:01:00-05:00,2026-11-23T07:01:00-05:00,121,70,,,,,',
      'glucose,2026-11-23T07:02:00-05:00,2026-11-23T07:02:00-05:00,,,,,HI,,',
      'weight,2026-11-23T07:03:00-05:00,2026-11-23T07:03:00-05:00,,,,,,,70.25',
    ]);
  });

  test('200: the filters are those of the list', async () => {
    const app = await measured();
    const kinds = async (query: string) =>
      (await download(app, query)).slice(1).map(line => line.split(',')[0]);
    const at = app.clock.now() - minuteMs;
    expect(await kinds('?kind=weight')).toEqual(['weight']);
    expect(await kinds(`?from=${iso(at)}`)).toEqual(['glucose', 'weight']);
    expect(await kinds(`?to=${iso(at)}`)).toEqual(['blood-pressure']);
    expect(await download(app, '?kind=glucose&to=2020-01-01T00:00:00Z')).toHaveLength(1);
  });

  test('200: more readings than are read at once come whole, each once', async () => {
    const app = await testApp({ patients: 1 });
    const { store } = app.running();
    const { id } = await app.patient(1);
    const [first] = (await (await measured()).running().store.reader.select().from(store.t.reading)).filter(
      r => r.kind === 'weight',
    );
    if (!first) throw new Error('there is no reading to copy');
    const rows = Array.from({ length: 2_345 }, (_, n) => ({
      ...{ ...first, patientId: id, id: `reading-${n}`, measuredAt: first.measuredAt + Math.floor(n / 3) },
    }));
    await store.write(async () => {
      for (const row of rows) await store.db.insert(store.t.reading).values(row);
    });
    const ids = (await download(app)).slice(1).map(line => line.split(',').at(-1));
    expect(ids).toHaveLength(2_345);
    expect(new Set(ids).size).toBe(2_345);
  });

  test('200: what a device calls itself is no formula', async () => {
    const app = await testApp({ patients: 1 });
    await app.weight(1, 70);
    const { store } = app.running();
    await store.write(() => store.db.update(store.t.reading).set({ slot: '=cmd()' }));
    expect((await download(app))[1]).toContain(",'=cmd(),");
  });

  test('200: is logged as a read of the patient', async () => {
    const app = await measured();
    await download(app);
    await app.running().accessLog.flush();
    const { items } = await app.get<{ items: { action: string }[] }>('/api/v1/access?patient=P1');
    expect(items.map(entry => entry.action)).toContain('GET /patients/{id}/readings.csv');
  });

  test.each([
    ['?kind=pulse', 'kind'],
    ['?from=never', 'from'],
    ['?limit=3', 'limit'],
    ['?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z', 'from'],
  ])('400: %s', async (query, field) => {
    const app = await testApp();
    await expectProblem(await app.request(path + query), { status: 400, code: 'bad-request', field });
  });

  test('404: no such patient', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(path), { status: 404, code: 'not-found', field: 'id' });
  });
});
