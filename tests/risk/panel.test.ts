import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { start } from '../api/app.ts';
import { putItems } from '../worklist/rows.ts';
import { panelApp } from './app.ts';

describe('scoring a panel', () => {
  test('keeps every score of every patient, also why one does not apply', async () => {
    const app = await panelApp(2);
    await app.admit(1, { daysAgo: 10, days: 5 });
    await app.diagnose(1, 'I509');
    await app.rescore();
    const { reader, t } = app.running().store;
    const { id } = await app.patient(1);
    const rows = await reader.select().from(t.riskScore).where(eq(t.riskScore.patientId, id));
    const scores = Object.fromEntries(rows.map(row => [row.scoreId, [row.value, row.why]]));
    expect(scores).toMatchObject({
      admissions: [1, null],
      lace: [9, null],
      hospital: [3, null],
      charlson: [2, null],
    });
    const other = await app.patient(2);
    const none = await reader.select().from(t.riskScore).where(eq(t.riskScore.patientId, other.id));
    expect(none.find(row => row.scoreId === 'lace')).toMatchObject({
      value: null,
      why: 'no discharge in the last 30 days',
      parts: [],
    });
  });

  test('parts add up to the value of every score', async () => {
    const app = await panelApp(3);
    await app.admit(1, { daysAgo: 10, days: 5 }, { daysAgo: 50 });
    await app.diagnose(1, 'I509', 'E119', 'E1122', 'N184');
    await app.diagnose(2, 'C787', 'C509');
    await app.rescore();
    const { reader, t } = app.running().store;
    for (const { value, parts } of await reader.select().from(t.riskScore)) {
      expect(parts.reduce((sum, part) => sum + part.points, 0)).toBe(value ?? 0);
    }
  });

  test('ranks each program by the score it chose, among its own patients', async () => {
    const app = await panelApp(4);
    await app.move(3, 'diabetes');
    await app.move(4, 'diabetes');
    await app.rankBy('diabetes', 'charlson');
    await app.admitTimes(1, 1);
    await app.admitTimes(2, 2);
    await app.admitTimes(3, 9);
    await app.diagnose(4, 'I509');
    await app.rescore();
    expect(await app.ranks()).toEqual([
      [2, 1, 'highest'],
      [1, 2, 'rest'],
    ]);
    expect((await app.ranks('diabetes')).map(([n]) => n)).toEqual([4, 3]);
  });

  test('ranked by LACE, whoever had no discharge in 30 days, or is in hospital, is not ranked', async () => {
    const app = await panelApp(4);
    await app.rankBy('heart-failure', 'lace');
    await app.admit(1, { daysAgo: 5, days: 2 });
    await app.admit(2, { daysAgo: 60 });
    await app.admit(3, { daysAgo: 1, days: null });
    await app.rescore();
    expect(await app.ranks()).toEqual([[1, 1, 'highest']]);
  });

  test('time alone changes it: an admission grows older than a year', async () => {
    const app = await panelApp(2);
    await app.admit(2, { daysAgo: 364 });
    await app.rescore();
    expect((await app.ranks()).map(([n]) => n)).toEqual([2, 1]);
    await app.rescore(2 * dayMs);
    const { reader, t } = app.running().store;
    expect((await reader.select().from(t.riskRank)).map(row => row.value)).toEqual([0, 0]);
  });

  test('tells once for each program whose ranking changed, and not when nothing did', async () => {
    const app = await panelApp(3);
    const before = await app.rankingEvents();
    await app.rescore();
    expect(await app.rankingEvents()).toEqual(before);
    await app.move(3, 'diabetes');
    await app.rescore();
    expect((await app.rankingEvents()).slice(before.length).toSorted()).toEqual([
      'diabetes',
      'heart-failure',
    ]);
    await app.admitTimes(2, 1);
    await app.rescore();
    expect((await app.rankingEvents()).slice(before.length + 2)).toEqual(['heart-failure']);
  });

  test('a ranking of nobody is empty again', async () => {
    const app = await panelApp(1);
    await app.setStatus(1, 'ended');
    await app.rescore();
    expect(await app.ranks()).toEqual([]);
  });

  test('a panel of more than one load is ranked whole', async () => {
    const app = await panelApp(0);
    const { db, t, write } = app.running().store;
    const person = { family: 'F', given: 'G', birthDate: '1950-01-01', sex: 'female', timeZone: 'UTC' };
    const rows = Array.from({ length: 1_203 }, (_, i) => ({
      ...person,
      id: `pat_${String(i).padStart(5, '0')}`,
      siteId: `P${i}`,
      programId: 'diabetes',
      enrolledAt: start,
      tags: [],
      search: '',
      updatedAt: start,
    }));
    await write(async () => {
      for (let i = 0; i < rows.length; i += 500) await db.insert(t.patient).values(rows.slice(i, i + 500));
    });
    await app.rescore();
    const ranks = await app.ranks('diabetes');
    expect(ranks.map(([n]) => n)).toEqual(rows.map((_, i) => i));
    expect(ranks.filter(([, , tier]) => tier === 'highest')).toHaveLength(61);
  });
});

describe('an open item', () => {
  test('knows what share of the panel is at lower risk, from when it is opened', async () => {
    const app = await panelApp(4);
    await app.admitTimes(2, 2);
    await app.admitTimes(3, 1);
    await app.rescore();
    for (const n of [1, 3]) await app.pressure(n, 85);
    const { reader, t } = app.running().store;
    const riskOf = async (n: number) => {
      const { openItemId } = await app.patient(n);
      const rows = await reader.select().from(t.worklistItem);
      return rows.find(row => row.id === openItemId)?.risk;
    };
    expect([await riskOf(1), await riskOf(3)]).toEqual([0, 0.5]);
    await app.admitTimes(1, 3);
    await app.rescore();
    expect([await riskOf(1), await riskOf(3)]).toEqual([0.75, 0.25]);
    await app.setStatus(3, 'ended');
    await app.rescore();
    expect(await riskOf(3)).toBeNull();
  });

  test('that is closed keeps the risk it had', async () => {
    const app = await panelApp(2);
    await putItems(app, [{ state: 'closed', risk: 0.9 }]);
    await app.rescore();
    const { reader, t } = app.running().store;
    expect((await reader.select().from(t.worklistItem))[0]?.risk).toBe(0.9);
  });
});
