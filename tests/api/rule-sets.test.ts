import { describe, expect, test } from 'vitest';
import type { ProgramBody, RuleSetBody } from '../../src/contract/programs.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import type { RuleSet } from '../../src/domain/rule-set.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { bodyAs, expectProblem, type TestApp, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/programs/heart-failure/rule-sets';
const waiver = 'agreed in the quality circle';
const tighter = { version: 1, limits: { severeSystolicMmHg: 178 }, waiver };

const versions = async (app: TestApp) => (await app.get<{ items: RuleSetBody[] }>(path)).items;
const activate = async (app: TestApp, body: unknown): Promise<RuleSetBody> => {
  const response = await app.post(path, body);
  expect(response.status, await response.clone().text()).toBe(200);
  return bodyAs<RuleSetBody>(response);
};

const proposed: RuleSet = { limits: { ...defaultLimits, severeSystolicMmHg: 178 }, rules: {} };

const keepBacktest = async (app: TestApp, over: Record<string, unknown> = {}): Promise<void> => {
  const { store } = app.running();
  const row = {
    id: 'bkt_1',
    programId: 'heart-failure',
    proposed: proposed as unknown as Record<string, unknown>,
    days: 90,
    state: 'done' as const,
    progress: 1,
    result: { patientDays: 180 },
    by: 'Ana Ruiz',
    at: app.clock.now(),
    finishedAt: app.clock.now(),
    ...over,
  };
  await store.write(() => store.db.insert(store.t.backtest).values(row));
};

describe('GET /programs/{id}/rule-sets', () => {
  test('200: the shipped version, and why it went without a back-test', async () => {
    const app = await testApp({ patients: 0 });
    expect(await versions(app)).toMatchObject([
      { version: 1, limits: defaultLimits, rules: {}, locked: [], backtestId: null, by: 'system' },
    ]);
  });

  test('404: no such program', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/programs/renal/rule-sets');
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });
});

