import { describe, expect, test } from 'vitest';
import type { WorklistBody } from '../../src/contract/worklist.ts';
import { listWorklist } from '../../src/worklist/list.ts';
import { worklistQuery } from '../../src/worklist/list-filter.ts';
import { putPatients, putRank } from '../worklist/rows.ts';
import { expectProblem, rosterHeader, rosterLine, testApp } from './app.ts';
import { person } from './sign-in.ts';

/** P2 is another program's from now on. */
const moved = `${rosterHeader}\n${rosterLine(2, 'cuff-2', 'blood-pressure').replace('heart-failure', 'diabetes')}\n`;

const path = '/api/v1/worklist';

describe('GET /worklist', () => {
  test('200: an empty worklist is an empty page with zero counts', async () => {
    const app = await testApp();
    const { items, next, total, bySeverity } = await app.worklist();
    expect({ items, next, total, bySeverity }).toEqual({
      items: [],
      next: null,
      total: 0,
      bySeverity: { info: 0, warning: 0, urgent: 0, critical: 0 },
    });
  });

  test('200: a line says whom to call, why and by when', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { items, total, bySeverity } = await app.worklist();
    expect({ total, bySeverity }).toEqual({
      total: 1,
      bySeverity: { info: 0, warning: 0, urgent: 1, critical: 0 },
    });
    expect(items).toMatchObject([
      {
        state: 'open',
        lane: 'clinical',
        severity: 'urgent',
        confirmed: true,
        resolved: false,
        slaDueAt: '2026-11-23T13:01:00.000Z',
        slaBucket: 'within-the-hour',
        openedAt: '2026-11-23T12:01:00.000Z',
        acknowledgedBy: null,
        patient: { siteId: 'P1' },
        alerts: [
          {
            ruleId: 'bp-low',
            because: 'systolic 75 mmHg; limit 80',
            needsReview: true,
          },
        ],
        why: {
          ruleTitle: 'Low blood pressure',
          value: { measure: 'systolic', value: 75, unit: 'mmHg', said: '75/60 mmHg' },
          limit: { what: 'very low below, systolic', value: 80, unit: 'mmHg' },
          readings: { agree: 1, of: 1 },
          measuredAt: '2026-11-23T12:01:00.000Z',
          arrivedAt: '2026-11-23T12:01:00.000Z',
          flags: [],
        },
        changed: null,
        sparkline: { kind: 'blood-pressure', measure: 'systolic', firstDay: '2026-11-10' },
        lastContact: null,
        nextTask: null,
        stay: null,
        transmittedDays: { days: 1, of: 16, within: 30 },
        minutes: { month: '2026-11', approvedSeconds: 0, waitingSeconds: 0 },
        awaitingProvider: null,
      },
    ]);
    expect(items[0]?.sparkline?.values.at(-1)).toBe(75);
    expect(items[0]).not.toHaveProperty('notes');
  });

  test('200: counts are of all pages, and follow the filter', async () => {
    const app = await testApp({ patients: 3 });
    for (const n of [1, 2]) await app.pressure(n, 75);
    await app.pressure(3, 85);
    expect(await app.worklist('?limit=1')).toMatchObject({ total: 3, bySeverity: { urgent: 2, warning: 1 } });
    expect(await app.worklist('?severity=warning')).toMatchObject({ total: 1, bySeverity: { urgent: 0 } });
  });

  test('200: the filters program, severity, lane and state each keep what they name', async () => {
    const app = await testApp({ patients: 3 });
    await app.pressure(1, 75);
    await app.pressure(2, 85);
    await app.weight(3, 500);
    await app.act((await app.openItem(1)).id, 'acknowledge');
    const sites = async (query: string) =>
      (await app.worklist(query)).items.map(i => i.patient.siteId).sort();
    expect(await sites('?program=heart-failure')).toEqual(['P1', 'P2', 'P3']);
    expect(await sites('?program=diabetes')).toEqual([]);
    expect(await sites('?severity=urgent')).toEqual(['P1']);
    expect(await sites('?lane=technical')).toEqual(['P3']);
    expect(await sites('?lane=clinical')).toEqual(['P1', 'P2']);
    expect(await sites('?state=acknowledged')).toEqual(['P1']);
    expect(await sites('?state=open')).toEqual(['P2', 'P3']);
  });

  test('200: the filters owner, awaiting and snoozed each keep what they name, and the counts with them', async () => {
    const app = await testApp({ patients: 4 });
    for (const n of [1, 2, 3, 4]) await app.pressure(n, 85);
    const act = async (n: number, verb: string, body: object) =>
      app.act((await app.openItem(n)).id, verb, body);
    await act(1, 'assign', { to: 'Bo Chen' });
    await act(2, 'await-provider', { what: 'x' });
    await act(3, 'snooze', { until: '2026-11-23T14:00:00Z' });
    const counted = async (query: string) => {
      const { items, total, snoozed } = await app.worklist(query);
      return [items.map(i => i.patient.siteId).sort(), total, snoozed];
    };
    expect(await counted('')).toEqual([['P1', 'P2', 'P4'], 3, 1]);
    expect(await counted('?owner=Bo%20Chen')).toEqual([['P1'], 1, 0]);
    expect(await counted('?owner=')).toEqual([['P2', 'P4'], 2, 1]);
    expect(await counted('?owner=Nobody')).toEqual([[], 0, 0]);
    expect(await counted('?awaiting=provider')).toEqual([['P2'], 1, 0]);
    expect(await counted('?snoozed=only')).toEqual([['P3'], 1, 1]);
    expect(await counted('?snoozed=shown')).toEqual([['P1', 'P2', 'P3', 'P4'], 4, 1]);
    expect(await counted('?snoozed=hidden&awaiting=provider&owner=')).toEqual([['P2'], 1, 0]);
  });

  test('200: the filters site, tag and tier each keep what they name, in every lane', async () => {
    const app = await testApp({ patients: 3 });
    for (const n of [1, 2]) await app.pressure(n, 85);
    await app.weight(3, 500);
    await putPatients(app, [
      { site: 'North', tags: ['frail', '50 %_off'] },
      { site: 'South', tags: ['frailty', 'say "so"'] },
      { site: 'North', tags: [] },
    ]);
    await putRank(app, 2, 'highest');
    const kept = async (filter: Record<string, string>) => {
      const { items, total, byLane, open } = await app.worklist(`?${new URLSearchParams(filter)}`);
      expect(total).toBe(items.length);
      return [items.map(i => i.patient.siteId).sort(), byLane.technical, open];
    };
    expect(await kept({ site: 'North' })).toEqual([['P1', 'P3'], 1, 3]);
    expect(await kept({ site: 'North', lane: 'clinical' })).toEqual([['P1'], 1, 3]);
    expect(await kept({ site: 'Nort' })).toEqual([[], 0, 3]);
    expect(await kept({ tag: 'frail' })).toEqual([['P1'], 0, 3]);
    expect(await kept({ tag: '50 %_off' })).toEqual([['P1'], 0, 3]);
    expect(await kept({ tag: '%' })).toEqual([[], 0, 3]);
    expect(await kept({ tag: 'say "so"' })).toEqual([['P2'], 0, 3]);
    expect(await kept({ tier: 'highest' })).toEqual([['P2'], 0, 3]);
    expect(await kept({ tier: 'rest' })).toEqual([[], 0, 3]);
    expect(await kept({ tier: 'highest', site: 'South', tag: 'frailty' })).toEqual([['P2'], 0, 3]);
  });

  test('200: @me is whoever asks', async () => {
    const app = await testApp();
    for (const n of [1, 2]) await app.pressure(n, 85);
    await app.act((await app.openItem(1)).id, 'assign', { to: 'Bo Chen' });
    const own = async (name: string) => {
      const response = await app.request(`${path}?owner=@me`, { headers: { 'vigil-actor': name } });
      return ((await response.json()) as WorklistBody).items.map(i => i.patient.siteId);
    };
    expect(await own('Bo%20Chen')).toEqual(['P1']);
    expect(await own('Ana%20Ruiz')).toEqual([]);
  });

  test('200: what waits for a provider too long can be asked for, and is counted also where it is snoozed', async () => {
    const app = await testApp({ patients: 3 });
    for (const n of [1, 2, 3]) await app.pressure(n, 85);
    for (const n of [1, 2]) await app.act((await app.openItem(n)).id, 'await-provider', { what: 'x' });
    const dueAt = '2026-11-23T13:00:00Z';
    await app.act((await app.openItem(2)).id, 'await-provider', { what: 'y', dueAt });
    await app.act((await app.openItem(2)).id, 'snooze', { until: '2026-11-24T12:00:00Z' });
    expect(await app.worklist()).toMatchObject({ total: 2, snoozed: 1, providerOverdue: 0 });
    await app.setTime(Date.parse(dueAt));
    expect(await app.worklist()).toMatchObject({ total: 2, snoozed: 1, providerOverdue: 1, open: 3 });
    const { items } = await app.worklist('?awaiting=overdue&snoozed=shown');
    expect(items).toMatchObject([
      {
        patient: { siteId: 'P2' },
        awaitingProvider: { overdue: true, for: 'y', kind: 'advice', provider: null },
      },
    ]);
  });

  test('200: a person sees the items of her programs, and nothing counts those of others', async () => {
    const app = await testApp({ patients: 2 });
    for (const n of [1, 2]) await app.pressure(n, 85);
    await app.post('/api/v1/roster', null, { text: moved, type: 'text/csv' });
    await app.idle();
    const call = await person(app, 'dia', ['case-manager'], { programs: ['diabetes'] });
    const of = async (query = '') => (await (await call(`/worklist${query}`)).json()) as WorklistBody;
    const { items, total, open, byLane, bySeverity } = await of();
    expect(items.map(i => i.patient.siteId)).toEqual(['P2']);
    expect({ total, open, clinical: byLane.clinical, warning: bySeverity.warning }).toEqual({
      total: 1,
      open: 1,
      clinical: 1,
      warning: 1,
    });
    const other = await app.openItem(1);
    for (const read of ['', '/history']) {
      const expected = { status: 404, code: 'not-found', field: 'id' };
      await expectProblem(await call(`/worklist/${other.id}${read}`), expected);
    }
    const none = await person(app, 'none', ['case-manager'], { programs: [] });
    expect(await (await none('/worklist')).json()).toMatchObject({ items: [], total: 0, open: 0 });
  });

  test('200: who sees only what awaits her sees the items of those patients, and nothing counts the others', async () => {
    const app = await testApp({ patients: 3 });
    for (const n of [1, 2, 3]) await app.pressure(n, 85);
    const ask = async (n: number, provider?: string) =>
      app.act((await app.openItem(n)).id, 'await-provider', { what: 'x', ...(provider && { provider }) });
    await ask(1, 'Dr Chen');
    await ask(2, 'Dr Okafor');
    await ask(3);
    const viewer = { programs: null, name: 'Dr Chen', onlyAwaiting: true };
    const { store } = app.running();
    const { items, open, total } = await listWorklist(
      store,
      worklistQuery.parse({}),
      viewer,
      app.clock.now(),
    );
    expect([items.map(i => i.patient.siteId).sort(), open, total]).toEqual([['P1', 'P3'], 2, 2]);
  });

  test('200: an answer is never kept by a cache', async () => {
    const app = await testApp();
    expect((await app.request(path)).headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    ['?limit=0', 'limit'],
    ['?limit=251', 'limit'],
    ['?limit=ten', 'limit'],
    ['?limit=1.5', 'limit'],
    ['?severity=dire', 'severity'],
    ['?lane=fast', 'lane'],
    ['?state=closed', 'state'],
    ['?tier=top', 'tier'],
    ['?site=', 'site'],
    ['?tag=', 'tag'],
    ['?awaiting=godot', 'awaiting'],
    ['?snoozed=yes', 'snoozed'],
    ['?cursor=nonsense', 'cursor'],
    ['?cursor=', 'cursor'],
  ])('400: %s is refused, naming the field %s', async (query, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`${path}${query}`), { status: 400, code: 'bad-request', field });
  });

  test('421: another host name is not served', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request(path, { headers: { host: 'vigil.example' } });
    await expectProblem(response, { status: 421, code: 'host-not-allowed', field: 'Host' });
  });
});
