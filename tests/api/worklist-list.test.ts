import { describe, expect, test } from 'vitest';
import { expectProblem, testApp } from './app.ts';

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
            evidence: { readings: [{ measuredAt: '2026-11-23T12:01:00.000Z' }] },
          },
        ],
      },
    ]);
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

  test('200: an answer is never kept by a cache', async () => {
    const app = await testApp();
    expect((await app.request(path)).headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    ['?limit=0', 'limit'],
    ['?limit=201', 'limit'],
    ['?limit=ten', 'limit'],
    ['?limit=1.5', 'limit'],
    ['?severity=dire', 'severity'],
    ['?lane=fast', 'lane'],
    ['?state=closed', 'state'],
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
