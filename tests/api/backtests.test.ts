import { describe, expect, test } from 'vitest';
import type { BacktestBody } from '../../src/contract/backtests.ts';
import type { RuleSetBody } from '../../src/contract/programs.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { bodyAs, expectProblem, only, type TestApp, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/backtests';
const proposal = { limits: { lowSystolicMmHg: 74, veryLowSystolicMmHg: 70 } };
const body = { program: 'heart-failure', ...proposal, days: 7 };

const start = async (app: TestApp, over: Record<string, unknown> = {}): Promise<BacktestBody> => {
  const response = await app.post(path, { ...body, ...over });
  expect(response.status, await response.clone().text()).toBe(200);
  return bodyAs<BacktestBody>(response);
};
const done = async (app: TestApp, id: string): Promise<BacktestBody> => {
  await app.running().backtests.idle();
  return app.get<BacktestBody>(`${path}/${id}`);
};

describe('POST /backtests', () => {
  test('200: runs beside the service and is kept; its rule set may be activated on it, and no other', async () => {
    const app = await testApp();
    await app.setTime(app.clock.now() + dayMs);
    await app.pressure(1, 78);
    const started = await start(app);
    expect(started).toMatchObject({ state: 'running', by: 'Ana Ruiz', result: null });
    const { state, result } = await done(app, started.id);
    expect(state).toBe('done');
    expect(result).toMatchObject({ patients: 2, lost: { count: 1 } });
    expect((await app.audit()).map(a => a.action)).toContain('backtest.start');
    expect((await app.outbox()).filter(e => e.kind === 'backtest.changed')).toHaveLength(2);
    expect(only((await app.get<{ items: BacktestBody[] }>(path)).items)).toMatchObject({ result: null });

    const activation = { version: 1, backtestId: started.id };
    const ruleSets = '/api/v1/programs/heart-failure/rule-sets';
    const other = await app.post(ruleSets, { ...activation, limits: { missedDays: 3 } });
    await expectProblem(other, { status: 422, code: 'not-allowed-now', field: 'backtestId' });
    const activated = await bodyAs<RuleSetBody>(await app.post(ruleSets, { ...activation, ...proposal }));
    expect(activated).toMatchObject({ version: 2, backtestId: started.id, waiver: null });
  });

  test('200: the worklist and what stands are as before', async () => {
    const app = await testApp();
    await app.pressure(1, 78);
    const [worklist, alerts] = [await app.worklist(), await app.alerts(1)];
    await done(app, (await start(app)).id);
    expect([await app.worklist(), await app.alerts(1)]).toEqual([worklist, alerts]);
  });

  test('409: one at a time', async () => {
    const app = await testApp();
    await app.pressure(1, 78);
    const { id } = await start(app);
    await expectProblem(await app.post(path, body), { status: 409, code: 'conflict', field: null });
    await done(app, id);
    await done(app, (await start(app)).id);
  });

  test('200: what ran when the service was stopped has failed, and says so', async () => {
    const app = await testApp();
    await app.pressure(1, 78);
    const { id } = await start(app);
    await app.restart();
    const failed = await app.get<BacktestBody>(`${path}/${id}`);
    expect(failed).toMatchObject({ state: 'failed', result: null });
    expect(failed.why).toContain('start it again');
  });

  test('200: a program without readings fails with the reason', async () => {
    const app = await testApp({ patients: 0 });
    const { state, why } = await done(app, (await start(app)).id);
    expect([state, why]).toEqual(['failed', 'the program has no readings to replay']);
  });

  test.each([
    ['a limit that does not exist', { limits: { lowSystolic: 80 } }, 'limits.lowSystolic'],
    ['limits that cross', { limits: { lowSystolicMmHg: 96 } }, 'limits.lowClearSystolicMmHg'],
    ['more than a year', { days: 400 }, 'days'],
  ])('400: %s', async (_, over, field) => {
    const app = await testApp({ patients: 0 });
    const response = await app.post(path, { ...body, ...over });
    await expectProblem(response, { status: 400, code: 'bad-request', field });
    expect((await app.get<{ items: BacktestBody[] }>(path)).items).toEqual([]);
  });

  test('404: no such program', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.post(path, { ...body, program: 'renal' });
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });

  describeRefusals({ method: 'POST', path, body });
  describeJsonRefusals({ method: 'POST', path, body });
});

describe('GET /backtests/{id}', () => {
  test('404: no such back-test', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`${path}/bkt_0`), { status: 404, code: 'not-found', field: 'id' });
  });
});
