import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { RiskListBody, RiskSettingsBody } from '../../src/contract/risk.ts';
import { panelApp } from '../risk/app.ts';
import { expectProblem, iso, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/programs/heart-failure/risk-settings';
const body = {
  version: 0,
  percents: [2, 6],
  capacity: null,
  alertEveryDays: 14,
  deterioration: { on: false },
};
const route = { method: 'PUT', path, body } as const;
const on = { on: true, why: 'agreed in the quality circle' };

type App = Awaited<ReturnType<typeof testApp>>;
const put = (app: App, changed: object = {}) =>
  app.request(path, { method: 'PUT', body: { ...body, ...changed } });
const read = (app: App) => app.get<RiskSettingsBody>(path);

describe('GET /programs/{id}/risk-settings', () => {
  test('200: the defaults where nobody set any', async () => {
    const app = await testApp({ patients: 0 });
    expect(await read(app)).toEqual({
      programId: 'heart-failure',
      version: 0,
      rankBy: 'blend',
      percents: [5, 10],
      capacity: null,
      alertEveryDays: 30,
      deterioration: null,
    });
  });

  test('404: a program that nobody made', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/programs/nowhere/risk-settings');
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });
});

describe('PUT /programs/{id}/risk-settings', () => {
  test('200: stands in place of the version named, and is audited', async () => {
    const app = await testApp({ patients: 0 });
    expect((await put(app)).status).toBe(200);
    const settings = await read(app);
    expect(settings).toMatchObject({ version: 1, percents: [2, 6], alertEveryDays: 14 });
    const { reader, t } = app.running().store;
    const rows = await reader.select().from(t.auditLog);
    expect(rows.filter(row => row.action === 'risk-settings.put')).toMatchObject([
      { subjectId: 'heart-failure', actor: 'person:Ana Ruiz', detail: { version: 1, percents: [2, 6] } },
    ]);
  });

  test('200: the panel is cut anew soon after', async () => {
    const app = await panelApp(20);
    for (const n of [1, 2, 3]) await app.admitTimes(n, n);
    await app.rescore();
    expect((await put(app, { capacity: 3 })).status).toBe(200);
    await app.setTime(app.clock.now() + 60_000);
    await app.running().risk.idle();
    const { items, inCohort } = await app.get<RiskListBody>(
      '/api/v1/risk?program=heart-failure&tier=highest',
    );
    expect(items.map(line => line.patient.siteId)).toEqual(['P3', 'P2', 'P1']);
    expect(inCohort).toBe(3);
  });

  test('200: deterioration is switched on with a stated reason, by a named person, and off again', async () => {
    const app = await testApp({ patients: 0 });
    await put(app, { deterioration: on });
    const since = iso(app.clock.now());
    const { deterioration } = await read(app);
    expect(deterioration).toEqual({
      onSince: since,
      by: 'Ana Ruiz',
      why: on.why,
      modelVersion: null,
      inShadow: null,
      recalibrated: false,
    });
    await app.setTime(app.clock.now() + 60_000);
    await put(app, { version: 1, deterioration: { on: true }, alertEveryDays: 7 });
    expect((await read(app)).deterioration).toMatchObject({ onSince: since, why: on.why });
    await put(app, { version: 2 });
    expect((await read(app)).deterioration).toBeNull();
  });

  test('422: deterioration without a recalibration or a reason stays in shadow', async () => {
    const app = await testApp({ patients: 0 });
    const response = await put(app, { deterioration: { on: true } });
    await expectProblem(response, { status: 422, code: 'not-allowed-now', field: 'deterioration.why' });
    expect((await read(app)).version).toBe(0);
  });

  test('200: what ranks the panel is changed with the rest, and audited; left out it stays', async () => {
    const app = await testApp({ patients: 0 });
    expect((await put(app, { rankBy: 'charlson' })).status).toBe(200);
    expect(await read(app)).toMatchObject({ version: 1, rankBy: 'charlson' });
    await put(app, { version: 1 });
    expect(await read(app)).toMatchObject({ version: 2, rankBy: 'charlson' });
    const { reader, t } = app.running().store;
    const rows = await reader.select().from(t.auditLog).where(eq(t.auditLog.action, 'risk-settings.put'));
    expect(rows.map(({ actor, detail }) => [actor, detail.rankBy])).toEqual([
      ['person:Ana Ruiz', 'charlson'],
      ['person:Ana Ruiz', 'charlson'],
    ]);
  });

  test('200: deterioration is switched on and ranks, and is switched off with another in its place', async () => {
    const app = await testApp({ patients: 0 });
    expect((await put(app, { rankBy: 'deterioration', deterioration: on })).status).toBe(200);
    expect(await read(app)).toMatchObject({ rankBy: 'deterioration', deterioration: { by: 'Ana Ruiz' } });
    expect((await put(app, { version: 1, rankBy: 'blend' })).status).toBe(200);
    expect(await read(app)).toMatchObject({ rankBy: 'blend', deterioration: null });
  });

  test('422: nothing is ranked by a score in shadow', async () => {
    const app = await testApp({ patients: 0 });
    const response = await put(app, { rankBy: 'deterioration' });
    await expectProblem(response, { status: 422, code: 'not-allowed-now', field: 'rankBy' });
    expect(await read(app)).toMatchObject({ version: 0, rankBy: 'blend' });
  });

  test('422: deterioration cannot be switched off while it ranks', async () => {
    const app = await panelApp(1);
    await put(app, { deterioration: on });
    await app.rankBy('heart-failure', 'deterioration');
    const response = await put(app, { version: 1 });
    await expectProblem(response, { status: 422, code: 'not-allowed-now', field: 'deterioration.on' });
  });

  test('409: somebody was first', async () => {
    const app = await testApp({ patients: 0 });
    await put(app);
    const response = await put(app, { alertEveryDays: 60 });
    const problem = await response.clone().json();
    await expectProblem(response, { status: 409, code: 'conflict', field: 'version' });
    expect(problem).toMatchObject({ conflict: { by: 'Ana Ruiz', state: 'version 1' } });
    expect((await read(app)).alertEveryDays).toBe(14);
  });

  test('404: a program that nobody made', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/programs/nowhere/risk-settings', { method: 'PUT', body });
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });

  test.each([
    [{ percents: [0, 10] }, 'percents'],
    [{ percents: [10, 5] }, 'percents'],
    [{ percents: [5, 51] }, 'percents'],
    [{ percents: [5] }, 'percents'],
    [{ rankBy: 'age' }, 'rankBy'],
    [{ capacity: 0 }, 'capacity'],
    [{ capacity: 2.5 }, 'capacity'],
    [{ alertEveryDays: 0 }, 'alertEveryDays'],
    [{ alertEveryDays: 366 }, 'alertEveryDays'],
    [{ deterioration: { on: true, why: ' ' } }, 'deterioration.why'],
    [{ version: -1 }, 'version'],
    [{ percent: [5, 10] }, ''],
  ])('400: %j is refused', async (changed, field) => {
    const app = await testApp({ patients: 0 });
    const response = await put(app, changed);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(field);
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
