import { describe, expect, test } from 'vitest';
import type {
  AlertLoadBody,
  CaseloadBody,
  DeviceHealthBody,
  ReassignedBody,
  ResponseTimesBody,
  RiskMovementBody,
} from '../../src/contract/reports.ts';
import { dayMs, minuteMs } from '../../src/domain/local-day.ts';
import { readAlertLoad } from '../../src/reports/alert-load.ts';
import { readCaseload } from '../../src/reports/caseload.ts';
import { readDeviceHealth } from '../../src/reports/device-health.ts';
import { reassign } from '../../src/reports/reassign.ts';
import { readResponseTimes } from '../../src/reports/response-times.ts';
import { readRiskMovement } from '../../src/reports/risk-movement.ts';
import { panelApp } from '../risk/app.ts';
import { bodyAs, expectProblem, only, type TestApp, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const reports = '/api/v1/reports';
const ours = '?program=heart-failure';

/** Patients P1…P3 run low, a minute after one another. */
const threeLow = async () => {
  const app = await testApp({ patients: 3 });
  for (const n of [1, 2, 3]) await app.pressure(n, 75);
  return app;
};
const acknowledge = async (app: TestApp, n: number, actor = 'Ana Ruiz') => {
  const { id, version } = await app.openItem(n);
  return app.act(id, 'acknowledge', { version }, actor);
};

describe('GET /reports/alert-load', () => {
  const load = async (app: TestApp, query = ours) =>
    only((await app.get<AlertLoadBody>(`${reports}/alert-load${query}`)).programs);

  test('200: lines and alerts per patient and week, by rule; no share of so few closures', async () => {
    const app = await threeLow();
    await app.close(await app.openItem(1));
    await app.setTime(app.clock.now() + 7 * dayMs);
    const body = await load(app);
    expect(body).toMatchObject({ items: 3, alerts: 3, spoke: 3, ppv: null, coded: 1, patientWeeks: 3 });
    expect(body.itemsPerPatientWeek).toBeCloseTo(1, 2);
    // measured at 07:01 to 07:03 in New York
    expect(body.overnightShare).toBe(0);
    expect(body.rules).toMatchObject([{ id: 'bp-low', title: 'Low blood pressure', alerts: 3, coded: 1 }]);
  });

  test('200: what fired before or after the span counts not', async () => {
    const app = await threeLow();
    const fired = app.clock.now();
    await app.setTime(fired + 10 * dayMs);
    const at = (ms: number) => new Date(ms).toISOString();
    expect(await load(app, `${ours}&from=${at(fired + dayMs)}`)).toMatchObject({ items: 0, alerts: 0 });
    expect(await load(app, `${ours}&from=${at(fired - dayMs)}&to=${at(fired)}`)).toMatchObject({
      ...{ items: 2, alerts: 2 },
    });
  });
});

describe('GET /reports/response-times', () => {
  test('200: the first that took it up counts; a close without it counts as both; what waits is overdue', async () => {
    const app = await threeLow();
    const opened = app.clock.now();
    app.clock.set(opened + 28 * minuteMs);
    await acknowledge(app, 1);
    app.clock.set(opened + 58 * minuteMs);
    await app.close(await app.openItem(2));
    app.clock.set(opened + 3 * 60 * minuteMs);
    const { programs } = await app.get<ResponseTimesBody>(`${reports}/response-times${ours}`);
    const { bySeverity, ...all } = only(programs);
    expect(all).toMatchObject({
      ...{ items: 3, acknowledged: 2, closed: 1, overdueNow: 1, wentByThemselves: 0 },
      acknowledgeMinutes: { p50: 30, p90: 59 },
      closeMinutes: { p50: 59, p90: 59 },
      withinSla: 0.6667,
    });
    expect(bySeverity.map(s => [s.severity, s.items])).toEqual([
      ...[
        ['critical', 0],
        ['urgent', 3],
        ['warning', 0],
        ['info', 0],
      ],
    ]);
  });
});

describe('GET /reports/caseload', () => {
  test('200: by person, weighted, what is nobody’s on top; who is on the plan stands in it with nothing', async () => {
    const app = await threeLow();
    await acknowledge(app, 1);
    await acknowledge(app, 2, 'Bo Chen');
    const plan = {
      timeZone: 'America/New_York',
      shifts: [
        { days: ['mon'], from: '08:00', to: '17:00', people: ['Ana Ruiz'] },
        { days: ['tue'], from: '08:00', to: '17:00', people: ['Cy Diaz'] },
      ],
    };
    await app.request('/api/v1/programs/heart-failure/coverage', {
      method: 'PUT',
      body: { plan, version: 0 },
    });
    const { people, weights } = await app.get<CaseloadBody>(`${reports}/caseload${ours}`);
    expect(weights).toMatchObject({ critical: 8, urgent: 4, warning: 2, info: 1 });
    // one of the three is in the highest tier, by a tie; what she has weighs more
    const [nobodys, ...named] = people;
    const byName = named.toSorted((a, b) => (a.person ?? '').localeCompare(b.person ?? ''));
    expect([nobodys, ...byName].map(p => [p?.person, p?.items, p?.absentToday])).toEqual([
      [null, 1, null],
      ['Ana Ruiz', 1, false],
      ['Bo Chen', 1, null],
      ['Cy Diaz', 0, true],
    ]);
    expect(byName[0]).toMatchObject({ bySeverity: { urgent: 1 }, overdue: 0 });
    const weight = named.map(p => p.workload);
    expect(weight).toEqual(weight.toSorted((a, b) => b - a));
  });
});

describe('POST /worklist/reassign', () => {
  const path = '/api/v1/worklist/reassign';
  const owners = async (app: TestApp) => Promise.all([1, 2, 3].map(async n => (await app.openItem(n)).owner));
  const move = async (app: TestApp, body: unknown): Promise<ReassignedBody> => {
    const response = await app.post(path, body, { actor: 'Lea Orr' });
    expect(response.status, await response.clone().text()).toBe(200);
    return bodyAs<ReassignedBody>(response);
  };

  test('200: all of a person’s, each a deed of its own in the lead’s name', async () => {
    const app = await threeLow();
    for (const n of [1, 2]) await acknowledge(app, n);
    const { moved, refused, left } = await move(app, { from: 'Ana Ruiz', to: 'Bo Chen' });
    expect([moved.length, refused, left]).toEqual([2, [], 0]);
    expect(await owners(app)).toEqual(['Bo Chen', 'Bo Chen', null]);
    const deeds = await app.running().store.reader.select().from(app.running().store.t.deed);
    expect(deeds.filter(d => d.verb === 'assign').map(d => d.by)).toEqual(['Lea Orr', 'Lea Orr']);
    const audited = (await app.audit()).filter(a => a.action === 'worklist-item.assign');
    expect(audited.map(a => [a.actor, a.detail.from, a.detail.to])).toEqual([
      ['person:Lea Orr', 'Ana Ruiz', 'Bo Chen'],
      ['person:Lea Orr', 'Ana Ruiz', 'Bo Chen'],
    ]);
  });

  test('200: so many: those that nobody took up first; the rest is told', async () => {
    const app = await threeLow();
    await acknowledge(app, 1);
    for (const n of [2, 3]) {
      const { id, version } = await app.openItem(n);
      await app.act(id, 'assign', { to: 'Ana Ruiz', version });
    }
    const { moved, left } = await move(app, { from: 'Ana Ruiz', to: null, count: 2 });
    expect([moved.length, left]).toEqual([2, 1]);
    expect(await owners(app)).toEqual(['Ana Ruiz', null, null]);
  });

  test('200: named ones; what is not that person’s is refused by name, and the others move', async () => {
    const app = await threeLow();
    await acknowledge(app, 1);
    await acknowledge(app, 2, 'Bo Chen');
    const closed = await app.close(await app.openItem(3));
    const [first, second] = await Promise.all([app.openItem(1), app.openItem(2)]);
    const itemIds = [first.id, second.id, closed.id, 'wli_none'];
    const { moved, refused } = await move(app, { from: 'Ana Ruiz', to: 'Cy Diaz', itemIds });
    expect(moved).toEqual([first.id]);
    expect(refused).toEqual([
      { itemId: second.id, why: 'it is Bo Chen’s, not Ana Ruiz’s' },
      { itemId: closed.id, why: 'Ana Ruiz closed it' },
      { itemId: 'wli_none', why: 'there is no such item' },
    ]);
  });

  test.each([
    ['both items and a count', { itemIds: ['wli_1'], count: 1 }, 'count'],
    ['the same person', { to: 'Ana Ruiz' }, 'to'],
    ['a name of nothing', { to: ' ' }, 'to'],
    ['more than 200', { count: 201 }, 'count'],
  ])('400: %s', async (_, over, field) => {
    const app = await testApp({ patients: 0 });
    const answer = await app.post(path, { from: 'Ana Ruiz', to: 'Bo Chen', ...over });
    await expectProblem(answer, { status: 400, code: 'bad-request', field });
  });

  describeRefusals({ method: 'POST', path, body: { from: null, to: 'Bo Chen' } });
  describeJsonRefusals({ method: 'POST', path, body: { from: null, to: 'Bo Chen' } });
});

describe('GET /reports/device-health', () => {
  const health = (app: TestApp) => app.get<DeviceHealthBody>(`${reports}/device-health${ours}`);

  test('200: devices that fell silent, with a battery or clock that ails, and what was rejected', async () => {
    const app = await testApp({ patients: 1 });
    await app.send('cuff-1', 'blood-pressure', {
      measuredAt: '2028-01-01T00:00:00Z',
      systolic: 121,
      diastolic: 80,
      unit: 'mm[Hg]',
    });
    await app.send('scale-1', 'status', { batteryPercent: 9 }).catch(() => null);
    const junk = { topic: 'vigil/v1/cuff-1/blood-pressure', payload: { half: 1 } };
    await app.post('/api/v1/ingest/native', junk);
    app.clock.set(app.clock.now() + minuteMs);
    const body = await health(app);
    const program = only(body.programs);
    expect(program.held).toBe(4);
    expect(program.clockWrong.devices.map(d => d.deviceId)).toEqual(['cuff-1']);
    expect(body.rejected.map(r => [r.day, r.messages, r.waiting])).toEqual([['2026-11-23', 1, 1]]);
    expect(program.silent.count).toBe(0);
    await app.setTime(app.clock.now() + 90 * dayMs);
    expect(only((await health(app)).programs).silent.count).toBe(4);
  });
});

describe('GET /reports/risk-movement', () => {
  test('200: who came into the cohort with the rank then and now; the two upper tiers by rank', async () => {
    const app = await panelApp(20);
    await app.admitTimes(3, 4);
    await app.admitTimes(5, 2);
    await app.rescore();
    const body = await app.get<RiskMovementBody>(`${reports}/risk-movement${ours}`);
    expect(body.entered.map(e => [e.patient.siteId, e.rankThen, e.rankNow, e.stillIn])).toEqual([
      ['P3', 1, 1, true],
    ]);
    expect(body.left).toEqual([]);
    expect(body.ranked).toBe(20);
    expect(body.top.map(line => [line.patient.siteId, line.rank, line.tier])).toEqual([
      ['P3', 1, 'highest'],
      ['P5', 2, 'high'],
    ]);
  });

  test('400: no program', async () => {
    const app = await testApp({ patients: 0 });
    const answer = await app.request(`${reports}/risk-movement`);
    await expectProblem(answer, { status: 400, code: 'bad-request', field: 'program' });
  });
});

describe('every report', () => {
  const spans = ['alert-load', 'response-times', 'device-health'];
  test.each([...spans, 'caseload', 'risk-movement'])('404: %s of a program that is not there', async name => {
    const app = await testApp({ patients: 0 });
    const answer = await app.request(`${reports}/${name}?program=nobody`);
    await expectProblem(answer, { status: 404, code: 'not-found', field: 'program' });
  });

  test.each(spans)('400: %s of more than 92 days', async name => {
    const app = await testApp({ patients: 0 });
    const answer = await app.request(`${reports}/${name}?from=2026-08-01T00:00:00Z`);
    await expectProblem(answer, { status: 400, code: 'bad-request', field: 'from' });
  });

  test('shows only programs within reach', async () => {
    const app = await threeLow();
    const { store, directory } = app.running();
    const now = app.clock.now();
    const others = ['diabetes'];
    const seen = [
      (await readAlertLoad(store, {}, others, now)).programs,
      (await readResponseTimes(store, {}, others, now)).programs,
      (await readDeviceHealth(store, directory, {}, others, now)).programs,
    ];
    for (const programs of seen) expect(programs.map(p => p.program)).toEqual(others);
    expect((await readCaseload(store, {}, others, now)).people).toMatchObject([{ person: null, items: 0 }]);
    const asked = readRiskMovement(store, { program: 'heart-failure' }, others, now);
    await expect(asked).rejects.toMatchObject({ code: 'not-found' });
    const actor = { type: 'person', name: 'Lea Orr' } as const;
    const { id } = await app.openItem(1);
    const input = { from: null, to: 'Bo Chen', itemIds: [id] };
    const { moved, refused } = await reassign({ store, actor, at: now }, input, others);
    expect([moved, refused]).toEqual([[], [{ itemId: id, why: 'there is no such item' }]]);
  });
});
