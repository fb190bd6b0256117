import { describe, expect, test } from 'vitest';
import type { AssignedBody, DeviceBody } from '../../src/contract/devices.ts';
import type { ReadingBody, ResolutionBody } from '../../src/contract/readings.ts';
import { hourMs } from '../../src/domain/local-day.ts';
import { expectProblem, iso, only, start, type TestApp, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = (device: string) => `/api/v1/devices/${device}/assignments`;
const cuffOf = (patient: string, over: Record<string, unknown> = {}) => ({
  patient,
  kind: 'blood-pressure',
  perWeek: 7,
  ...over,
});

const assign = async (app: TestApp, device: string, body: unknown): Promise<AssignedBody> => {
  const response = await app.post(path(device), body);
  expect(response.status, await response.clone().text()).toBe(200);
  await app.idle();
  return (await response.json()) as AssignedBody;
};

const device = (app: TestApp, id: string) => app.get<DeviceBody>(`/api/v1/devices/${id}`);
const readings = async (app: TestApp, n: number) =>
  (await app.get<{ items: ReadingBody[] }>(`/api/v1/patients/P${n}/readings`)).items;

const sendAt = async (app: TestApp, id: string, at: number, systolic: number, slot?: string) => {
  const payload = { measuredAt: iso(at), systolic, diastolic: 80, unit: 'mm[Hg]', ...(slot ? { slot } : {}) };
  const outcome = await app.send(id, 'blood-pressure', payload);
  await app.idle();
  return outcome;
};

const refusals = { method: 'POST', path: path('cuff-1'), body: cuffOf('P1') } as const;

describe('POST /devices/{id}/assignments', () => {
  describeRefusals(refusals);
  describeJsonRefusals(refusals);

  test('200: the next patient has it from now on, the one before no more; readings follow', async () => {
    const app = await testApp();
    const { assignment, filed, moved, couldMove } = await assign(app, 'cuff-1', cuffOf('P2'));
    const [p1, p2] = [(await app.patient(1)).id, (await app.patient(2)).id];
    expect(assignment).toMatchObject({ patientId: p2, from: iso(start), until: null, perWeek: 7 });
    expect([filed, moved, couldMove]).toEqual([0, 0, 0]);
    const { assignments } = await device(app, 'cuff-1');
    expect(assignments.map(a => [a.patientId, a.from, a.until])).toEqual([
      [p1, null, iso(start)],
      [p2, iso(start), null],
    ]);
    await sendAt(app, 'cuff-1', start - hourMs, 121);
    await sendAt(app, 'cuff-1', start, 131);
    expect((await readings(app, 1)).map(r => r.systolicMmHg)).toEqual([121]);
    expect((await readings(app, 2)).map(r => r.systolicMmHg)).toEqual([131]);
  });

  test('200: a device that nobody has registered is', async () => {
    const app = await testApp();
    const outcome = await app.request('/api/v1/devices/cuff-new');
    expect(outcome.status).toBe(404);
    await assign(app, 'cuff-new', cuffOf('P1', { from: null }));
    await sendAt(app, 'cuff-new', start - hourMs, 128);
    expect(await readings(app, 1)).toMatchObject([{ deviceId: 'cuff-new', systolicMmHg: 128 }]);
  });

  test('200: backdated, it says how many readings are filed to somebody else, and moves them only when told', async () => {
    const [app, told] = [await testApp(), await testApp()];
    for (const each of [app, told]) {
      await sendAt(each, 'cuff-1', start - 3 * hourMs, 121);
      await sendAt(each, 'cuff-1', start - hourMs, 195);
      await each.setTime(start + hourMs);
    }
    const since = { from: iso(start - 2 * hourMs) };
    expect(await assign(app, 'cuff-1', cuffOf('P2', since))).toMatchObject({ moved: 0, couldMove: 1 });
    expect(await readings(app, 1)).toHaveLength(2);
    expect((await app.alerts(1)).map(a => [a.ruleId, a.state])).toEqual([['bp-severe', 'firing']]);

    const moving = { ...since, moveReadings: true };
    expect(await assign(told, 'cuff-1', cuffOf('P2', moving))).toMatchObject({ moved: 1, couldMove: 0 });
    expect((await readings(told, 1)).map(r => r.systolicMmHg)).toEqual([121]);
    expect((await readings(told, 2)).map(r => r.systolicMmHg)).toEqual([195]);
    expect((await told.alerts(1)).map(a => [a.ruleId, a.endReason])).toEqual([['bp-severe', 'superseded']]);
    expect((await told.alerts(2)).map(a => [a.ruleId, a.state])).toEqual([['bp-severe', 'firing']]);
    const { items } = await told.get<{ items: ResolutionBody[] }>('/api/v1/patients/P1/resolutions');
    expect(items.map(r => [r.decision, r.note, r.by])).toEqual([['reassign', 'assignment', 'Ana Ruiz']]);
  });

  test('200: what a person has decided of a reading is not moved', async () => {
    const app = await testApp();
    const { readingId } = (await sendAt(app, 'cuff-1', start - hourMs, 150)) as { readingId: string };
    const values = { systolicMmHg: 140, diastolicMmHg: 80 };
    await app.post(`/api/v1/readings/${readingId}/resolve`, { decision: 'correct', of: 'P1', values });
    const body = cuffOf('P2', { from: iso(start - 2 * hourMs), moveReadings: true });
    expect(await assign(app, 'cuff-1', body)).toMatchObject({ moved: 0, couldMove: 0 });
    expect(await readings(app, 1)).toHaveLength(1);
  });

  test('200: readings of unclear owner are filed once it is clear; a suspect one stays suspect', async () => {
    const app = await testApp({ patients: 3 });
    await sendAt(app, 'shared', start - hourMs, 140);
    await sendAt(app, 'shared', start - hourMs, 400);
    const body = cuffOf('P3', { from: iso(start - 2 * hourMs) });
    expect(await assign(app, 'shared', body)).toMatchObject({ filed: 2, moved: 0 });
    expect((await readings(app, 3)).map(r => [r.systolicMmHg, r.suspect === null]).sort()).toEqual([
      [140, true],
      [400, false],
    ]);
    expect((await app.get<{ items: [] }>('/api/v1/unowned-readings')).items).toEqual([]);
    expect((await app.alerts(3)).map(a => a.ruleId)).toEqual(['suspect-reading']);
  });

  test('200: it ends where a later patient has it already', async () => {
    const app = await testApp({ patients: 3 });
    await assign(app, 'cuff-1', cuffOf('P3', { from: iso(start + hourMs) }));
    const { assignment } = await assign(app, 'cuff-1', cuffOf('P2'));
    expect(assignment).toMatchObject({ from: iso(start), until: iso(start + hourMs) });
  });

  test('200: it is audited and told to all who have or had it, by ids alone', async () => {
    const app = await testApp();
    const { assignment } = await assign(app, 'cuff-1', cuffOf('P2', { slot: null }));
    const [p1, p2] = [(await app.patient(1)).id, (await app.patient(2)).id];
    const entry = only((await app.audit()).filter(a => a.action === 'device.assign'));
    expect(entry).toMatchObject({
      actor: 'person:Ana Ruiz',
      subjectType: 'device',
      subjectId: 'cuff-1',
      patientId: p2,
      detail: { assignmentId: assignment.id, filed: 0, moved: 0 },
    });
    const told = (await app.outbox()).filter(e => e.kind === 'patient.changed').map(e => e.patientId);
    expect(told.slice(-2).sort()).toEqual([p1, p2].sort());
  });

  test.each([
    ['the patient has it already', cuffOf('P1'), 'patient'],
    ['a slot where others have it without', cuffOf('P2', { slot: '2' }), 'slot'],
  ])('422: %s', async (_, body, field) => {
    const app = await testApp();
    const refused = { status: 422, code: 'not-allowed-now', field };
    await expectProblem(await app.post(path('cuff-1'), body), refused);
    expect((await device(app, 'cuff-1')).assignments).toHaveLength(1);
  });

  test('422: two patients from the same instant', async () => {
    const app = await testApp({ patients: 3 });
    await assign(app, 'cuff-1', cuffOf('P2'));
    const refused = { status: 422, code: 'not-allowed-now', field: 'from' };
    await expectProblem(await app.post(path('cuff-1'), cuffOf('P3')), refused);
  });

  test.each([
    ['an unknown patient', 'cuff-1', cuffOf('P9'), 'patient'],
    ['an unknown kind', 'cuff-1', cuffOf('P2', { kind: 'pulse' }), 'kind'],
    ['no readings a week', 'cuff-1', cuffOf('P2', { perWeek: 0 }), 'perWeek'],
    ['a time without an offset', 'cuff-1', cuffOf('P2', { from: '2026-11-23T07:00:00' }), 'from'],
    ['an unknown field', 'cuff-1', cuffOf('P2', { until: null }), 'until'],
    ['a device id that no topic can hold', 'cuff%201', cuffOf('P2'), 'id'],
  ])('400: %s', async (_, id, body, field) => {
    const app = await testApp();
    await expectProblem(await app.post(path(id), body), { status: 400, code: 'bad-request', field });
  });
});
