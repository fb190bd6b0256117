import { describe, expect, test } from 'vitest';
import type { CoverageBody } from '../../src/contract/coverage.ts';
import { bodyAs, expectProblem, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/programs/heart-failure/coverage';
const shift = { days: ['mon'], from: '08:00', to: '17:00', people: ['Ana Ruiz'] };
const plan = { timeZone: 'America/New_York', shifts: [shift] };
const body = { plan, version: 0 };

const put = async (sent: unknown, actor = 'Ana Ruiz') => {
  const app = await testApp({ patients: 0 });
  return { app, response: await app.request(path, { method: 'PUT', body: sent, actor }) };
};

describe('GET /coverage and /programs/{id}/coverage', () => {
  test('200: a program without a plan says that nobody is told', async () => {
    const app = await testApp({ patients: 0 });
    const one = await app.get<CoverageBody>(path);
    expect(one).toEqual({
      programId: 'heart-failure',
      version: 0,
      plan: null,
      now: { is: 'nobody' },
      warnings: ['there is no plan: nobody is told of what stays unacknowledged'],
      by: null,
      at: null,
    });
    const { items } = await app.get<{ items: CoverageBody[] }>('/api/v1/coverage');
    expect(items.map(item => item.programId)).toEqual(['diabetes', 'heart-failure', 'hypertension']);
    expect(items).toContainEqual(one);
  });

  test('404: a program that is not there', async () => {
    const app = await testApp({ patients: 0 });
    const refused = { status: 404, code: 'not-found', field: 'id' };
    await expectProblem(await app.request('/api/v1/programs/none/coverage'), refused);
  });
});

describe('PUT /programs/{id}/coverage', () => {
  test('200: the plan with everything that was left out as usual, who is on now, and what it leaves open', async () => {
    const { app, response } = await put(body);
    expect(response.status).toBe(200);
    const answer = await bodyAs<CoverageBody>(response);
    expect(answer).toMatchObject({
      version: 1,
      by: 'Ana Ruiz',
      at: '2026-11-23T12:00:00.000Z',
      now: { is: 'nobody' },
      plan: {
        ...plan,
        lead: null,
        paging: { graceMinutes: 5, stepMinutes: 10 },
        overdue: {
          critical: { afterMinutes: 15, escalateTo: 'role:lead' },
          warning: { afterMinutes: 1_440, escalateTo: 'role:lead', inWorkingHours: true },
        },
      },
    });
    expect(answer.warnings).toEqual([
      expect.stringContaining('nobody is on Mon 17:00 to Mon 08:00'),
      'Ana Ruiz cannot be told: add a responder of that name',
      'there is no lead to tell when nobody answers: name one',
    ]);
    expect(await app.get(path)).toEqual(answer);
    expect((await app.audit()).at(-1)).toMatchObject({
      action: 'coverage.put',
      actor: 'person:Ana Ruiz',
      subjectId: 'heart-failure',
      detail: { version: 1 },
    });
  });

  test('200: none any more: nobody is told, and the version goes on', async () => {
    const { app } = await put(body);
    const cleared = await app.request(path, { method: 'PUT', body: { plan: null, version: 1 } });
    expect(cleared.status).toBe(200);
    const answer = await bodyAs<CoverageBody>(cleared);
    expect(answer).toMatchObject({ plan: null, version: 2, now: { is: 'nobody' }, by: 'Ana Ruiz' });
    expect(answer.warnings).toEqual(['there is no plan: nobody is told of what stays unacknowledged']);
    expect((await app.audit()).at(-1)).toMatchObject({ action: 'coverage.clear', detail: { version: 2 } });
    expect((await app.request(path, { method: 'PUT', body: { plan, version: 1 } })).status).toBe(409);
    expect((await app.request(path, { method: 'PUT', body: { plan, version: 2 } })).status).toBe(200);
  });

  test('409: of two changes of one version the second learns who was first, and nothing of it is kept', async () => {
    const { app } = await put(body, 'Bo Chen');
    for (const version of [0, 2]) {
      const again = await app.request(path, {
        method: 'PUT',
        body: { plan: { ...plan, shifts: [] }, version },
      });
      const problem = await expectProblem(again, { status: 409, code: 'conflict', field: 'version' });
      expect(problem.conflict).toEqual({ by: 'Bo Chen', at: '2026-11-23T12:00:00.000Z', state: 'version 1' });
    }
    expect((await app.get<CoverageBody>(path)).plan?.shifts).toHaveLength(1);
    expect((await app.request(path, { method: 'PUT', body: { plan, version: 1 } })).status).toBe(200);
  });

  test('404: a program that is not there', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/programs/none/coverage', { method: 'PUT', body });
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });

  test.each([
    ['no version', { plan }, 'version'],
    ['no time zone', { plan: { shifts: [shift] }, version: 0 }, 'plan.timeZone'],
    ['a time zone that is none', { plan: { timeZone: 'Boston' }, version: 0 }, 'plan.timeZone'],
    [
      'a shift of nobody',
      { plan: { ...plan, shifts: [{ ...shift, people: [] }] }, version: 0 },
      'plan.shifts.0.people',
    ],
    [
      'a shift on no day',
      { plan: { ...plan, shifts: [{ ...shift, days: [] }] }, version: 0 },
      'plan.shifts.0.days',
    ],
    [
      'a shift without length',
      { plan: { ...plan, shifts: [{ ...shift, to: '08:00' }] }, version: 0 },
      'plan.shifts.0.to',
    ],
    [
      'a time off the quarter hour',
      { plan: { ...plan, shifts: [{ ...shift, to: '17:10' }] }, version: 0 },
      'plan.shifts.0.to',
    ],
    [
      'the system on duty',
      { plan: { ...plan, shifts: [{ ...shift, people: ['System'] }] }, version: 0 },
      'plan.shifts.0.people.0',
    ],
    [
      'an exception that ends before it begins',
      {
        plan: {
          ...plan,
          exceptions: [{ from: '2026-12-25T08:00', to: '2026-12-24T08:00', people: ['Ana Ruiz'] }],
        },
        version: 0,
      },
      'plan.exceptions.0.to',
    ],
    [
      'unmonitored hours of which patients were told nothing',
      {
        plan: { ...plan, unmonitored: [{ days: ['sun'], from: '00:00', to: '24:00', told: ' ' }] },
        version: 0,
      },
      'plan.unmonitored.0.told',
    ],
    [
      'critical alerts that wait for working hours',
      { plan: { ...plan, overdue: { critical: { inWorkingHours: true } } }, version: 0 },
      'plan.overdue.critical.inWorkingHours',
    ],
    [
      'a role that is none',
      { plan: { ...plan, overdue: { urgent: { escalateTo: 'role:boss' } } }, version: 0 },
      'plan.overdue.urgent.escalateTo',
    ],
    ['a field that is none', { plan: { ...plan, holidays: [] }, version: 0 }, 'plan.holidays'],
  ])('400: %s', async (_, sent, field) => {
    const { app, response } = await put(sent);
    await expectProblem(response, { status: 400, code: 'bad-request', field });
    expect((await app.get<CoverageBody>(path)).version).toBe(0);
  });

  describeRefusals({ method: 'PUT', path, body });
  describeJsonRefusals({ method: 'PUT', path, body });
});
