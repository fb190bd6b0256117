import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { iso, only } from '../api/app.ts';
import { type PanelApp, panelApp } from './app.ts';

/** P7 has three admissions, and so is the one who enters. */
const entered = async (): Promise<PanelApp> => {
  const app = await panelApp();
  await app.admitTimes(7, 3);
  await app.rescore();
  return app;
};

/** Others overtake P7, who falls to the third rank of 20: beyond 10 %. */
const overtake = async (app: PanelApp): Promise<void> => {
  await app.admitTimes(8, 5);
  await app.admitTimes(9, 6);
};

describe('entering the cohort', () => {
  test('raises one alert on the clinical lane, for information, that says why and on what', async () => {
    const app = await entered();
    const item = await app.openItem(7);
    expect(item).toMatchObject({ lane: 'clinical', severity: 'info', confirmed: true, resolved: false });
    expect(only(item.alerts)).toMatchObject({
      ruleId: 'risk-cohort',
      ruleTitle: 'Entered the highest-risk cohort',
      concern: 'risk',
      severity: 'info',
      state: 'firing',
      because: '3 admissions in the last year: rank 1 of 20 in Heart failure, among the highest 5 %',
      evidence: {
        readings: [],
        limits: { value: 3, rank: 1, outOf: 20, enterWithin: 1, leaveBeyond: 2 },
      },
      needsReview: true,
    });
    expect(item.risk).toMatchObject({
      tier: 'highest',
      rank: 1,
      outOf: 20,
      scoreId: 'admissions',
      value: 3,
      stale: null,
    });
    expect(await app.cohort()).toEqual([7]);
  });

  test('is told once: ranking again raises and changes nothing', async () => {
    const app = await entered();
    const before = await app.openItem(7);
    for (let i = 0; i < 3; i += 1) await app.rescore(dayMs);
    expect(await app.openItem(7)).toMatchObject({ id: before.id, version: before.version });
    expect(await app.riskAlerts(7)).toHaveLength(1);
  });

  test('survives a restart: nobody enters twice', async () => {
    const app = await entered();
    await app.restart();
    const { risk, store } = app.running();
    await risk.rescore();
    expect(await app.riskAlerts(7)).toHaveLength(1);
    expect(await store.reader.select().from(store.t.cohort)).toHaveLength(1);
  });

  test('takes nobody while nobody has a value above 0: no stays imported, no alerts', async () => {
    const app = await panelApp();
    await app.rescore();
    expect(await app.cohort()).toEqual([]);
    expect(await app.worklist()).toMatchObject({ total: 0 });
  });

  test('joins the open item, and never stands above what a reading told', async () => {
    const app = await panelApp();
    await app.pressure(7, 85);
    const before = await app.openItem(7);
    await app.admitTimes(7, 3);
    await app.rescore();
    const item = await app.openItem(7);
    expect(item.id).toBe(before.id);
    expect(item.severity).toBe('warning');
    expect(item.alerts.map(a => a.ruleId)).toEqual(['bp-low', 'risk-cohort']);
  });
});

describe('staying in the cohort', () => {
  test('goes on up to 10 %, and the alert says so', async () => {
    const app = await entered();
    await app.admitTimes(8, 5);
    await app.rescore();
    expect((await app.cohort()).toSorted()).toEqual([7, 8]);
    expect(only(await app.riskAlerts(7))).toMatchObject({
      state: 'firing',
      because: '3 admissions in the last year: rank 2 of 20 in Heart failure, still among the highest 10 %',
    });
  });

  test('a rank that moves between 5 and 10 % brings nobody in who was not', async () => {
    const app = await entered();
    await app.admitTimes(8, 2);
    await app.rescore();
    expect(await app.cohort()).toEqual([7]);
    expect(await app.riskAlerts(8)).toEqual([]);
  });
});

describe('a program that cuts by its capacity', () => {
  test('takes the first so many into the cohort, and says so', async () => {
    const app = await panelApp();
    for (const n of [1, 2, 3, 4]) await app.admitTimes(n, n);
    await app.settings('heart-failure', { capacity: 3 });
    await app.rescore();
    expect((await app.ranks()).slice(0, 4)).toEqual([
      [4, 1, 'highest'],
      [3, 2, 'highest'],
      [2, 3, 'highest'],
      [1, 4, 'high'],
    ]);
    expect((await app.cohort()).toSorted()).toEqual([2, 3, 4]);
    expect(only(await app.riskAlerts(2)).because).toBe(
      '2 admissions in the last year: rank 3 of 20 in Heart failure, among the first 3',
    );
  });
});

