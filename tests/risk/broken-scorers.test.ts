import { describe, expect, test } from 'vitest';
import { hourMs } from '../../src/domain/local-day.ts';
import { createLog } from '../../src/log.ts';
import { listRisk, riskQuery } from '../../src/risk/list.ts';
import { createPanelScorer } from '../../src/risk/panel-scorer.ts';
import { eachAlone, type RiskScorer, type TelemetryOf } from '../../src/risk/scorer.ts';
import { admissions } from '../../src/risk/scores/admissions.ts';
import { charlson } from '../../src/risk/scores/charlson.ts';
import { panelApp } from './app.ts';
import { model, of } from './models.ts';

const quill = (): never => {
  throw new Error('Quill, Ann');
};

/** Twenty patients ranked by admissions, of whom P3 has three; scored with a log that the test can read. */
const scoring = async (scorers: readonly RiskScorer[], telemetryOf?: TelemetryOf) => {
  const app = await panelApp(20);
  await app.admitTimes(3, 3);
  const { store } = app.running();
  const lines: string[] = [];
  const scorer = createPanelScorer({
    store,
    scorers,
    telemetryOf,
    clock: app.clock,
    log: createLog(app.clock.now, line => lines.push(line)),
    onChanged: () => {},
  });
  const rescore = async () => {
    await app.setTime(app.clock.now() + hourMs);
    await scorer.rescore();
  };
  const stored = async (n: number, scoreId: string) => {
    const { id } = await app.patient(n);
    const rows = await store.reader.select().from(store.t.riskScore);
    return rows.find(row => row.patientId === id && row.scoreId === scoreId);
  };
  const list = () =>
    listRisk(store, scorer.scorers, riskQuery.parse({ program: 'heart-failure' }), app.clock.now());
  return { ...app, scorer, lines, rescore, stored, list };
};

describe('a score that throws', () => {
  const throwing = { ...charlson, ...eachAlone(quill) };

  test('stops no other score: the panel is ranked, and it is told as unavailable', async () => {
    const app = await scoring([admissions, throwing]);
    await app.rescore();
    expect((await app.ranks())[0]).toEqual([3, 1, 'highest']);
    expect(await app.cohort()).toEqual([3]);
    expect(await app.stored(3, 'charlson')).toMatchObject({
      value: null,
      why: 'score unavailable: it failed; the log says more',
    });
    expect(app.scorer.scorers.map(s => s.unavailable)).toEqual([null, 'it failed; the log says more']);
  });

  test('is logged once a run, by its name and without a patient', async () => {
    const app = await scoring([admissions, throwing]);
    await app.rescore();
    const failures = app.lines.filter(line => line.includes('risk-score-failed'));
    expect(failures).toHaveLength(1);
    expect(JSON.parse(failures[0] ?? '')).toMatchObject({
      level: 'error',
      score: 'charlson',
      error: 'Error',
    });
    expect(app.lines.join()).not.toContain('Quill');
    await app.rescore();
    expect(app.lines.filter(line => line.includes('risk-score-failed'))).toHaveLength(2);
  });

  test('on one patient is unavailable to that one, and to nobody else', async () => {
    const app = await scoring([
      {
        ...admissions,
        ...eachAlone((inputs, at) => (inputs.encounters.length > 2 ? quill() : admissions.score(inputs, at))),
      },
    ]);
    await app.rescore();
    expect(await app.stored(3, 'admissions')).toMatchObject({ value: null });
    expect(await app.stored(4, 'admissions')).toMatchObject({ value: 0, why: null });
    expect(app.scorer.scorers[0]?.unavailable).toBeNull();
  });

  test('and ranks its program settles no cohort until it is back', async () => {
    let isBroken = true;
    const readmission = model('readmission-30d', () => (isBroken ? quill() : of(1)));
    const app = await scoring([readmission, admissions]);
    await app.rankBy('heart-failure', 'readmission-30d');
    await app.rescore();
    expect((await app.list()).degraded).toContain(
      'unavailable (it failed; the log says more): ranked by admissions instead',
    );
    expect(await app.cohort()).toEqual([]);
    isBroken = false;
    await app.rescore();
    expect((await app.list()).degraded).toBeNull();
    expect(await app.cohort()).toHaveLength(1);
  });
});

test('readings that cannot be read break the scores that rest on them, and no other', async () => {
  const app = await scoring([model('deterioration', () => of(1)), admissions], quill);
  await app.rescore();
  expect(await app.stored(3, 'deterioration')).toMatchObject({ value: null });
  expect(await app.stored(3, 'admissions')).toMatchObject({ value: 3 });
  expect(app.lines.filter(line => line.includes('risk-score-failed'))).toHaveLength(1);
});
