import { expect, test } from 'vitest';
import { bench } from '../../src/cli/bench.ts';
import { benchPatientId, fillBenchPanel } from '../../src/cli/bench-fill.ts';
import { benchMessages } from '../../src/cli/bench-messages.ts';
import { microsecondsByStage, secondsByStage } from '../../src/cli/bench-stages.ts';
import type { CommandContext } from '../../src/cli/command.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createDirectory } from '../../src/roster/directory.ts';
import { start } from '../rules/build.ts';
import { testStore } from '../support/store.ts';

const nowhere = {} as CommandContext;

test.each([
  [['nothing'], 'say what to measure: ingest, evaluate, api, score, web'],
  [['ingest', '--mode', 'kafka'], '--mode must be all or one of embedded'],
  [['ingest', '--patients', '0'], '--patients must be a whole number from 1'],
  [['api', '--per-s', 'many'], '--per-s must be a whole number from 1'],
])('bench %j is refused: %s', async (args, message) => {
  await expect(Promise.resolve().then(() => bench.run(args, { ...nowhere }))).rejects.toThrow(message);
});

test('messages of one load after the other are all different readings, of one patient after the other', () => {
  const plan = { patients: 7, startAt: start };
  const sent = [
    ...benchMessages({ ...plan, first: 0, readings: 40 }),
    ...benchMessages({ ...plan, first: 40, readings: 40 }),
  ];
  const identity = sent.map(({ topic, payload }) => `${topic} ${JSON.parse(payload).measuredAt}`);
  expect(new Set(identity).size).toBe(80);
  expect(sent.slice(5, 9).map(m => m.topic.split('-')[1])).toEqual(['5', '6', '0', '1']);
});

test.each([
  [3, 3 * 90],
  [1, 90],
] as const)(
  'a panel with %i readings a day is stored whole and judged, and everybody is due once',
  async (perDay, each) => {
    const { store, all } = await testStore({ roster: null });
    const patients = 3;
    await fillBenchPanel(store, { patients, days: 90, perDay }, start, () => {});
    const ofEach = (table: string) =>
      all(`SELECT patient_id AS id, count(*) AS n FROM ${table} GROUP BY patient_id ORDER BY patient_id`);
    const wanted = [0, 1, 2].map(n => ({ id: benchPatientId(n), n: each }));
    expect(ofEach('reading')).toEqual(wanted);
    expect(ofEach('daily_rollup')).toEqual(wanted);
    expect(all(`SELECT 1 FROM due WHERE due_at = ${start} AND judged_generation = generation`)).toHaveLength(
      patients,
    );
    expect(all(`SELECT 1 FROM reading WHERE measured_at >= ${start}`)).toEqual([]);
    expect(all(`SELECT 1 FROM reading WHERE measured_at < ${start - 91 * dayMs}`)).toEqual([]);
    const directory = await createDirectory(store);
    expect(directory.patient(benchPatientId(2), start)?.context.expectedPerWeek).toEqual({
      'blood-pressure': 7,
      glucose: 7,
      weight: 7,
    });
    expect(directory.assignmentsOf('bench-2-glucose')?.map(a => a.patientId)).toEqual([benchPatientId(2)]);
  },
);

test('time by stage is that since the mark, a reading', () => {
  const metrics = createMetrics();
  metrics.count('vigil_stage_seconds_total', 'judge', 5);
  const before = secondsByStage(metrics);
  metrics.count('vigil_stage_seconds_total', 'judge', 0.002);
  metrics.count('vigil_stage_seconds_total', 'commit', 0.01);
  expect(microsecondsByStage(metrics, before, 100)).toEqual({
    decode: 0,
    store: 0,
    load: 0,
    judge: 20,
    apply: 0,
    commit: 100,
  });
});