describe('leaving the cohort', () => {
  test('beyond 10 % ends the alert, and an item that nobody took up closes', async () => {
    const app = await entered();
    await overtake(app);
    await app.rescore();
    expect(await app.cohort()).toEqual([9]);
    expect(only(await app.riskAlerts(7))).toMatchObject({ state: 'ended', endReason: 'cleared' });
    expect(await app.hasItem(7)).toBe(false);
  });

  test('when the score falls to 0', async () => {
    const app = await entered();
    await app.discharge(7);
    await app.rescore();
    expect(await app.cohort()).toEqual([]);
    expect(only(await app.riskAlerts(7)).state).toBe('ended');
  });

  test('when the patient is watched no longer', async () => {
    const app = await entered();
    await app.setStatus(7, 'ended');
    await app.rescore();
    expect(await app.cohort()).toEqual([]);
    expect(only(await app.riskAlerts(7)).state).toBe('ended');
    expect((await app.ranks()).map(([n]) => n)).not.toContain(7);
  });

  test('when the score that ranks applies no longer', async () => {
    const app = await panelApp();
    await app.admit(7, { daysAgo: 20, days: 15 });
    await app.rankBy('heart-failure', 'lace');
    await app.rescore();
    expect(only(await app.riskAlerts(7)).because).toBe(
      'LACE 10 of 19: rank 1 of 1 in Heart failure, among the highest 5 %; most by length of stay: 15 days (+7)',
    );
    await app.rescore(26 * dayMs);
    expect(await app.cohort()).toEqual([]);
    expect(only(await app.riskAlerts(7)).state).toBe('ended');
  });

  test('and entering another on changing programs: two memberships, one after the other', async () => {
    const app = await entered();
    await app.move(7, 'diabetes');
    await app.rescore();
    const { reader, t } = app.running().store;
    const rows = await reader.select().from(t.cohort).orderBy(t.cohort.enteredAt);
    expect(rows.map(row => [row.programId, row.leftAt === null])).toEqual([
      ['heart-failure', false],
      ['diabetes', true],
    ]);
    const [now, before] = await app.riskAlerts(7);
    expect(before).toMatchObject({ state: 'ended' });
    expect(now).toMatchObject({ state: 'firing', previousAlertId: before?.id });
    expect(now?.because).toContain('rank 1 of 1 in Diabetes');
    expect((await app.openItem(7)).patient.programId).toBe('diabetes');
  });
});

describe('a risk alert is reviewed as any other', () => {
  test('acknowledged and closed with acceptance it stays away, however often the panel is ranked', async () => {
    const app = await entered();
    const item = await app.openItem(7);
    await app.act(item.id, 'acknowledge');
    await app.close(await app.item(item.id));
    expect(only(await app.riskAlerts(7))).toMatchObject({
      state: 'firing',
      needsReview: false,
      review: { acceptedUntil: iso(app.clock.now() + 14 * dayMs) },
    });
    for (let day = 0; day < 13; day += 1) await app.rescore(dayMs);
    expect(await app.hasItem(7)).toBe(false);
  });

  test('it comes back when the patient has left and enters again', async () => {
    const app = await entered();
    const first = await app.openItem(7);
    await app.close(first);
    await overtake(app);
    await app.rescore();
    expect(await app.hasItem(7)).toBe(false);
    await app.setTime(app.clock.now() + 31 * dayMs);
    await app.discharge(8);
    await app.discharge(9);
    await app.rescore();
    const again = await app.openItem(7);
    expect(again.id).not.toBe(first.id);
    expect(only(again.alerts)).toMatchObject({
      ruleId: 'risk-cohort',
      previousAlertId: only(first.alerts).id,
      needsReview: true,
    });
  });

  test('who enters again sooner than the program asks for is told of when the days are over', async () => {
    const app = await entered();
    await app.close(await app.openItem(7));
    await overtake(app);
    await app.rescore();
    await app.discharge(8);
    await app.discharge(9);
    await app.rescore(4 * dayMs);
    expect(await app.cohort()).toEqual([7]);
    expect(await app.hasItem(7)).toBe(false);
    await app.rescore(25 * dayMs);
    expect(await app.hasItem(7)).toBe(false);
    await app.rescore(2 * dayMs);
    expect(only((await app.openItem(7)).alerts)).toMatchObject({ ruleId: 'risk-cohort', state: 'firing' });
    expect(await app.riskAlerts(7)).toHaveLength(2);
  });

  test('who is still in the cohort when the acceptance runs out is shown again', async () => {
    const app = await entered();
    await app.close(await app.openItem(7), { acceptUntil: iso(app.clock.now() + 2 * dayMs) });
    await app.setTime(app.clock.now() + 2 * dayMs);
    expect(only((await app.openItem(7)).alerts).ruleId).toBe('risk-cohort');
  });

  test('readings judged meanwhile leave it as it is', async () => {
    const app = await entered();
    for (const systolic of [120, 85, 120, 121, 122]) await app.pressure(7, systolic);
    expect(only(await app.riskAlerts(7))).toMatchObject({ state: 'firing' });
    expect(only((await app.openItem(7)).alerts.filter(a => a.state === 'firing')).ruleId).toBe('risk-cohort');
  });
});
