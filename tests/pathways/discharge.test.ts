import { describe, expect, test } from 'vitest';
import type { DischargeBody } from '../../src/contract/discharge.ts';
import type { PatientLimitsBody } from '../../src/contract/overrides.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { bodyAs, expectProblem, iso, only, start } from '../api/app.ts';
import { refuseAudit, written } from '../worklist/rows.ts';
import { tasksApp } from './app.ts';

const path = '/api/v1/patients/P1/discharges';
/** Monday 23 November, 05:00 in New York. */
const home = start - 2 * hourMs;
const tenOn = (days: number) => start + days * dayMs + 3 * hourMs;
const stay = { class: 'inpatient', admittedAt: iso(start - 4 * dayMs), dischargedAt: iso(home) };

const homeApp = async () => {
  const app = await tasksApp();
  const discharge = (over: Record<string, unknown> = {}) =>
    app.posted<DischargeBody>('/patients/P1/discharges', { ...stay, ...over });
  const limits = () => app.get<PatientLimitsBody>('/api/v1/patients/P1/limits');
  const encounters = (csv: string) =>
    app.request('/api/v1/encounters', {
      method: 'POST',
      text: `patient,class,admittedAt,dischargedAt,emergent\n${csv}\n`,
      type: 'text/csv',
    });
  return { ...app, discharge, limits, encounters };
};

