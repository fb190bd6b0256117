import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { pruneHistory } from '../../src/risk/score-history.ts';
import { type PanelApp, panelApp } from './app.ts';

/** `[hours after the first, value, tier]` of a patient's admissions, oldest first. */
const history = async (app: PanelApp, n: number) => {
  const { reader, t } = app.running().store;
  const { id } = await app.patient(n);
  const rows = await reader.select().from(t.riskScoreHistory).orderBy(t.riskScoreHistory.at);
  const of = rows.filter(row => row.patientId === id && row.scoreId === 'admissions');
  return of.map(row => [(row.at - (of[0]?.at ?? 0)) / hourMs, row.value, row.tier]);
};

describe('the history of a score', () => {
  test('holds a row for each day on which the value changed, and none where it did not', async () => {
    const app = await panelApp(40);
    for (const n of [1, 2, 3, 4]) await app.admitTimes(n, 9);
    await app.rescore();
    await app.admitTimes(7, 1);
    await app.rescore(dayMs);
    await app.rescore(dayMs);
    await app.admitTimes(7, 1);
    await app.rescore(dayMs);
    // among forty who are all alike the first tier is anybody's
    expect((await history(app, 7)).map(([hours, value]) => [hours, value])).toEqual([
      [0, 0],
      [25, 1],
      [73, 2],
    ]);
  });

  test('of one day keeps the last change, and what moved the tier', async () => {
    const app = await panelApp(40);
    for (const n of [1, 2, 3, 4]) await app.admitTimes(n, 9);
    await app.rescore(dayMs);
    for (let i = 0; i < 3; i += 1) {
      await app.admitTimes(7, 1);
      await app.rescore();
    }
    expect((await history(app, 7)).map(([, value]) => value)).toEqual([0, 3]);
    await app.admitTimes(7, 5);
    await app.rescore();
    await app.admitTimes(7, 9);
    await app.rescore();
    await app.admitTimes(7, 1);
    await app.rescore();
    expect((await history(app, 7)).slice(-2).map(([, ...row]) => row)).toEqual([
      [17, 'highest'],
      [18, null],
    ]);
  });

  test('says when a score ceased to apply', async () => {
    const app = await panelApp(2);
    await app.admit(1, { daysAgo: 31, days: 2 });
    await app.rescore();
    await app.rescore(2 * dayMs);
    const { reader, t } = app.running().store;
    const rows = await reader.select().from(t.riskScoreHistory).orderBy(t.riskScoreHistory.at);
    const lace = rows.filter(row => row.scoreId === 'lace');
    expect(lace.map(row => [row.value === null, row.why])).toEqual([
      [false, null],
      [true, 'no discharge in the last 30 days'],
    ]);
  });

  test('is dropped after 400 days, but for what has held ever since', async () => {
    const app = await panelApp(2);
    await app.admitTimes(1, 1);
    await app.rescore(dayMs);
    const { store } = app.running();
    await pruneHistory(store, app.clock.now() + 500 * dayMs);
    expect((await history(app, 1)).map(([, value]) => value)).toEqual([1]);
    expect((await history(app, 2)).map(([, value]) => value)).toEqual([0]);
  });
});

test('scored again on the same data, no score and no rank is written', async () => {
  const app = await panelApp(20);
  await app.admitTimes(1, 3);
  await app.diagnose(2, 'I509');
  await app.rescore();
  const { reader, t } = app.running().store;
  const stored = () =>
    Promise.all([
      reader.select().from(t.riskScore).orderBy(t.riskScore.patientId, t.riskScore.scoreId),
      reader
        .select()
        .from(t.riskScoreHistory)
        .orderBy(t.riskScoreHistory.patientId, t.riskScoreHistory.scoreId),
      // a row that was written again would tell another instant
      reader.select().from(t.riskRank).orderBy(t.riskRank.patientId),
      reader.select().from(t.outbox).orderBy(t.outbox.id),
    ]);
  const before = await stored();
  await app.rescore();
  expect(await stored()).toEqual(before);
});
