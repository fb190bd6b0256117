import { expect, test } from 'vitest';
import { judgeShares } from '../../src/cli/evaluate-alerts-run.ts';
import { simulatedPanel } from '../../src/cli/evaluate-alerts-simulated.ts';

const panel = () => {
  const judging = { proposal: null, withoutEach: false, withCurve: false };
  return simulatedPanel({ seed: 1, count: 60, days: 30 }, judging);
};

const judge = (signal: AbortSignal, onPatient: () => void) =>
  judgeShares(panel().shares, { threads: true, onPatient, signal });

test('whoever stops judging in threads waits for the patients in hand, and no more are judged', async () => {
  const stop = new AbortController();
  let judged = 0;
  const judging = judge(stop.signal, () => {
    judged += 1;
    stop.abort();
  });
  await expect(judging).rejects.toThrow('stopped before it was done');
  expect(judged).toBeGreaterThan(0);
  expect(judged).toBeLessThan(60);
});

test('no thread is begun for what was stopped before', async () => {
  let judged = 0;
  await expect(
    judge(AbortSignal.abort(), () => {
      judged += 1;
    }),
  ).rejects.toThrow('stopped before it was done');
  expect(judged).toBe(0);
});
