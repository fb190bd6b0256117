import { describe, expect, test } from 'vitest';
import type { PatientRiskBody, RiskLineBody, RiskListBody } from '../../src/contract/risk.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { panelApp } from '../risk/app.ts';
import { expectProblem, iso, testApp, walk } from './app.ts';

const path = '/api/v1/risk?program=heart-failure';
const list = (app: Awaited<ReturnType<typeof panelApp>>, query = '') => app.get<RiskListBody>(path + query);

/** P1…P20 of heart failure: P3 was admitted 4 times, P5 twice, P8 once. */
const ranked = async () => {
  const app = await panelApp(20);
  await app.admitTimes(3, 4);
  await app.admitTimes(5, 2);
  await app.admitTimes(8, 1);
  await app.diagnose(3, 'I509');
  await app.rescore();
  return app;
};

describe('GET /risk', () => {
  test('200: a panel by risk, highest first, each score with the parts that say most of it, and no others', async () => {
    const app = await ranked();
    const { items, next, ...figures } = await list(app);
    expect(figures).toEqual({
      program: 'heart-failure',
      rankedBy: 'admissions',
      degraded: null,
      total: 20,
      ranked: 20,
      notApplicable: 0,
      inCohort: 1,
      rankedAt: iso(app.clock.now()),
    });
    expect(next).toBeNull();
    expect(items.map(line => line.rank)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(items.slice(0, 3).map(line => [line.patient.siteId, line.tier, line.score.value])).toEqual([
      ['P3', 'highest', 4],
      ['P5', 'high', 2],
      ['P8', 'rest', 1],
    ]);
    const [first] = items;
    expect(first?.score).toMatchObject({
      top: [{ points: 1 }, { points: 1 }, { points: 1 }, { points: 1 }],
      counts: { raising: 4, lowering: 0, notKnown: 0 },
    });
    for (const { score, others } of items)
      for (const told of [score, ...others])
        for (const left of ['parts', 'missing', 'source']) expect(told).not.toHaveProperty(left);
  });

  test('200: of many parts a line tells five, and how many there are; the patient has them all', async () => {
    const app = await panelApp(2);
    await app.admitTimes(1, 8);
    await app.rescore();
    const [first] = (await list(app)).items;
    expect([first?.score.top.length, first?.score.counts.raising]).toEqual([5, 8]);
    const { scores } = await app.get<PatientRiskBody>('/api/v1/patients/P1/risk');
    expect(scores.find(score => score.id === 'admissions')?.parts.length).toBe(8);
  });

  test('200: a line names cohort, open item, how the score is to be read, and the other scores', async () => {
    const app = await ranked();
    const [first, second] = (await list(app)).items;
    expect(first).toMatchObject({
      outOf: 20,
      percentile: 95,
      rise7d: null,
      stale: null,
      cohortSince: iso(app.clock.now()),
      openItemId: (await app.openItem(3)).id,
      score: {
        id: 'admissions',
        title: 'Admissions in the last year',
        applicable: true,
        why: null,
        max: null,
        high: 2,
        scoredAt: iso(app.clock.now()),
      },
    });
    // models apply to nobody here: there are none
    expect(first?.others.filter(other => other.unit === 'points')).toMatchObject([
      { id: 'lace', applicable: false, value: null, why: 'no discharge in the last 30 days', top: [] },
      { id: 'hospital', applicable: false, value: null, atMost: null, top: [] },
      { id: 'charlson', value: 2, atMost: 2, max: 24, top: [{ label: 'Heart failure', points: 2 }] },
    ]);
    expect(second).toMatchObject({ cohortSince: null, openItemId: null });
  });

  test('200: filtered by tier and by cohort, with a total of what matches', async () => {
    const app = await ranked();
    const of = async (query: string) => {
      const { items, total } = await list(app, query);
      return [items.map(line => line.patient.siteId), total];
    };
    expect(await of('&tier=highest')).toEqual([['P3'], 1]);
    expect(await of('&tier=high')).toEqual([['P5'], 1]);
    expect(await of('&cohort=true')).toEqual([['P3'], 1]);
    expect((await of('&cohort=false'))[1]).toBe(19);
    expect(await of('&tier=high&cohort=true')).toEqual([[], 0]);
  });

  test.each([1, 3, 7, 20])('200: pages of %i hold every patient exactly once, in order', async limit => {
    const app = await ranked();
    const items = await walk<RiskLineBody>(app, path, limit);
    expect(items.map(line => line.rank)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  test.each([1, 2, 100])('200: pages of %i hold the rising, the largest rise first', async limit => {
    const app = await panelApp(20);
    await app.rescore();
    for (const n of [4, 6, 9]) await app.admitTimes(n, n);
    await app.rescore(8 * dayMs);
    const items = await walk<RiskLineBody>(app, `${path}&order=rising`, limit);
    expect(items.map(line => [line.patient.siteId, line.rise7d])).toEqual([
      ['P9', 95],
      ['P6', 90],
      ['P4', 85],
    ]);
  });

  test('200: says that no stays were ever imported', async () => {
    const app = await panelApp(1);
    expect((await list(app)).items[0]?.stale).toBe('no stays or visits were ever imported');
  });

  test('200: says to how many the score does not apply; who is watched no longer is not one of them', async () => {
    const app = await panelApp(4);
    await app.rankBy('heart-failure', 'lace');
    await app.admit(1, { daysAgo: 5 });
    await app.setStatus(2, 'ended');
    await app.rescore();
    expect(await list(app)).toMatchObject({ rankedBy: 'lace', ranked: 1, notApplicable: 2, total: 1 });
  });

  test('200: a program without patients', async () => {
    const app = await testApp({ patients: 0 });
    expect(await app.get(path)).toMatchObject({
      items: [],
      total: 0,
      ranked: 0,
      inCohort: 0,
      rankedAt: null,
    });
  });

  test('200: follows soon when a program is ranked by another score', async () => {
    const app = await ranked();
    const { items } = await app.get<{ items: { id: string; limits: object; name: string }[] }>(
      '/api/v1/programs',
    );
    const { name, limits } = items.find(p => p.id === 'heart-failure') ?? {};
    const body = { name, limits, rankBy: 'charlson' };
    const response = await app.request('/api/v1/programs/heart-failure', { method: 'PUT', body });
    expect(response.status).toBe(200);
    await app.setTime(app.clock.now() + 1_000);
    const { rankedBy, items: lines } = await list(app);
    expect(rankedBy).toBe('charlson');
    expect(lines[0]).toMatchObject({ patient: { siteId: 'P3' }, score: { id: 'charlson', value: 2 } });
  });

  test('200: follows soon when stays and diagnoses are imported', async () => {
    const app = await panelApp(3);
    const csv = `patient,class,admittedAt,dischargedAt,emergent\nP2,inpatient,2026-10-01T08:00:00Z,2026-10-03T08:00:00Z,true\n`;
    await app.request('/api/v1/encounters', { method: 'POST', text: csv, type: 'text/csv' });
    await app.setTime(app.clock.now() + 1_000);
    expect((await list(app)).items[0]).toMatchObject({ patient: { siteId: 'P2' }, score: { value: 1 } });
  });

  test.each([
    ['', 'program'],
    ['?program=', 'program'],
    ['?program=heart-failure&tier=worst', 'tier'],
    ['?program=heart-failure&cohort=maybe', 'cohort'],
    ['?program=heart-failure&order=falling', 'order'],
    ['?program=heart-failure&limit=0', 'limit'],
    ['?program=heart-failure&limit=1001', 'limit'],
    ['?program=heart-failure&cursor=nonsense', 'cursor'],
  ])('400: %s is refused, naming the field %s', async (query, field) => {
    const app = await testApp({ patients: 0 });
    const response = await app.request(`/api/v1/risk${query}`);
    await expectProblem(response, { status: 400, code: 'bad-request', field });
  });

  test('400: a parameter that is misspelt is refused rather than ignored', async () => {
    const app = await testApp({ patients: 0 });
    expect((await app.request(`${path}&tiers=high`)).status).toBe(400);
  });

  test('404: a program that nobody made', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/risk?program=nowhere');
    await expectProblem(response, { status: 404, code: 'not-found', field: 'program' });
  });
});
