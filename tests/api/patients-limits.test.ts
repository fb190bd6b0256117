import { describe, expect, test } from 'vitest';
import type { PatientLimitsBody } from '../../src/contract/overrides.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { bodyAs, expectProblem, iso, only, type TestApp, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/patients/P1/limits';
const why = 'runs low since childhood';
const low = { key: 'limits.lowSystolicMmHg', value: 84, why };

const limits = (app: TestApp) => app.get<PatientLimitsBody>(path);
const set = async (app: TestApp, body: unknown): Promise<PatientLimitsBody> => {
  const response = await app.post(path, body);
  expect(response.status, await response.clone().text()).toBe(200);
  return bodyAs<PatientLimitsBody>(response);
};
const activate = (app: TestApp, body: Record<string, unknown>) =>
  app.post('/api/v1/programs/heart-failure/rule-sets', { version: 1, waiver: 'agreed by the lead', ...body });

describe('GET /patients/{id}/limits', () => {
  test("200: without settings of one's own the program's are in force", async () => {
    const app = await testApp();
    expect(await limits(app)).toMatchObject({
      programId: 'heart-failure',
      version: 1,
      inForce: { limits: defaultLimits, rules: {} },
      own: [],
      history: [],
    });
  });

  test('404: no such patient', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(path), { status: 404, code: 'not-found', field: 'id' });
  });
});

describe('POST /patients/{id}/limits', () => {
  test('200: holds for this patient only, from now on, and says who, why and what the program says', async () => {
    const app = await testApp();
    const body = await set(app, low);
    expect(body.inForce.limits.lowSystolicMmHg).toBe(84);
    expect(body.program.limits.lowSystolicMmHg).toBe(90);
    expect(only(body.own)).toMatchObject({
      ...low,
      programValue: 90,
      by: 'Ana Ruiz',
      from: iso(app.clock.now()),
      until: null,
    });
    expect((await app.patient(1)).limits.lowSystolicMmHg).toBe(84);
    await app.pressure(1, 85);
    await app.pressure(2, 85);
    expect([await app.hasItem(1), await app.hasItem(2)]).toEqual([false, true]);
    expect((await app.audit()).find(a => a.action === 'patient.set-limit')).toMatchObject({
      actor: 'person:Ana Ruiz',
      detail: { key: low.key },
    });
  });

  test("200: runs out by itself; then the program's holds again, and a late reading is judged by its own time", async () => {
    const app = await testApp();
    const startedAt = app.clock.now();
    await set(app, { ...low, until: iso(startedAt + dayMs) });
    await app.setTime(startedAt + dayMs + hourMs);
    expect(await limits(app)).toMatchObject({ own: [], history: [{ endedBy: null }] });
    const within = { measuredAt: iso(startedAt + 2 * hourMs), systolic: 85, diastolic: 60, unit: 'mm[Hg]' };
    await app.send('cuff-1', 'blood-pressure', within);
    await app.idle();
    expect(await app.alerts(1)).toEqual([]);
    await app.pressure(1, 85);
    expect((await app.alerts(1)).map(a => a.ruleId)).toEqual(['bp-low']);
  });

  test('200: another value of the same key takes its place', async () => {
    const app = await testApp();
    await set(app, low);
    app.clock.set(app.clock.now() + hourMs);
    const body = await set(app, { ...low, value: 82 });
    expect(only(body.own).value).toBe(82);
    expect(only(body.history)).toMatchObject({ value: 84, endedBy: 'Ana Ruiz' });
  });

  test('200: a rule switched off for a patient ends what stood of it', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    await set(app, { key: 'rules.bp-low.enabled', value: false, why });
    await app.idle();
    expect((await app.alerts(1)).map(a => [a.ruleId, a.state])).toEqual([['bp-low', 'ended']]);
  });

  test('200: survives a restart', async () => {
    const app = await testApp();
    await set(app, low);
    await app.restart();
    await app.pressure(1, 85);
    expect(await app.hasItem(1)).toBe(false);
  });

  test.each([
    ['a key of nothing', { key: 'limits.nothing' }, 'key'],
    ['a value out of reach', { value: 12 }, 'value'],
    ['a value that is no number', { value: true }, 'value'],
    ['a value that crosses another limit', { value: 79 }, 'value'],
    ['no reason', { why: ' ' }, 'why'],
    ['an end that is past', { until: '2026-01-01T00:00:00Z' }, 'until'],
    ['an end more than a year ahead', { until: '2028-01-01T00:00:00Z' }, 'until'],
    ['an end without an offset', { until: '2026-12-01' }, 'until'],
  ])('400: %s', async (_, over, field) => {
    const app = await testApp();
    const expected = { status: 400, code: 'bad-request', field };
    await expectProblem(await app.post(path, { ...low, ...over }), expected);
    expect((await limits(app)).own).toEqual([]);
  });

  test('400: a setting that would cross another once that one runs out', async () => {
    const app = await testApp();
    const until = iso(app.clock.now() + dayMs);
    await set(app, { key: 'limits.severeSystolicMmHg', value: 200, why, until });
    const clear = { key: 'limits.severeClearSystolicMmHg', value: 185, why };
    const expected = { status: 400, code: 'bad-request', field: 'limits.severeSystolicMmHg' };
    const problem = await expectProblem(await app.post(path, clear), expected);
    expect(problem.detail).toContain(until);
    await set(app, { ...clear, until });
  });

  test('422: a key that the program has locked; who may unlock it is said', async () => {
    const app = await testApp();
    await activate(app, { locked: [low.key] });
    const expected = { status: 422, code: 'not-allowed-now', field: 'key' };
    const problem = await expectProblem(await app.post(path, low), expected);
    expect(problem.remedy).toContain('who leads the program');
  });

  describeRefusals({ method: 'POST', path, body: low });
  describeJsonRefusals({ method: 'POST', path, body: low });
});