describe('POST /programs/{id}/rule-sets', () => {
  test('200: what is named differs, all else stays; who, why and when are kept and told', async () => {
    const app = await testApp();
    const rules = { 'pulse-high': { enabled: false } };
    await activate(app, { ...tighter, rules, locked: ['limits.severeSystolicMmHg'] });
    const [latest, first] = await versions(app);
    expect(latest).toMatchObject({
      version: 2,
      limits: proposed.limits,
      rules,
      locked: ['limits.severeSystolicMmHg'],
      waiver,
      by: 'Ana Ruiz',
    });
    expect(first).toMatchObject({ version: 1, limits: defaultLimits });
    const { items } = await app.get<{ items: ProgramBody[] }>('/api/v1/programs');
    expect(items.find(p => p.id === 'heart-failure')).toMatchObject({
      limitsVersion: 2,
      limits: proposed.limits,
    });
    expect((await app.audit()).at(-1)).toMatchObject({
      actor: 'person:Ana Ruiz',
      action: 'rule-set.activate',
      subjectId: 'heart-failure',
      detail: { version: 2, waiver, overridesEnded: 0 },
    });
    expect((await app.outbox()).map(e => e.kind)).toContain('rule-set.activated');
  });

  test('200: a setting made before stays unless it is named; null puts a rule back as it ships', async () => {
    const app = await testApp({ patients: 0 });
    await activate(app, { version: 1, rules: { 'pulse-high': { enabled: false } }, waiver });
    const kept = await activate(app, { version: 2, rules: { 'bp-low': { enabled: false } }, waiver });
    expect(kept.rules).toEqual({ 'pulse-high': { enabled: false }, 'bp-low': { enabled: false } });
    const back = await activate(app, { version: 3, rules: { 'pulse-high': null }, waiver });
    expect(back.rules).toEqual({ 'bp-low': { enabled: false } });
  });

  test('200: a rule that is switched off finds nothing more, and what stood of it ends at once', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    await activate(app, { version: 1, rules: { 'bp-low': { enabled: false } }, waiver });
    await app.idle();
    expect((await app.alerts(1)).map(a => [a.ruleId, a.state])).toEqual([['bp-low', 'ended']]);
    await app.pressure(2, 85);
    expect(await app.alerts(2)).toEqual([]);
  });

  test('200: a reading is judged by the version in force when it was measured', async () => {
    const app = await testApp();
    const before = new Date(app.clock.now()).toISOString();
    await app.setTime(app.clock.now() + dayMs / 24);
    await activate(app, { version: 1, limits: { lowSystolicMmHg: 84 }, waiver });
    await app.pressure(1, 85);
    expect(await app.alerts(1)).toEqual([]);
    const late = { measuredAt: before, systolic: 85, diastolic: 60, unit: 'mm[Hg]' };
    await app.send('cuff-2', 'blood-pressure', late);
    await app.idle();
    expect((await app.alerts(2)).map(a => a.ruleId)).toEqual(['bp-low']);
  });

  test('200: on a back-test of exactly this set', async () => {
    const app = await testApp({ patients: 0 });
    await keepBacktest(app);
    const { waiver: _, ...onBacktest } = { ...tighter, backtestId: 'bkt_1' };
    expect(await activate(app, onBacktest)).toMatchObject({ version: 2, backtestId: 'bkt_1', waiver: null });
  });

  test('200: locks alone need no back-test, since they judge nothing otherwise', async () => {
    const app = await testApp({ patients: 0 });
    const locked = ['limits.missedDays'];
    expect(await activate(app, { version: 1, locked })).toMatchObject({ version: 2, locked });
  });

  test.each([
    ['of another set', { proposed: { limits: defaultLimits, rules: {} } }],
    ['of another program', { programId: 'diabetes' }],
    ['that is still running', { state: 'running' }],
    ['that failed', { state: 'failed' }],
    ['that is older than 14 days', { at: 0 }],
    ['that replayed nothing', { result: { patientDays: 0 } }],
  ])('422: a back-test %s does not count', async (_, over) => {
    const app = await testApp({ patients: 0 });
    await keepBacktest(app, over);
    const { waiver: __, ...body } = { ...tighter, backtestId: 'bkt_1' };
    const expected = { status: 422, code: 'not-allowed-now', field: 'backtestId' };
    await expectProblem(await app.post(path, body), expected);
    expect(await versions(app)).toHaveLength(1);
  });

  test('422: neither back-test nor waiver', async () => {
    const app = await testApp({ patients: 0 });
    const { waiver: _, ...body } = tighter;
    const expected = { status: 422, code: 'not-allowed-now', field: 'backtestId' };
    const problem = await expectProblem(await app.post(path, body), expected);
    expect(problem.remedy).toContain('waiver');
    expect(await app.audit()).toEqual([]);
  });

  const urgentOff = { version: 1, rules: { 'bp-severe': { enabled: false } } };

  test.each(['bp-severe', 'bp-severe-pregnancy', 'glucose-low-level-2', 'glucose-meter-low'])(
    '422: no waiver switches off %s, which is always urgent',
    async id => {
      const app = await testApp({ patients: 0 });
      const response = await app.post(path, { version: 1, rules: { [id]: { enabled: false } }, waiver });
      const expected = { status: 422, code: 'not-allowed-now', field: 'backtestId' };
      const problem = await expectProblem(response, expected);
      expect(problem.detail).toContain(id);
      expect(await versions(app)).toHaveLength(1);
    },
  );

  test('200: a back-test of just that switches it off', async () => {
    const app = await testApp({ patients: 0 });
    await keepBacktest(app, { proposed: { limits: defaultLimits, rules: urgentOff.rules } });
    const body = await activate(app, { ...urgentOff, backtestId: 'bkt_1' });
    expect(body).toMatchObject({ version: 2, rules: urgentOff.rules });
  });

  test('422: a back-test that does not exist is no ground, though a waiver stands beside it', async () => {
    const app = await testApp({ patients: 0 });
    for (const body of [tighter, { ...urgentOff, waiver }]) {
      const expected = { status: 422, code: 'not-allowed-now', field: 'backtestId' };
      await expectProblem(await app.post(path, { ...body, backtestId: 'bkt_none' }), expected);
    }
    expect(await versions(app)).toHaveLength(1);
  });

  test('422: nothing would differ', async () => {
    const app = await testApp({ patients: 0 });
    const body = { version: 1, limits: { missedDays: 2 }, waiver };
    const expected = { status: 422, code: 'not-allowed-now', field: 'limits' };
    await expectProblem(await app.post(path, body), expected);
  });

  test.each([
    ['a limit that does not exist', { limits: { severeSystolic: 178 } }, 'limits.severeSystolic'],
    ['a limit out of reach', { limits: { missedDays: 0 } }, 'limits.missedDays'],
    ['two limits that cross', { limits: { severeSystolicMmHg: 165 } }, 'limits.severeSystolicMmHg'],
    ['a rule that does not exist', { rules: { 'bp-lower': { enabled: false } } }, 'rules.bp-lower'],
    [
      'a parameter that does not exist',
      { rules: { 'bp-low': { params: { nothing: 1 } } } },
      'rules.bp-low.params.nothing',
    ],
    ['a switch that is no switch', { rules: { 'bp-low': { enabled: 'no' } } }, 'rules.bp-low.enabled'],
    ['a lock on nothing', { locked: ['limits.nothing'] }, 'locked.0'],
    ['a blank waiver', { waiver: ' ' }, 'waiver'],
    ['a waiver of one letter', { waiver: 'x' }, 'waiver'],
    ['a waiver of one word', { waiver: 'administration' }, 'waiver'],
    ['a waiver without words', { waiver: '... 1234 ---- 5678' }, 'waiver'],
    ['a waiver too short for a reason', { waiver: 'so be it' }, 'waiver'],
  ])('400: %s is refused whole, naming the field', async (_, over, field) => {
    const app = await testApp({ patients: 0 });
    const response = await app.post(path, { ...tighter, ...over });
    await expectProblem(response, { status: 400, code: 'bad-request', field });
    expect(await versions(app)).toHaveLength(1);
  });

  test('409: somebody activated another version first; names who', async () => {
    const app = await testApp({ patients: 0 });
    await activate(app, tighter);
    const response = await app.post(path, { ...tighter, limits: { missedDays: 3 } }, { actor: 'Ben Okoro' });
    const problem = await expectProblem(response, { status: 409, code: 'conflict', field: 'version' });
    expect(problem.conflict).toMatchObject({ by: 'Ana Ruiz', state: 'version 2' });
  });

  test('404: no such program', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.post('/api/v1/programs/renal/rule-sets', tighter);
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });

  describeRefusals({ method: 'POST', path, body: tighter });
  describeJsonRefusals({ method: 'POST', path, body: tighter });
});

describe('PUT /programs/{id} beside rule sets', () => {
  const put = (app: TestApp, body: unknown) =>
    app.request('/api/v1/programs/heart-failure', { method: 'PUT', body });

  test('200: the same limits make no new version, whatever else changes', async () => {
    const app = await testApp({ patients: 0 });
    const response = await put(app, { name: 'HF', limits: defaultLimits });
    expect(await bodyAs<ProgramBody>(response)).toMatchObject({ name: 'HF', limitsVersion: 1 });
    expect(await versions(app)).toHaveLength(1);
  });

  test('422: other limits without a back-test or a waiver; nothing is changed', async () => {
    const app = await testApp({ patients: 0 });
    const response = await put(app, { name: 'HF', limits: proposed.limits });
    await expectProblem(response, { status: 422, code: 'not-allowed-now', field: 'backtestId' });
    const { items } = await app.get<{ items: ProgramBody[] }>('/api/v1/programs');
    expect(items.find(p => p.id === 'heart-failure')?.name).toBe('Heart failure');
  });
});
