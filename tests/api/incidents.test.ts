import { describe, expect, test } from 'vitest';
import { beginIncident, endIncident, goingOn } from '../../src/attendance/incident-rows.ts';
import type { IncidentBody } from '../../src/contract/incidents.ts';
import { bodyAs, expectProblem, iso, start, testApp, walk } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/incidents';

const withIncidents = async (...gateways: readonly string[]) => {
  const app = await testApp({ patients: 0 });
  const { store } = app.running();
  const detail = { deviceIds: ['d1', 'd2', 'd3'], patientIds: ['pat_1', 'pat_2'] };
  const ids: string[] = [];
  for (const [n, gateway] of gateways.entries()) {
    const facts = { startedAt: start + n, because: `gateway ${gateway} is silent`, detail };
    ids.push(await store.write(() => beginIncident(store, 'gateway-silent', gateway, facts, start)));
  }
  const end = (gateway: string) =>
    store.write(async () => {
      const row = await goingOn(store, 'gateway-silent', gateway);
      if (row) await endIncident(store, row, start);
    });
  const verb = (name: string, id = ids[0], body: unknown = {}, actor = 'Ana Ruiz') =>
    app.post(`${path}/${id}/${name}`, body, { actor });
  return { app, ids, end, verb };
};

describe('GET /incidents', () => {
  test('200: what goes on, the latest first, without a patient’s id', async () => {
    const { app, ids } = await withIncidents('gw-1', 'gw-2', 'gw-3');
    const items = await walk<IncidentBody>(app, path, 2);
    expect(items.map(item => item.id)).toEqual(ids.toReversed());
    expect(items.at(-1)).toEqual({
      id: ids[0],
      version: 1,
      kind: 'gateway-silent',
      subjectId: 'gw-1',
      state: 'open',
      because: 'gateway gw-1 is silent',
      startedAt: iso(start),
      endedAt: null,
      deviceCount: 3,
      patientCount: 2,
      acknowledgedBy: null,
      acknowledgedAt: null,
      closedBy: null,
      closedAt: null,
    });
    expect(JSON.stringify(items)).not.toContain('pat_');
  });

  test('200: closed ones only when asked for, and by kind', async () => {
    const { app, ids, end } = await withIncidents('gw-1', 'gw-2');
    await end('gw-1');
    const found = async (query: string) =>
      (await walk<IncidentBody>(app, `${path}${query}`, 10)).map(i => i.id);
    expect(await found('')).toEqual([ids[1]]);
    expect(await found('?state=closed')).toEqual([ids[0]]);
    expect(await found('?state=all')).toEqual([ids[1], ids[0]]);
    expect(await found('?kind=queue-unattended')).toEqual([]);
  });

  test('400: a state that is none', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`${path}?state=gone`), {
      status: 400,
      code: 'bad-request',
      field: 'state',
    });
  });
});

describe('POST /incidents/{id}/acknowledge', () => {
  test('200: it is taken up, audited', async () => {
    const { app, ids, verb } = await withIncidents('gw-1');
    expect(await bodyAs<IncidentBody>(await verb('acknowledge', ids[0], { version: 1 }))).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'Ana Ruiz',
      acknowledgedAt: iso(start),
      version: 2,
    });
    expect((await app.audit()).at(-1)).toMatchObject({
      action: 'incident.acknowledge',
      actor: 'person:Ana Ruiz',
      subjectId: ids[0],
    });
    expect((await app.outbox()).at(-1)).toMatchObject({ kind: 'incident.changed', subjectId: ids[0] });
  });

  test('409: the second learns who was first, and so does who saw an older version', async () => {
    const { ids, verb } = await withIncidents('gw-1', 'gw-2');
    await verb('acknowledge', ids[0], {}, 'Bo Chen');
    const problem = await expectProblem(await verb('acknowledge'), {
      status: 409,
      code: 'conflict',
      field: null,
    });
    expect(problem.conflict).toMatchObject({ by: 'Bo Chen', state: 'acknowledged' });
    const stale = await verb('acknowledge', ids[1], { version: 7 });
    await expectProblem(stale, { status: 409, code: 'conflict', field: null });
  });
});

describe('POST /incidents/{id}/close', () => {
  test('200: one that is over; somebody had taken it up, so it waited for a person', async () => {
    const { app, ids, end, verb } = await withIncidents('gw-1');
    await verb('acknowledge');
    await end('gw-1');
    expect(await walk<IncidentBody>(app, path, 10)).toMatchObject([
      { state: 'acknowledged', endedAt: iso(start) },
    ]);
    expect(await bodyAs<IncidentBody>(await verb('close'))).toMatchObject({
      state: 'closed',
      closedBy: 'Ana Ruiz',
    });
    expect((await app.audit()).at(-1)).toMatchObject({ action: 'incident.close', subjectId: ids[0] });
  });

  test('409: one that is closed, telling by whom', async () => {
    const { end, verb } = await withIncidents('gw-1');
    await end('gw-1');
    const problem = await expectProblem(await verb('close'), { status: 409, code: 'conflict', field: null });
    expect(problem.conflict).toMatchObject({ by: 'system', state: 'closed' });
  });

  test('422: one that goes on', async () => {
    const { app, verb } = await withIncidents('gw-1');
    await expectProblem(await verb('close'), { status: 422, code: 'not-allowed-now', field: 'id' });
    expect(await walk<IncidentBody>(app, path, 10)).toMatchObject([{ state: 'open' }]);
  });
});

describe.each(['acknowledge', 'close'])('POST /incidents/{id}/%s', name => {
  test('404: an incident that is not there', async () => {
    const { verb } = await withIncidents();
    await expectProblem(await verb(name, 'inc_none'), { status: 404, code: 'not-found', field: 'id' });
  });

  test('400: a field that is none', async () => {
    const { ids, verb } = await withIncidents('gw-1');
    const refused = { status: 400, code: 'bad-request', field: 'why' };
    await expectProblem(await verb(name, ids[0], { why: 'x' }), refused);
  });

  describeRefusals({ method: 'POST', path: `${path}/inc_none/${name}`, body: {} });
  describeJsonRefusals({ method: 'POST', path: `${path}/inc_none/${name}`, body: {} });
});