describe('POST /patients/{id}/limits/{setting}/end', () => {
  const end = (app: TestApp, id: string) => app.post(`${path}/${id}/end`, { why: 'better now' });

  test("200: the program's holds again, and the setting is kept as history", async () => {
    const app = await testApp();
    const { own } = await set(app, low);
    app.clock.set(app.clock.now() + hourMs);
    const body = await bodyAs<PatientLimitsBody>(await end(app, only(own).id));
    expect(body.inForce.limits.lowSystolicMmHg).toBe(90);
    expect(only(body.history)).toMatchObject({ endedBy: 'Ana Ruiz', until: iso(app.clock.now()) });
    await app.pressure(1, 85);
    expect(await app.hasItem(1)).toBe(true);
  });

  test('409: it is over already', async () => {
    const app = await testApp();
    const id = only((await set(app, low)).own).id;
    await end(app, id);
    await expectProblem(await end(app, id), { status: 409, code: 'conflict', field: null });
  });

  test('400: another setting of the patient stands on it', async () => {
    const app = await testApp();
    const outer = only((await set(app, { key: 'limits.severeSystolicMmHg', value: 200, why })).own);
    await set(app, { key: 'limits.severeClearSystolicMmHg', value: 185, why });
    const expected = { status: 400, code: 'bad-request', field: 'value' };
    await expectProblem(await end(app, outer.id), expected);
    expect((await limits(app)).own).toHaveLength(2);
  });

  test('404: not a setting of this patient', async () => {
    const app = await testApp();
    await expectProblem(await end(app, 'lim_0'), { status: 404, code: 'not-found', field: 'setting' });
  });

  describeRefusals({ method: 'POST', path: `${path}/lim_0/end`, body: {} });
});

describe('a new version of the program', () => {
  test('200: a lock ends the own settings of that key, and says so in the audit', async () => {
    const app = await testApp();
    await set(app, low);
    app.clock.set(app.clock.now() + hourMs);
    const response = await activate(app, { locked: [low.key] });
    expect(await bodyAs(response)).toMatchObject({ version: 2, patientsWhoseOwnSettingsEnd: 1 });
    expect(await limits(app)).toMatchObject({ own: [], history: [{ key: low.key, endedBy: 'Ana Ruiz' }] });
    const audit = await app.audit();
    expect(audit.map(a => a.action)).toContain('patient.end-limit');
    expect(audit.at(-1)).toMatchObject({ action: 'rule-set.activate', detail: { overridesEnded: 1 } });
  });

  test("422: a lock ends nobody's own setting without a stated reason", async () => {
    const app = await testApp();
    await set(app, low);
    const response = await activate(app, { locked: [low.key], waiver: undefined });
    const expected = { status: 422, code: 'not-allowed-now', field: 'waiver' };
    const problem = await expectProblem(response, expected);
    expect(problem.detail).toContain('1 patient');
    expect(only((await limits(app)).own).key).toBe(low.key);
    await activate(app, { locked: ['limits.missedDays'], waiver: undefined });
    expect(await limits(app)).toMatchObject({ version: 2, own: [{ key: low.key }] });
  });

  test('200: a rule on silence that a lock puts back in force looks at once', async () => {
    const app = await testApp();
    const key = 'rules.missed-weight.enabled';
    await set(app, { key, value: false, why });
    await activate(app, { locked: [key] });
    const { reader, t } = app.running().store;
    const { id } = await app.patient(1);
    const due = (await reader.select().from(t.due)).find(row => row.patientId === id);
    expect(due?.timers['missed-weight']?.at).toBe(app.clock.now() + 1);
    await app.idle();
  });

  test("422: is refused where it would contradict a patient's own settings", async () => {
    const app = await testApp();
    await set(app, { key: 'limits.lowClearSystolicMmHg', value: 91, why });
    const response = await activate(app, { limits: { lowSystolicMmHg: 92 } });
    const expected = { status: 422, code: 'not-allowed-now', field: 'limits.lowClearSystolicMmHg' };
    await expectProblem(response, expected);
  });
});
