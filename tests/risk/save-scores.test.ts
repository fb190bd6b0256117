import { expect, test } from 'vitest';
import { scorePanel } from '../../src/risk/score-panel.ts';
import { now, testStore } from '../support/store.ts';
import { model, of } from './models.ts';

/** Two patients, each scored 1 by a part that is said in the words given. */
const scoring = async () => {
  const { store, all } = await testStore();
  const score = (label: string, at: number) =>
    scorePanel(store, [model('readmission-30d', () => of(1, { label }))], at);
  const scores = () => all('SELECT parts, scored_at FROM risk_score');
  const history = () => all('SELECT * FROM risk_score_history');
  return { store, score, scores, history };
};

test('a score that says the same by other words is stored anew, and is no change of its history', async () => {
  const { score, scores, history } = await scoring();
  await score('a short stay', now);
  await score('a stay of two days', now + 1);
  for (const row of await scores()) {
    expect(row.parts).toContain('a stay of two days');
    expect(row.scored_at).toBe(now + 1);
  }
  expect(await history()).toHaveLength(2);
});

test('a score that says the same is not written, and one stored before fingerprints is given one', async () => {
  const { store, score, scores, history } = await scoring();
  await score('a short stay', now);
  await score('a short stay', now + 1);
  for (const row of await scores()) expect(row.scored_at).toBe(now);
  store.sqlite.exec('UPDATE risk_score SET fingerprint = NULL');
  await score('a short stay', now + 2);
  for (const row of await scores()) expect(row.scored_at).toBe(now + 2);
  expect(await history()).toHaveLength(2);
});
