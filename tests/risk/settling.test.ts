import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import type { RankBy, RiskScore } from '../../src/domain/risk.ts';
import { listRisk, riskQuery } from '../../src/risk/list.ts';
import { scorePanel } from '../../src/risk/score-panel.ts';
import type { RiskScorer } from '../../src/risk/scorer.ts';
import { admissions } from '../../src/risk/scores/admissions.ts';
import { only } from '../api/app.ts';
import { panelApp } from './app.ts';
import { broken, model, of } from './models.ts';

const silent: RiskScore = { applicable: false, why: 'no readings for 5 days', unknown: true };
const switchedOn = { onSince: 0, by: 'Ana Ruiz', why: 'a demo', modelVersion: '1.0.0' };

/** Twenty patients; a model scores each by the birth year that the test gave, so that tests say who is at risk. */
const scored = async (rankBy: RankBy) => {
  const app = await panelApp(20);
  const { store } = app.running();
  const { db, t, write } = store;
  await app.settings('heart-failure', { deterioration: switchedOn });
  await app.rankBy('heart-failure', rankBy);
  const values = new Map<string, RiskScore>();
  const born = async (n: number) => {
    const { id } = await app.patient(n);
    const birthDate = `19${10 + n}-01-01`;
    await write(() => db.update(t.patient).set({ birthDate }).where(eq(t.patient.id, id)));
    return birthDate;
  };
  for (let n = 1; n <= 20; n += 1) values.set(await born(n), of(0));
  const say = (n: number, score: RiskScore): void => {
    values.set(`19${10 + n}-01-01`, score);
  };
  const deterioration = model('deterioration', ({ birthDate }) => values.get(birthDate ?? '') ?? of(0));
  const all = [model('readmission-30d'), deterioration, admissions];
  const rank = async (scorers: readonly RiskScorer[] = all, laterMs = hourMs) => {
    await app.setTime(app.clock.now() + laterMs);
    await scorePanel(store, scorers, app.clock.now());
  };
  const list = () =>
    listRisk(
      store,
      [deterioration, admissions],
      riskQuery.parse({ program: 'heart-failure' }),
      app.clock.now(),
    );
  const line = async (n: number) => (await list()).items.find(({ patient }) => patient.siteId === `P${n}`);
  return { ...app, say, rank, list, line, deterioration };
};

describe('a member of the cohort who fell silent', () => {
  test('keeps the place, as last known, and the list says so', async () => {
    const app = await scored('deterioration');
    app.say(7, of(3));
    await app.rank();
    expect(await app.cohort()).toEqual([7]);
    app.say(7, silent);
    await app.rank();
    expect(await app.cohort()).toEqual([7]);
    expect(await app.line(7)).toMatchObject({
      rank: 1,
      tier: 'highest',
      stale: expect.stringContaining('Deterioration as last known: no readings for 5 days'),
      score: { id: 'deterioration', applicable: false },
    });
    expect(only(await app.riskAlerts(7))).toMatchObject({ state: 'firing' });
  });

  test('stays even when others overtake her, and her alert goes on saying what was known', async () => {
    const app = await scored('deterioration');
    app.say(7, of(3));
    await app.rank();
    const { because } = only(await app.riskAlerts(7));
    app.say(7, silent);
    app.say(8, of(5));
    app.say(9, of(6));
    await app.rank();
    expect((await app.cohort()).toSorted()).toEqual([7, 9]);
    expect(only(await app.riskAlerts(7))).toMatchObject({ state: 'firing', because });
  });

  test('leaves once it is known that she is well', async () => {
    const app = await scored('deterioration');
    app.say(7, of(3));
    await app.rank();
    app.say(7, silent);
    await app.rank();
    app.say(7, of(0));
    await app.rank();
    expect(await app.cohort()).toEqual([]);
    expect((await app.line(7))?.stale ?? '').not.toContain('as last known');
  });

  test('is not held back where it was never known, nor when watched no longer', async () => {
    const app = await scored('blend');
    await app.admitTimes(7, 3);
    app.say(7, silent);
    await app.rank();
    expect(await app.cohort()).toEqual([7]);
    await app.admitTimes(8, 5);
    await app.admitTimes(9, 6);
    app.say(8, of(5));
    app.say(9, of(6));
    await app.rank();
    expect(await app.cohort()).toEqual([9]);
    app.say(9, silent);
    await app.rank();
    await app.setStatus(9, 'ended');
    await app.rank();
    expect(await app.cohort()).not.toContain(9);
  });

  test('who is no member is not ranked on what is not known', async () => {
    const app = await scored('deterioration');
    app.say(7, of(3));
    app.say(8, of(2));
    await app.rank();
    app.say(8, silent);
    await app.rank();
    expect(await app.line(8)).toBeUndefined();
  });
});

describe('while what ranks a program is unavailable', () => {
  const gone = [broken('deterioration'), admissions];

  test('the panel is ranked for display, and nobody enters the cohort or leaves it', async () => {
    const app = await scored('deterioration');
    app.say(7, of(3));
    await app.rank();
    await app.admitTimes(8, 5);
    await app.rank(gone);
    expect((await app.ranks())[0]).toEqual([8, 1, 'highest']);
    expect(await app.cohort()).toEqual([7]);
    expect(only(await app.riskAlerts(7)).state).toBe('firing');
    expect(await app.riskAlerts(8)).toEqual([]);
    await app.rank();
    expect(await app.cohort()).toEqual([7]);
  });

  test('a blend that lacks a model settles nothing either', async () => {
    const app = await scored('blend');
    await app.admitTimes(7, 3);
    await app.rank([broken('readmission-30d'), app.deterioration, admissions]);
    expect(await app.cohort()).toEqual([]);
    await app.rank();
    expect(await app.cohort()).toEqual([7]);
  });

  test('who is watched no longer leaves all the same', async () => {
    const app = await scored('deterioration');
    app.say(7, of(3));
    await app.rank();
    await app.setStatus(7, 'ended');
    await app.rank(gone);
    expect(await app.cohort()).toEqual([]);
    expect(only(await app.riskAlerts(7)).state).toBe('ended');
  });

  test('a version that nobody switched on ranks nobody, and settles nothing', async () => {
    const app = await scored('deterioration');
    app.say(7, of(3));
    await app.rank();
    app.say(8, of(9));
    await app.admitTimes(9, 5);
    await app.rank([{ ...app.deterioration, modelVersion: '2.0.0' }, admissions]);
    expect((await app.ranks())[0]).toEqual([9, 1, 'highest']);
    expect(await app.cohort()).toEqual([7]);
  });
});

test('a membership outlasts weeks of silence', async () => {
  const app = await scored('deterioration');
  app.say(7, of(3));
  await app.rank();
  app.say(7, silent);
  for (let week = 0; week < 6; week += 1) await app.rank(undefined, 7 * dayMs);
  expect(await app.cohort()).toEqual([7]);
});
