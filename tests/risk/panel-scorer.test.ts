import { describe, expect, onTestFinished, test } from 'vitest';
import { hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { createLog } from '../../src/log.ts';
import { createPanelScorer } from '../../src/risk/panel-scorer.ts';
import { eachAlone, type RiskScorer } from '../../src/risk/scorer.ts';
import { admissions } from '../../src/risk/scores/admissions.ts';
import { now, testStore } from '../support/store.ts';

/** A scorer over two patients, with the instants at which it scored anybody. */
const scoring = async (wrap: (scorer: RiskScorer) => RiskScorer = scorer => scorer) => {
  const { store, clock } = await testStore();
  const scoredAt = new Set<number>();
  const watched: RiskScorer = {
    ...admissions,
    ...eachAlone((inputs, at) => {
      scoredAt.add(at);
      return admissions.score(inputs, at);
    }),
  };
  const lines: string[] = [];
  let changes = 0;
  const scorer = createPanelScorer({
    store,
    scorers: [wrap(watched)],
    clock,
    log: createLog(clock.now, line => lines.push(line)),
    onChanged: () => {
      changes += 1;
    },
  });
  onTestFinished(scorer.stop);
  return { scorer, store, clock, scoredAt: () => [...scoredAt], lines, changes: () => changes };
};

describe('when everybody is scored', () => {
  test('at the start, and from then on daily at one hour', async () => {
    const { scorer, clock, scoredAt } = await scoring();
    scorer.start();
    await scorer.idle();
    const nextDay = Date.parse('2026-11-24T09:00:00Z');
    clock.set(nextDay - 1);
    await scorer.idle();
    expect(scoredAt()).toEqual([now]);
    clock.set(nextDay);
    await scorer.idle();
    clock.set(nextDay + 24 * hourMs);
    await scorer.idle();
    expect(scoredAt()).toEqual([now, nextDay, nextDay + 24 * hourMs]);
  });

  test('a second after a request, once for many', async () => {
    const { scorer, clock, scoredAt } = await scoring();
    for (let i = 0; i < 5; i += 1) scorer.request();
    clock.set(now + 999);
    await scorer.idle();
    expect(scoredAt()).toEqual([]);
    clock.set(now + 1_000);
    await scorer.idle();
    clock.set(now + hourMs);
    await scorer.idle();
    expect(scoredAt()).toEqual([now + 1_000]);
  });

  test('again for a request that comes while they are scored', async () => {
    const { scorer, clock, scoredAt } = await scoring();
    const first = scorer.rescore();
    scorer.request();
    await first;
    clock.set(now + 1_000);
    await scorer.idle();
    expect(scoredAt()).toEqual([now, now + 1_000]);
  });

  test('never after it was stopped', async () => {
    const { scorer, clock, scoredAt } = await scoring();
    scorer.request();
    await scorer.stop();
    scorer.request();
    clock.set(now + 48 * hourMs);
    await scorer.rescore();
    expect(scoredAt()).toEqual([]);
  });

  test('tells only when something changed', async () => {
    const { scorer, changes } = await scoring();
    await scorer.rescore();
    expect(changes()).toBe(1);
    await scorer.rescore();
    expect(changes()).toBe(1);
  });
});

describe('when readings come in', () => {
  const onReadings = (scorer: RiskScorer): RiskScorer => ({ ...scorer, restsOn: 'readings' });

  test('everybody is scored a quarter of an hour later, once for all of them', async () => {
    const { scorer, clock, scoredAt } = await scoring(onReadings);
    scorer.noteReadings();
    clock.set(now + 10 * minuteMs);
    for (let i = 0; i < 1_000; i += 1) scorer.noteReadings();
    await scorer.idle();
    expect(scoredAt()).toEqual([]);
    clock.set(now + 15 * minuteMs);
    await scorer.idle();
    clock.set(now + hourMs);
    await scorer.idle();
    expect(scoredAt()).toEqual([now + 15 * minuteMs]);
  });

  test.each([
    ['rests on them', (scorer: RiskScorer) => scorer],
    ['that rests on them is available', (s: RiskScorer) => ({ ...onReadings(s), unavailable: 'gone' })],
  ])('nobody is scored while no score %s', async (_, wrap) => {
    const { scorer, clock, scoredAt } = await scoring(wrap);
    scorer.noteReadings();
    clock.set(now + hourMs);
    await scorer.idle();
    expect(scoredAt()).toEqual([]);
  });
});

test('a failure is logged without a patient in it, and tried again in a minute', async () => {
  const { scorer, store, clock, scoredAt, lines } = await scoring();
  store.sqlite.exec(
    "CREATE TRIGGER broken BEFORE INSERT ON risk_rank BEGIN SELECT RAISE(ABORT, 'Quill, Ann'); END",
  );
  scorer.start();
  await scorer.idle();
  await new Promise(setImmediate);
  expect(lines.join()).toContain('risk-scoring-failed');
  expect(lines.join()).not.toContain('Quill');
  store.sqlite.exec('DROP TRIGGER broken');
  clock.set(now + minuteMs);
  await scorer.idle();
  expect(scoredAt()).toEqual([now, now + minuteMs]);
});
