import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recalibrateWith } from '../../src/cli/recalibrate.ts';
import type { RecalibrateDeps } from '../../src/cli/recalibrate-sources.ts';
import type { RecalibrationReport } from '../../src/cli/recalibrate-text.ts';
import { heldClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { lockFolder } from '../../src/db/lock.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { lastDischarge } from '../../src/risk/features/stays.ts';
import { readPatientRisk } from '../../src/risk/patient-risk.ts';
import type { RiskScorer } from '../../src/risk/scorer.ts';
import { broken, model, of } from '../risk/models.ts';
import { panelOf } from '../risk/recalibrate/build.ts';
import { now, tempFolder, testStore } from '../support/store.ts';

const truth = { slope: 0.6, intercept: -0.5 };

/** Scores a discharge by what its stay tells, as the made-up stays below do. */
const scorer = model('readmission-30d', (inputs, at) => {
  if (inputs.encounters.some(e => e.admittedAt > at)) throw new Error('it was told of a later stay');
  const stay = inputs.encounters.find(e => e === lastDischarge(inputs.encounters, at));
  const told = stay?.facts?.labTests;
  return told === undefined ? { applicable: false, why: 'not told' } : of(told / 100);
});

type Made = ReturnType<typeof panelOf>[number] & { readonly program?: string };

/** One patient each, discharged over two years, who comes back after 10 days and is there still, or does not. */
const storeWith = async (panel: readonly Made[]) => {
  const { store, ...rest } = await testStore({ roster: null });
  const { db, t, write } = store;
  const patients = panel.map(({ program = 'heart-failure', value }, i) => ({
    id: `pat_${i}`,
    siteId: `S${i}`,
    family: 'Quillfeather',
    given: 'Ann',
    birthDate: `${1966 + 4 * value}-01-01`,
    sex: 'female',
    timeZone: 'America/New_York',
    programId: program,
    enrolledAt: now - 800 * dayMs,
    tags: [],
    search: '',
    updatedAt: now,
  }));
  const stays = panel.flatMap(({ value, returns }, i) => {
    const dischargedAt = now - (45 + 650 * (i / panel.length)) * dayMs;
    const stay = { patientId: `pat_${i}`, class: 'inpatient', emergent: true, createdAt: now } as const;
    const facts = { labTests: Math.round(100 * value) };
    const own = {
      id: `enc_${i}`,
      ...stay,
      emergent: false,
      admittedAt: dischargedAt - 3 * dayMs,
      dischargedAt,
      facts,
    };
    const back = {
      id: `back_${i}`,
      ...stay,
      admittedAt: dischargedAt + 10 * dayMs,
      dischargedAt: null,
      facts: null,
    };
    return returns ? [own, back] : [own];
  });
  await write(async () => {
    for (let i = 0; i < patients.length; i += 500)
      await db.insert(t.patient).values(patients.slice(i, i + 500));
    for (let i = 0; i < stays.length; i += 500) await db.insert(t.encounter).values(stays.slice(i, i + 500));
  });
  return { store, ...rest };
};

const noFile: RecalibrateDeps['scoreFile'] = () => Promise.reject(new Error('no file was asked for'));

type Running = Partial<RecalibrateDeps> & { readonly signal?: AbortSignal };

const runIn = (folder: string, { scorersIn, scoreFile, signal }: Running = {}) => {
  const told: string[] = [];
  const run = async (...args: string[]): Promise<string> => {
    const printed: string[] = [];
    await recalibrateWith({
      scorersIn: scorersIn ?? (() => Promise.resolve([scorer])),
      scoreFile: scoreFile ?? noFile,
    }).run(args, {
      config: readConfig({ VIGIL_DATA: folder }),
      clock: heldClock(now),
      print: text => printed.push(text),
      tell: text => told.push(text),
      signal: signal ?? new AbortController().signal,
    });
    return printed.join('\n');
  };
  return { run, told };
};

const readmission = ['--model', 'readmission-30d', '--bootstrap', '20'] as const;
const reportOf = (text: string) => JSON.parse(text) as RecalibrationReport;

const scoredFor = async ({ store }: Awaited<ReturnType<typeof storeWith>>, value: number) => {
  const { db, t, write } = store;
  const row = {
    patientId: 'pat_0',
    scoreId: 'readmission-30d',
    scoreVersion: 1,
    modelVersion: '1.0.0',
  } as const;
  await write(() => db.insert(t.riskScore).values({ ...row, value, parts: [], scoredAt: now }));
  return async (scorers: readonly RiskScorer[] = [scorer]) =>
    (await readPatientRisk(store, scorers, 'S0', now)).scores[0]?.probability;
};

describe('on the outcomes of the store', () => {
  test('finds the true slope, saves it with its audit row, and probabilities are told from then on', async () => {
    const made = await storeWith(panelOf(truth, 70));
    const probability = await scoredFor(made, -1);
    const { run } = runIn(made.folder);
    expect(await probability()).toBeNull();

    const report = reportOf(await run(...readmission, '--by', 'Ana Ruiz', '--json'));
    const { fit, all } = report.recalibration;
    expect(fit.slope).toBeCloseTo(truth.slope, 1);
    expect(fit.intercept).toBeCloseTo(truth.intercept, 1);
    expect(all.events).toBeGreaterThan(300);
    expect([all.n, all.patients, report.version, report.program]).toEqual([1470, 1470, '1.0.0', null]);

    const [row, ...more] = made.rows('model_calibration');
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      id: report.savedAs,
      model_id: 'readmission-30d',
      model_version: '1.0.0',
      program_id: null,
      slope: fit.slope,
      intercept: fit.intercept,
      events: all.events,
      n: 1470,
      by: 'Ana Ruiz',
      at: now,
      source: '{"of":"store"}',
    });
    expect(JSON.parse(String(row?.reliability))).toMatchObject({
      before: all.bins.before,
      after: all.bins.after,
    });
    const audit = made.all("SELECT * FROM audit_log WHERE action = 'model.recalibrate'");
    expect(audit).toHaveLength(1);
    expect(audit[0]).toMatchObject({
      actor: 'person:Ana Ruiz',
      subject_id: 'readmission-30d@1.0.0',
      patient_id: null,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.parse(String(audit[0]?.detail))).toMatchObject({
      calibrationId: row?.id,
      events: all.events,
    });
    expect(await probability()).toBeCloseTo(1 / (1 + Math.exp(fit.slope - fit.intercept)), 12);
  });

  test('a dry run saves nothing, needs nobody, and runs beside the service', async () => {
    const made = await storeWith(panelOf(truth, 70));
    const release = lockFolder(made.folder);
    const before = made.dump();
    const { run, told } = runIn(made.folder);
    const text = await run(...readmission, '--dry-run');
    expect(text).toContain('1470 discharges of 1470 patients');
    expect(text).toMatch(/before, all +0\.6\d\d \(/);
    expect(text).toMatch(/after, all +1\.000 \(/);
    expect(text).toMatch(/after, later 30 % +[01]\.\d\d\d \(/);
    expect(text).toContain('not saved, as asked');
    expect(told.some(line => line.startsWith('patients ') && line.endsWith('1470/1470'))).toBe(true);
    expect(told.some(line => line.startsWith('redrawing patients ') && line.endsWith('40/40'))).toBe(true);
    expect(made.dump()).toEqual(before);
    await expect(run(...readmission, '--by', 'Ana Ruiz')).rejects.toThrow(
      'cannot be saved while Vigil runs on this data folder: stop the service, run this again and start it, or add --dry-run',
    );
    release();
  });

  test('is drawn before and after', async () => {
    const made = await storeWith(panelOf(truth, 70));
    const svg = join(made.folder, 'plot.svg');
    await runIn(made.folder).run(...readmission, '--dry-run', '--svg', svg);
    const drawn = readFileSync(svg, 'utf8');
    for (const name of [
      '>before<',
      '>after<',
      '>after, later 30 %<',
      'Recalibration of readmission-30d 1.0.0',
    ])
      expect(drawn).toContain(name);
    await expect(
      runIn(made.folder).run(
        ...readmission,
        '--by',
        'Ana Ruiz',
        '--svg',
        join(made.folder, 'no', 'plot.svg'),
      ),
    ).rejects.toThrow('cannot write');
    expect(made.rows('model_calibration')).toEqual([]);
  });

  test("--program: its own patients, and for its own probabilities alone; another program's are as before", async () => {
    const panel = panelOf(truth, 70);
    const others = panelOf({ slope: 1.5, intercept: 0 }, 20).map(one => ({ ...one, program: 'diabetes' }));
    const made = await storeWith([...panel, ...others]);
    const { run } = runIn(made.folder);
    const report = reportOf(
      await run(...readmission, '--program', 'heart-failure', '--by', 'Ana Ruiz', '--json'),
    );
    expect([report.recalibration.all.n, report.program]).toEqual([1470, 'heart-failure']);
    expect(report.recalibration.fit.slope).toBeCloseTo(truth.slope, 1);
    expect(made.rows('model_calibration')[0]?.program_id).toBe('heart-failure');
    await expect(run(...readmission, '--program', 'lungs', '--dry-run')).rejects.toMatchObject({
      code: 'not-found',
      details: { field: 'program' },
    });
  });

  test('--from, --to: both days belong to it', async () => {
    const made = await storeWith(panelOf(truth, 70));
    const { run } = runIn(made.folder);
    const all = reportOf(await run(...readmission, '--dry-run', '--json'));
    const [from, to] = ['2025-06-01', '2026-06-30'];
    const cut = reportOf(await run(...readmission, '--dry-run', '--from', from, '--to', to, '--json'));
    expect(cut.recalibration.all.n).toBeLessThan(all.recalibration.all.n);
    expect([cut.from?.slice(0, 10), cut.to?.slice(0, 10)]).toEqual([from, to]);
  });

  test('who is not scored, too recent or in hospital is counted, and not fitted on', async () => {
    const made = await storeWith(panelOf(truth, 70));
    const { db, t, write } = made.store;
    const stay = { patientId: 'pat_0', class: 'inpatient', emergent: true, createdAt: now } as const;
    const at = (daysAgo: number) => now - daysAgo * dayMs;
    await write(() =>
      db.insert(t.encounter).values([
        { id: 'untold', ...stay, admittedAt: at(790), dischargedAt: at(780) },
        { id: 'outer', ...stay, admittedAt: at(760), dischargedAt: at(750) },
        { id: 'inner', ...stay, admittedAt: at(755), dischargedAt: at(752) },
        { id: 'recent', ...stay, admittedAt: at(30), dischargedAt: at(29) },
      ]),
    );
    const { leftOut, recalibration } = reportOf(
      await runIn(made.folder).run(...readmission, '--dry-run', '--json'),
    );
    expect(recalibration.all.n).toBe(1470);
    expect(leftOut).toEqual({ tooRecent: 1, inHospital: 0, watchEnded: 0, notScored: 3 });
  });

  test('199 events are refused, saying how many are missing, and nothing is saved', async () => {
    let events = 0;
    const panel = panelOf(truth, 70).map(one => {
      if (one.returns) events += 1;
      return { ...one, returns: one.returns && events <= 199 };
    });
    const made = await storeWith(panel);
    expect(events).toBeGreaterThan(199);
    await expect(runIn(made.folder).run(...readmission, '--by', 'Ana Ruiz')).rejects.toMatchObject({
      code: 'not-allowed-now',
      message: 'a recalibration needs 200 events: there are 199 in 1470 outcomes, 1 too few',
    });
    expect(made.rows('model_calibration')).toEqual([]);
  });

  test('deterioration: patients weekly, an admission counted once', async () => {
    const { folder, all: query } = await storeWith(panelOf(truth, 70));
    const byPatient = model('deterioration', ({ birthDate, telemetry }) =>
      telemetry ? of((Number(birthDate?.slice(0, 4)) - 1966) / 4) : { applicable: false, why: 'no readings' },
    );
    const { run } = runIn(folder, { scorersIn: () => Promise.resolve([byPatient]) });
    const text = await run(
      '--model',
      'deterioration',
      '--bootstrap',
      '0',
      '--from',
      '2025-06-01',
      '--dry-run',
      '--json',
    );
    const { noun, leftOut, recalibration } = reportOf(text);
    expect(noun).toBe('patient-weeks');
    expect(leftOut.inHospital).toBeGreaterThan(0);
    const { fit, all } = recalibration;
    const firstWeek = Date.parse('2025-06-05T09:00:00Z');
    const admitted = "SELECT count(*) n FROM encounter WHERE id LIKE 'back%' AND admitted_at > ?";
    expect(all.events).toBe(query(admitted, firstWeek)[0]?.n);
    // who is admitted is watched for fewer weeks: the slope of the truth, a little flatter
    expect(Math.abs(fit.slope - 0.52)).toBeLessThan(0.09);
    expect(all.before.observedToExpected.value).toBeLessThan(1);
  });

  test('stops when it is told to', async () => {
    const { folder } = await storeWith(panelOf(truth, 20));
    const { run } = runIn(folder, { signal: AbortSignal.abort() });
    await expect(run(...readmission, '--dry-run')).rejects.toThrow('stopped');
  });
});

describe('on the encounters of a file', () => {
  const scoreFile: RecalibrateDeps['scoreFile'] = (_, { model: name, data }, onProgress) => {
    onProgress(1, 1);
    const encounters = panelOf(truth, 70).map(({ value, returns }, i) => ({
      encounterId: `${i}`,
      patient: `${i % 900}`,
      label: returns ? (1 as const) : (0 as const),
      excluded: i === 0,
      probability: 1 / (1 + Math.exp(-value)),
      row: {},
    }));
    if (`${name} ${data}` !== 'readmission-30d stays.csv') throw new Error('another file was asked for');
    return Promise.resolve({ version: '2.0.0', encounters });
  };

  test('fits on all, checks on patients it has not seen, and saves', async () => {
    const made = await storeWith([]);
    const { run } = runIn(made.folder, { scoreFile });
    const report = reportOf(
      await run(...readmission, '--data', 'stays.csv', '--own-outcomes', '--by', 'Ana Ruiz', '--json'),
    );
    const { fit, all, check } = report.recalibration;
    expect(fit.slope).toBeCloseTo(truth.slope, 1);
    expect([report.source, report.splitBy, report.version, all.n, all.patients]).toEqual([
      { of: 'file', name: 'stays.csv' },
      'patient',
      '2.0.0',
      1469,
      900,
    ]);
    expect(report.leftOut).toEqual({ diedOrHospice: 1, withoutOutcome: 0 });
    expect((check?.judged.n ?? 0) + (check?.fittedOn.n ?? 0)).toBe(1469);
    expect(check?.judged.patients).toBe(270);
    expect(made.rows('model_calibration')).toMatchObject([
      { model_version: '2.0.0', program_id: null, source: '{"of":"file","name":"stays.csv"}' },
    ]);
  });

  test('without --own-outcomes only looks, also where somebody answers for it, and says what to add', async () => {
    const made = await storeWith([]);
    const { run } = runIn(made.folder, { scoreFile });
    const text = await run(...readmission, '--data', 'stays.csv', '--by', 'Ana Ruiz');
    expect(text).toContain('not saved: probabilities of stays.csv are right for its patients alone');
    expect(text).toContain('add --own-outcomes --by NAME');
    expect(made.rows('model_calibration')).toEqual([]);
  });

  test('is told by the name of the file, without its folder', async () => {
    const made = await storeWith([]);
    const { run } = runIn(made.folder, {
      scoreFile: (folder, asked, onProgress) =>
        scoreFile(folder, { ...asked, data: 'stays.csv' }, onProgress),
    });
    const file = join(made.folder, 'stays.csv');
    await run(...readmission, '--data', file, '--own-outcomes', '--by', 'Ana Ruiz');
    expect(made.rows('model_calibration')[0]?.source).toBe('{"of":"file","name":"stays.csv"}');
    expect(JSON.stringify(made.rows('audit_log'))).not.toContain(made.folder);
  });

  test('says so in words', async () => {
    const { folder } = await storeWith([]);
    const text = await runIn(folder, { scoreFile }).run(...readmission, '--data', 'stays.csv', '--dry-run');
    expect(text).toContain('1469 encounters of 900 patients of stays.csv, ');
    expect(text).toContain('left out: 1 died or hospice');
    expect(text).toMatch(/after, 30 % of the patients +[01]\.\d/);
  });
});

describe('what cannot be done is refused', () => {
  test.each<[string, readonly string[], string]>([
    ['no model', ['--by', 'A'], '--model is missing: readmission-30d or deterioration'],
    [
      'a score without probabilities',
      ['--model', 'lace', '--by', 'A'],
      '--model must be readmission-30d or deterioration',
    ],
    ['nobody', ['--model', 'readmission-30d'], '--by is missing'],
    ['a blank name', ['--model', 'readmission-30d', '--by', ' '], '--by is missing'],
    ['a day that is none', [...readmission, '--dry-run', '--from', '2026-02-30'], '--from must be a date'],
    [
      'an end before the beginning',
      [...readmission, '--dry-run', '--from', '2026-02-02', '--to', '2026-02-01'],
      '--from must not be later',
    ],
    [
      'dates of a file',
      [...readmission, '--dry-run', '--data', 'a.csv', '--to', '2026-02-01'],
      'the file has no dates',
    ],
    [
      'stays for deterioration',
      ['--model', 'deterioration', '--dry-run', '--data', 'a.csv'],
      '--data holds hospital stays',
    ],
    [
      'own outcomes of no file',
      [...readmission, '--by', 'A', '--own-outcomes'],
      '--own-outcomes goes with --data',
    ],
    [
      "a file of one's own and nobody",
      [...readmission, '--data', 'a.csv', '--own-outcomes'],
      '--by is missing',
    ],
    ['a word too many', [...readmission, '--dry-run', 'now'], 'now is no option'],
  ])('%s', async (_, args, message) => {
    const folder = tempFolder();
    await expect(runIn(folder).run(...args)).rejects.toThrow(message);
  });

  test('a model that is unavailable, with its reason', async () => {
    const { folder } = await storeWith([]);
    const { run } = runIn(folder, { scorersIn: () => Promise.resolve([broken('readmission-30d')]) });
    await expect(run(...readmission, '--dry-run')).rejects.toThrow(
      'readmission-30d: its files are not there',
    );
  });

  test('a folder without a store, and none is made', async () => {
    const folder = tempFolder();
    await expect(runIn(folder).run(...readmission, '--by', 'A')).rejects.toMatchObject({ code: 'not-found' });
    expect(existsSync(join(folder, 'lock.db'))).toBe(false);
  });
});
