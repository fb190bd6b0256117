import { describe, expect, test } from 'vitest';
import type { RejectedBody, RejectedMessageBody } from '../../src/contract/ingest.ts';
import { hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { expectProblem, iso, only, rosterHeader, rosterLine, start, type TestApp, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const route = { method: 'POST', path: '/api/v1/rejected/rej_none/replay', body: {} } as const;

const severe = { measuredAt: iso(start), systolic: 190, diastolic: 100, unit: 'mm[Hg]' };

const sendUnknown = (app: TestApp, payload: unknown = severe) =>
  app.post('/api/v1/ingest/native', { topic: 'vigil/v1/new-cuff/blood-pressure', payload });
const waiting = async (app: TestApp) =>
  only((await app.get<{ items: RejectedBody[] }>('/api/v1/rejected')).items);
const register = (app: TestApp) =>
  app.importRoster(`${rosterHeader}\n${rosterLine(1, 'new-cuff', 'blood-pressure')}\n`);
const replay = (app: TestApp, id: string, actor = 'Ana Ruiz') =>
  app.post(`/api/v1/rejected/${id}/replay`, {}, { actor });

describe('POST /rejected/{id}/replay', () => {
  test('200: once its device is registered, a severe reading raises its alert as of its own time', async () => {
    const app = await testApp();
    await sendUnknown(app);
    const { id } = await waiting(app);
    await app.setTime(start + 2 * hourMs);
    await register(app);
    expect(await app.hasItem(1)).toBe(false);
    const response = await replay(app, id);
    await app.idle();
    expect(await response.json()).toMatchObject({
      id,
      state: 'replayed',
      replayOutcome: 'stored',
      readingId: expect.any(String),
      resolvedBy: 'Ana Ruiz',
      resolvedAt: iso(start + 2 * hourMs),
      times: 1,
    });
    expect(only(await app.alerts(1))).toMatchObject({
      ruleId: 'bp-severe',
      state: 'firing',
      severity: 'urgent',
      confirmed: false,
      startedAt: iso(start),
    });
    expect(await app.hasItem(1)).toBe(true);
    expect((await app.get<{ items: unknown[] }>('/api/v1/rejected')).items).toEqual([]);
  });

  test('200: a repeat within 15 minutes that was rejected too confirms it, whatever is replayed first', async () => {
    const app = await testApp();
    await sendUnknown(app);
    await sendUnknown(app, { ...severe, measuredAt: iso(start + 6 * minuteMs), systolic: 188 });
    await app.setTime(start + hourMs);
    await register(app);
    const { items } = await app.get<{ items: RejectedBody[] }>('/api/v1/rejected');
    for (const { id } of items) await replay(app, id);
    await app.idle();
    expect(only(await app.alerts(1))).toMatchObject({ ruleId: 'bp-severe', severity: 'critical' });
  });

  test('200: refused again, it waits on with the new reason, and counts no new arrival', async () => {
    const app = await testApp();
    await sendUnknown(app, { systolic: 190, unit: 'mm[Hg]' });
    const before = await waiting(app);
    await register(app);
    await app.setTime(start + hourMs);
    expect(await (await replay(app, before.id)).json()).toMatchObject({
      id: before.id,
      state: 'waiting',
      reason: 'field-missing',
      field: 'diastolic',
      times: 1,
      lastReceivedAt: before.lastReceivedAt,
      resolvedBy: null,
    });
    expect((await waiting(app)).reason).toBe('field-missing');
  });

  test('200: is audited with ids only, and told of', async () => {
    const app = await testApp();
    await sendUnknown(app);
    const { id } = await waiting(app);
    await register(app);
    const { readingId } = (await (await replay(app, id)).json()) as RejectedMessageBody;
    expect((await app.audit()).at(-1)).toMatchObject({
      actor: 'person:Ana Ruiz',
      action: 'rejected-message.replay',
      subjectType: 'rejected-message',
      subjectId: id,
      patientId: null,
      detail: { outcome: 'stored', readingId },
    });
    const told = (await app.outbox()).filter(event => event.subjectId === id);
    expect(told.map(event => event.kind)).toEqual(['message.rejected', 'message.resolved']);
  });

  test('400: a body that says more', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.post(route.path, { force: true });
    await expectProblem(response, { status: 400, code: 'bad-request', field: 'force' });
  });

  test('404: a message nobody sent', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(route.path, {}), { status: 404, code: 'not-found', field: 'id' });
  });

  test('409: somebody replayed it first', async () => {
    const app = await testApp();
    await sendUnknown(app);
    const { id } = await waiting(app);
    await register(app);
    await replay(app, id, 'Bo Chen');
    const problem = await expectProblem(await replay(app, id), {
      status: 409,
      code: 'conflict',
      field: null,
    });
    expect(problem.conflict).toEqual({ by: 'Bo Chen', at: iso(start), state: 'replayed' });
  });

  test('409: of two who replay it at once, one is told who was first; the reading is stored once', async () => {
    const app = await testApp();
    await sendUnknown(app);
    const { id } = await waiting(app);
    await register(app);
    const answers = await Promise.all([replay(app, id), replay(app, id)]);
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409]);
    const readings = await app.get<{ items: unknown[] }>('/api/v1/patients/P1/readings?kind=blood-pressure');
    expect(readings.items).toHaveLength(1);
  });

  test('422: one of which only the beginning was kept', async () => {
    const app = await testApp();
    await sendUnknown(app);
    const { id } = await waiting(app);
    const { store } = app.running();
    await store.write(() => store.sqlite.prepare('UPDATE rejected_message SET truncated = 1').run());
    await expectProblem(await replay(app, id), { status: 422, code: 'not-allowed-now', field: 'id' });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
