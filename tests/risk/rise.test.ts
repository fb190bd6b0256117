import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { listRisk, riskQuery } from '../../src/risk/list.ts';
import { scorePanel } from '../../src/risk/score-panel.ts';
import type { RiskScorer } from '../../src/risk/scorer.ts';
import { admissions } from '../../src/risk/scores/admissions.ts';
import { panelApp } from './app.ts';
import { broken, model, of } from './models.ts';

/** Twenty patients ranked by a blend; P9 is the only one whom the model knows. */
const ranking = async () => {
  const app = await panelApp(20);
  const { store } = app.running();
  await app.rankBy('heart-failure', 'blend');
  await app.admitTimes(9, 1);
  const rank = async (scorers: readonly RiskScorer[], laterMs: number) => {
    await app.setTime(app.clock.now() + laterMs);
    await scorePanel(store, scorers, app.clock.now());
    const { items } = await listRisk(
      store,
      scorers,
      riskQuery.parse({ program: 'heart-failure' }),
      app.clock.now(),
    );
    return new Set(items.map(line => line.rise7d === null));
  };
  return { ...app, rank };
};

const notTold = new Set([true]);
const told = new Set([false]);
const readmission = model('readmission-30d', ({ encounters }) =>
  encounters.length > 0 ? of(1) : { applicable: false, why: 'no stay' },
);
const without = [broken('readmission-30d'), admissions];

describe('a rise in 7 days', () => {
  test('is not told in the week after a model was installed, and is from then on', async () => {
    const { rank } = await ranking();
    await rank(without, dayMs);
    expect(await rank([readmission, admissions], 8 * dayMs)).toEqual(notTold);
    expect(await rank([readmission, admissions], 6 * dayMs)).toEqual(notTold);
    expect(await rank([readmission, admissions], 2 * dayMs)).toEqual(told);
  });

  test.each([
    ['another version of the model', { ...readmission, modelVersion: '2.0.0' }],
    ['another way to compute it', { ...readmission, version: 2 }],
  ])('is not told in the week after %s came', async (_, changed) => {
    const { rank } = await ranking();
    await rank([readmission, admissions], dayMs);
    expect(await rank([readmission, admissions], 8 * dayMs)).toEqual(told);
    expect(await rank([changed, admissions], dayMs)).toEqual(notTold);
    expect(await rank([changed, admissions], 8 * dayMs)).toEqual(told);
  });

  test('is told over a time in which the model was gone, where it was there on both days', async () => {
    const { rank } = await ranking();
    await rank([readmission, admissions], dayMs);
    await rank(without, 3 * dayMs);
    expect(await rank([readmission, admissions], 5 * dayMs)).toEqual(told);
    expect(await rank([readmission, admissions], 2 * dayMs)).toEqual(notTold);
  });
});