describe('a discharge by hand', () => {
  test('records the stay, starts both calls, and says what it did', async () => {
    const app = await homeApp();
    const done = await app.discharge({
      emergent: true,
      facts: { medications: 9, diagnoses: [{ system: 'icd10', code: 'i50.9' }] },
    });
    expect(done.encounter).toMatchObject({ ...stay, emergent: true });
    expect(done.tasks.map(t => [t.kind, t.title, t.dueAt, t.encounterId])).toEqual([
      ['call-day-2', 'Call on day 2 after discharge of 23 November', iso(tenOn(2)), done.encounter.id],
      ['call-day-7', 'Call on day 7 after discharge of 23 November', iso(tenOn(7)), done.encounter.id],
    ]);
    expect((await app.patient(1)).encounters).toMatchObject([{ id: done.encounter.id, emergent: true }]);
    const { store } = app.running();
    const [row] = await store.reader.select().from(store.t.encounter);
    expect(row?.facts).toEqual({ medications: 9, diagnoses: [{ system: 'icd10', code: 'I509' }] });
    expect((await app.audit()).map(a => a.action)).toEqual(
      expect.arrayContaining(['patient.discharge', 'care-task.start', 'patient.set-limit']),
    );
  });

  test('its calls come onto the worklist on days 2 and 7 at 10:00', async () => {
    const app = await homeApp();
    await app.discharge();
    await app.at(tenOn(2) - 1);
    expect(await app.hasItem(1)).toBe(false);
    await app.at(tenOn(2));
    expect((await app.due()).because).toBe('Call on day 2 after discharge of 23 November, due 25 November');
    const [first] = await app.tasks();
    const reached = { who: 'patient', channel: 'phone', reached: true, taskId: first?.id };
    await app.act((await app.openItem(1)).id, 'log-contact', reached);
    expect(await app.hasItem(1)).toBe(false);
    await app.at(tenOn(7));
    expect((await app.due()).because).toContain('day 7');
  });

  test('ends the status in-hospital since the discharge, and the stay that the status tells of', async () => {
    const app = await homeApp();
    await app.setTime(start + 6 * dayMs);
    await app.posted('/patients/P1/status', { status: 'in-hospital', from: iso(start + 2 * dayMs) });
    const dischargedAt = iso(start + 5 * dayMs);
    const { encounter, status } = await app.discharge({ admittedAt: undefined, dischargedAt });
    expect(status).toBe('active');
    expect(encounter).toMatchObject({ admittedAt: iso(start + 2 * dayMs), dischargedAt });
    expect((await app.patient(1)).monitoring).toMatchObject({
      status: 'active',
      since: dischargedAt,
      reason: 'discharged',
      by: 'Ana Ruiz',
    });
  });

  test('of who is watched otherwise leaves the status', async () => {
    const app = await homeApp();
    expect((await app.discharge()).status).toBe('learning');
  });

  test('ends the imported stay that is open, and keeps what is known of it', async () => {
    const app = await homeApp();
    expect((await app.encounters(`P1,inpatient,${iso(start - 3 * dayMs)},,yes`)).status).toBe(200);
    const { encounter } = await app.discharge({ admittedAt: undefined });
    expect(encounter).toMatchObject({
      admittedAt: iso(start - 3 * dayMs),
      dischargedAt: iso(home),
      emergent: true,
    });
    expect((await app.patient(1)).encounters).toHaveLength(1);
  });

  test('an imported end of a stay starts no calls', async () => {
    const app = await homeApp();
    await app.encounters(`P1,inpatient,${iso(start - 3 * dayMs)},${iso(home)},yes`);
    expect(await app.tasks()).toEqual([]);
  });

  test('a second one of the same stay is a conflict that names who was first, and starts nothing', async () => {
    const app = await homeApp();
    await app.discharge();
    for (const body of [stay, { ...stay, admittedAt: undefined }]) {
      const response = await app.post(path, body, { actor: 'Bo Chen' });
      const problem = await expectProblem(response, { status: 409, code: 'conflict', field: null });
      expect(problem.conflict).toEqual({ by: 'Ana Ruiz', at: iso(start), state: 'ended' });
    }
    expect(await app.tasks()).toHaveLength(2);
  });

  test('sent twice at once is done once', async () => {
    const app = await homeApp();
    const answers = await Promise.all([app.post(path, stay), app.post(path, stay)]);
    expect(answers.map(a => a.status).sort()).toEqual([200, 409]);
    expect(await app.tasks()).toHaveLength(2);
  });

  test('of a later stay cancels the calls after the earlier one', async () => {
    const app = await homeApp();
    await app.discharge();
    await app.at(tenOn(2));
    await app.due();
    await app.posted('/patients/P1/status', { status: 'in-hospital' });
    await app.at(tenOn(4));
    const done = await app.discharge({ admittedAt: undefined, dischargedAt: iso(tenOn(4) - hourMs) });
    expect(done.cancelledTasks).toBe(2);
    expect(await app.hasItem(1)).toBe(false);
    expect((await app.tasks()).map(t => [t.kind, t.state, t.outcome])).toEqual([
      ['call-day-2', 'cancelled', 'a later stay has ended'],
      ['call-day-2', 'open', null],
      ['call-day-7', 'cancelled', 'a later stay has ended'],
      ['call-day-7', 'open', null],
    ]);
  });

  test('heard of late: what is due already is on the worklist at once', async () => {
    const app = await homeApp();
    const late = { admittedAt: iso(start - 12 * dayMs), dischargedAt: iso(start - 3 * dayMs) };
    const done = await app.discharge(late);
    expect(done.tasks.map(t => [t.kind, t.isDue])).toEqual([
      ['call-day-2', true],
      ['call-day-7', false],
    ]);
    expect((await app.due()).because).toContain('day 2');
  });

  test('is recorded whole or not at all', async () => {
    const app = await homeApp();
    await app.setTime(start + hourMs);
    await app.posted('/patients/P1/status', { status: 'in-hospital' });
    const before = await written(app);
    await refuseAudit(app);
    expect((await app.post(path, stay)).status).toBe(500);
    expect(await written(app)).toEqual(before);
    expect(await app.tasks()).toEqual([]);
    expect(await app.patient(1)).toMatchObject({ status: 'in-hospital', encounters: [] });
    expect((await app.limits()).own).toEqual([]);
  });

  test.each([
    ['in the future', { dischargedAt: iso(start + 1) }, 'dischargedAt'],
    ['more than 30 days ago', { dischargedAt: iso(start - 30 * dayMs) }, 'dischargedAt'],
    ['before the admission', { admittedAt: iso(home) }, 'dischargedAt'],
    ['of a stay that nobody told of', { admittedAt: undefined }, 'admittedAt'],
    ['of an outpatient visit', { class: 'outpatient' }, 'class'],
    ['with a fact that is none', { facts: { mood: 'good' } }, 'facts.mood'],
  ])('400: %s', async (_, over, field) => {
    const app = await homeApp();
    const response = await app.post(path, { ...stay, ...over });
    await expectProblem(response, { status: 400, code: 'bad-request', field });
    expect(await app.tasks()).toEqual([]);
  });

  test('409: a stay that overlaps another', async () => {
    const app = await homeApp();
    await app.encounters(`P1,inpatient,${iso(start - 6 * dayMs)},${iso(start - 3 * dayMs)},no`);
    const problem = await expectProblem(await app.post(path, stay), {
      status: 409,
      code: 'conflict',
      field: null,
    });
    expect(problem.conflict?.by).toBe('an import');
  });

  test('404: a patient nobody imported', async () => {
    const app = await homeApp();
    const response = await app.post('/api/v1/patients/P99/discharges', stay);
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });
});

