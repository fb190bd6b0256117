import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { listRisk, riskQuery } from '../../src/risk/list.ts';
import { scorePanel } from '../../src/risk/score-panel.ts';
import type { RiskScorer } from '../../src/risk/scorer.ts';
import { admissions } from '../../src/risk/scores/admissions.ts';
import { panelApp } from './app.ts';
import { broken, model, of } from './models.ts';

/** Of 20 patients P3 has three admissions and P5 two; the model sees who was discharged in the last 30 days. */
const modelled = async (scorers: readonly RiskScorer[]) => {
  const app = await panelApp(20);
  await app.admitTimes(3, 3);
  await app.admitTimes(5, 2);
  const score = async (laterMs = hourMs) => {
    await app.setTime(app.clock.now() + laterMs);
    const { store } = app.running();
    await scorePanel(store, scorers, app.clock.now());
    return listRisk(store, scorers, riskQuery.parse({ program: 'heart-failure' }), app.clock.now());
  };
  return { ...app, score };
};

const recent = model('readmission-30d', ({ encounters }, at) => {
  const [stay] = encounters.filter(e => e.dischargedAt !== null && at - e.dischargedAt < 30 * dayMs);
  return stay ? of(-1.5, { level: 'a short stay' }) : { applicable: false, why: 'no discharge of late' };
});

describe('a panel ranked by a blend', () => {
  test('tells each place as parts that add up, and names no probability', async () => {
    const app = await modelled([recent, admissions]);
    await app.rankBy('heart-failure', 'blend');
    await app.admit(9, { daysAgo: 5 });
    const { items, rankedBy, degraded } = await app.score();
    expect([rankedBy, degraded]).toEqual(['blend', null]);
    // P5 and P9 come to the same value: which of them is first, their random ids say
    const [first, ...next] = items.slice(0, 3).map(line => line.patient.siteId);
    expect([first, ...next.toSorted()]).toEqual(['P3', 'P5', 'P9']);
    const { score, others } = items.find(line => line.patient.siteId === 'P9') ?? {};
    expect(score).toMatchObject({ id: 'blend', unit: 'rank', max: 100, probability: null });
    expect(score?.top.map(p => p.id)).toEqual(['readmission-30d', 'admissions']);
    expect(score?.top.reduce((sum, p) => sum + p.points, 0)).toBe(score?.value);
    expect(others?.map(other => [other.id, other.value])).toEqual([
      ['readmission-30d', -1.5],
      ['admissions', 1],
    ]);
  });

  test('lets nobody into the cohort while no part speaks for anybody', async () => {
    const app = await panelApp(20);
    await app.rankBy('heart-failure', 'blend');
    await scorePanel(app.running().store, [recent, admissions], app.clock.now() + 1);
    expect(await app.cohort()).toEqual([]);
  });
});

describe('a model that could not be loaded', () => {
  test('leaves the panel ranked by admissions, and the list says why', async () => {
    const app = await modelled([broken('readmission-30d'), admissions]);
    await app.rankBy('heart-failure', 'readmission-30d');
    const { items, rankedBy, degraded } = await app.score();
    expect(rankedBy).toBe('readmission-30d');
    expect(degraded).toBe(
      'Readmission within 30 days is unavailable (its files are not there): ranked by admissions instead, and the cohort stays as it is',
    );
    expect(items[0]).toMatchObject({ patient: { siteId: 'P3' }, score: { id: 'admissions', value: 3 } });
    expect(items[0]?.others[0]).toMatchObject({
      id: 'readmission-30d',
      applicable: false,
      why: 'score unavailable: its files are not there',
    });
  });
});

describe('deterioration', () => {
  const worse = model('deterioration', (_, at) => of(at % 2 === 0 ? 0.5 : 0.5));

  test('in shadow is shown, and ranks nobody, whatever the program chose', async () => {
    const app = await modelled([worse, admissions]);
    await app.rankBy('heart-failure', 'deterioration');
    const { items, degraded } = await app.score();
    expect(degraded).toContain('Deterioration is in shadow');
    expect(items[0]?.score.id).toBe('admissions');
    expect(items[0]?.others[0]).toMatchObject({ id: 'deterioration', shadow: true, value: 0.5 });
  });

  test('switched on ranks, and is in shadow no longer', async () => {
    const app = await modelled([worse, admissions]);
    await app.rankBy('heart-failure', 'deterioration');
    const deterioration = { onSince: 0, by: 'Ana Ruiz', why: 'a demo', modelVersion: '1.0.0' };
    await app.settings('heart-failure', { deterioration });
    const { items, degraded } = await app.score();
    expect(degraded).toBeNull();
    expect(items[0]?.score).toMatchObject({ id: 'deterioration', shadow: false });
  });
});

test('a probability is told where the very version was recalibrated', async () => {
  const app = await modelled([recent, admissions]);
  await app.admit(9, { daysAgo: 5 });
  await app.rankBy('heart-failure', 'readmission-30d');
  const { db, t, write } = app.running().store;
  const row = { modelId: 'readmission-30d', slope: 2, intercept: 3, events: 200, n: 900 } as const;
  const told = { programId: null, reliability: {}, by: 'Ana Ruiz', at: 0 };
  await write(() =>
    db.insert(t.modelCalibration).values({ id: 'c', modelVersion: '1.0.0', ...row, ...told }),
  );
  expect((await app.score()).items[0]?.score).toMatchObject({ value: -1.5, probability: 0.5 });
  await write(() =>
    db.update(t.modelCalibration).set({ modelVersion: '0.9.0' }).where(eq(t.modelCalibration.id, 'c')),
  );
  expect((await app.score()).items[0]?.score.probability).toBeNull();
});

test('who rose most in 7 days comes first among the rising, and who fell is not among them', async () => {
  const app = await modelled([admissions]);
  const rising = () =>
    listRisk(
      app.running().store,
      [admissions],
      riskQuery.parse({ program: 'heart-failure', order: 'rising' }),
      app.clock.now(),
    );
  await app.score();
  expect((await rising()).items).toEqual([]);
  await app.admitTimes(9, 1);
  await app.admitTimes(12, 4);
  await app.score(8 * dayMs);
  const { items, total } = await rising();
  expect(items.map(line => [line.patient.siteId, Math.round(line.rise7d ?? 0)])).toEqual([
    ['P12', 95],
    ['P9', 80],
  ]);
  expect(total).toBe(2);
  await app.score(8 * dayMs);
  expect((await rising()).items).toEqual([]);
});