describe('limits after a discharge', () => {
  test('are tighter for 30 days, and then as they were, by themselves', async () => {
    const app = await homeApp();
    const { limits } = await app.discharge();
    const until = iso(home + 30 * dayMs);
    expect(limits.map(l => [l.key, l.value, l.until])).toEqual([
      ['limits.weightAboveDryKg', 1.36, until],
      ['limits.weightGain7DaysKg', 2, until],
      ['limits.meanSystolicMmHg', 130, until],
      ['limits.meanDiastolicMmHg', 80, until],
      ['limits.missedDays', 1, until],
    ]);
    expect((await app.patient(1)).limits).toMatchObject({ missedDays: 1, meanSystolicMmHg: 130 });
    await app.at(home + 30 * dayMs);
    expect((await app.patient(1)).limits).toMatchObject({ missedDays: 2, meanSystolicMmHg: 135 });
  });

  test("that are the patient's own and tighter stay; looser ones come back afterwards", async () => {
    const app = await homeApp();
    const own = (key: string, value: number) =>
      app.posted('/patients/P1/limits', { key, value, why: 'known to the clinic' });
    await own('limits.weightGain7DaysKg', 1.5);
    await own('limits.meanSystolicMmHg', 150);
    await app.setTime(start + hourMs);
    const { limits, limitsLeft } = await app.discharge();
    expect(limitsLeft).toEqual([{ key: 'limits.weightGain7DaysKg', why: 'already as tight: 1.5' }]);
    expect(limits.map(l => l.key)).toContain('limits.meanSystolicMmHg');
    expect((await app.patient(1)).limits.meanSystolicMmHg).toBe(130);
    await app.at(home + 30 * dayMs);
    expect((await app.patient(1)).limits).toMatchObject({ meanSystolicMmHg: 150, weightGain7DaysKg: 1.5 });
  });

  test('that would contradict an own one stay, and it is said', async () => {
    const app = await homeApp();
    const own = { key: 'limits.lowClearSystolicMmHg', value: 132, why: 'aims high' };
    await app.posted('/patients/P1/limits', own);
    expect((await app.discharge()).limitsLeft).toEqual([
      { key: 'limits.meanSystolicMmHg', why: "would contradict another of the patient's limits" },
    ]);
  });

  test('after a second stay hold for 30 days from that one, once', async () => {
    const app = await homeApp();
    await app.discharge();
    await app.setTime(start + 10 * dayMs);
    const again = { admittedAt: iso(start + 5 * dayMs), dischargedAt: iso(start + 9 * dayMs) };
    await app.discharge(again);
    const { own } = await app.limits();
    expect(own).toHaveLength(5);
    expect(new Set(own.map(o => o.until))).toEqual(new Set([iso(start + 39 * dayMs)]));
  });

  test('are those of devices that the patient holds', async () => {
    const app = await homeApp();
    await app.importRoster(
      'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek\n' +
        'P7,Onemeter,Ida,1950-01-01,female,America/New_York,diabetes,m7,glucose,1\n',
    );
    const response = await app.post('/api/v1/patients/P7/discharges', stay);
    const { limits } = await bodyAs<DischargeBody>(response);
    expect(only(limits)).toMatchObject({ key: 'limits.missedDays', value: 2, programValue: 4 });
  });
});
