import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../../src/cli/command.ts';
import { evaluateAlerts } from '../../src/cli/evaluate-alerts.ts';
import { dealt } from '../../src/cli/evaluate-alerts-panel.ts';
import { judgeShares } from '../../src/cli/evaluate-alerts-run.ts';
import { simulatedPanel } from '../../src/cli/evaluate-alerts-simulated.ts';
import { heldClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { alertQualitySchema } from '../../src/contract/alert-quality.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { type Report, reportSchema } from '../../src/evaluation/judge-quality/report.ts';
import { testStore } from '../support/store.ts';

const run = async (...args: readonly string[]) => {
  const printed: string[] = [];
  const told: string[] = [];
  await evaluateAlerts.run(args, {
    config: readConfig({}),
    clock: heldClock(Date.parse('2026-11-23T12:00:00Z')),
    print: text => printed.push(text),
    tell: text => told.push(text),
    signal: new AbortController().signal,
  });
  return { printed: printed.join('\n'), told: told.join('\n') };
};

const reportFrom = async (...args: readonly string[]): Promise<Report> =>
  reportSchema.parse(JSON.parse((await run(...args, '--json')).printed));

const folder = (): string => {
  const name = mkdtempSync(join(tmpdir(), 'vigil-evaluate-'));
  onTestFinished(() => rmSync(name, { recursive: true, force: true }));
  return name;
};

const startAt = Date.parse('2026-06-01T08:00:00-04:00');
const iso = (day: number): string => new Date(startAt + day * dayMs).toISOString();

const rosterHeader = 'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek';
const rosterLine = (patient: string): string =>
  `${patient},Doe,${patient},1950-01-01,female,America/New_York,diabetes,meter-${patient},glucose,7`;
const truthHeader = 'patient,scenario,onset,outcome,clinical';

/** A value every morning for 20 days, 120 mg/dL but for what is said otherwise by patient and day. */
const streamOf = (patients: readonly string[], otherwise: Readonly<Record<string, number>>): string[] =>
  Array.from({ length: 20 }, (_, day) => day).flatMap(day =>
    patients.map(patient => {
      const measuredAt = iso(day);
      const value = otherwise[`${patient} ${day}`] ?? 120;
      const at = new Date(startAt + day * dayMs + 60_000).toISOString();
      const topic = `vigil/v1/meter-${patient}/glucose`;
      return JSON.stringify({ at, topic, payload: { measuredAt, unit: 'mg/dL', value } });
    }),
  );

type Files = {
  readonly stream?: readonly string[];
  readonly roster?: readonly string[];
  readonly truth?: readonly string[];
  readonly stays?: readonly string[];
  readonly manifest?: string;
};

/** P1 has a low before the event and one 3 days before its outcome; P2 has an event that nothing shows. */
const known = {
  stream: streamOf(['P1', 'P2'], { 'P1 3': 45, 'P1 12': 45 }),
  roster: [rosterHeader, rosterLine('P1'), rosterLine('P2')],
  truth: [
    truthHeader,
    `P1,lows,${iso(10)},${iso(15)},true`,
    `P2,lows,${iso(10)},${iso(15)},true`,
    `P2,holiday,${iso(1)},${iso(2)},false`,
  ],
};

const argsFor = (files: Files): string[] => {
  const into = folder();
  const all = { ...known, ...files };
  const path = (name: string) => join(into, name);
  writeFileSync(path('stream.jsonl'), all.stream.join('\n'));
  writeFileSync(path('roster.csv'), all.roster.join('\n'));
  writeFileSync(path('truth.csv'), all.truth.join('\n'));
  if (files.manifest !== undefined) writeFileSync(path('manifest.json'), files.manifest);
  if (files.stays !== undefined) writeFileSync(path('encounters.csv'), files.stays.join('\n'));
  const stays = files.stays === undefined ? [] : ['--stays', path('encounters.csv')];
  const named = ['--stream', path('stream.jsonl'), '--roster', path('roster.csv')];
  return [...named, '--truth', path('truth.csv'), ...stays];
};

const refusalOf = async (...args: readonly string[]): Promise<string> => {
  try {
    await run(...args);
    return 'no refusal';
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
};

describe('on a stream whose answer is known', () => {
  test('one event detected 3 days before, one missed, one false alarm', async () => {
    const report = await reportFrom(...argsFor({}));
    expect(report).toMatchObject({ simulated: false, patients: 2, events: 2, eventsNotObserved: 0 });
    expect(report.messages).toEqual({ stored: 40 });
    // the message comes a minute after it was measured
    const leadDays = 3 - 1 / 1440;
    const weeks = (2 * (19 * dayMs + hourMs)) / (7 * dayMs);
    for (const name of ['default', 'simple', 'single']) {
      const set = report.ruleSets[name];
      expect(set).toMatchObject({ sensitivity: 0.5, sensitivityByReadings: 0.5, ppv: 0.5 });
      expect(set?.scenarios.lows).toMatchObject({ events: 2, detected: 1 });
      expect(set?.scenarios.lows?.leadTimeDays.p50).toBeCloseTo(leadDays, 2);
    }
    expect(report.ruleSets.single).toMatchObject({ items: 2, truePositiveItems: 1 });
    expect(report.ruleSets.single?.rules).toEqual({ 'single-glucose-low': { alerts: 2, truePositive: 1 } });
    expect(report.ruleSets.single?.itemsPerPatientWeek).toBeCloseTo(2 / weeks, 2);
    expect(report.ruleSets.random).toMatchObject({ items: report.ruleSets.default?.items });
  });

  test('its figures are not called simulated', async () => {
    const { printed } = await run(...argsFor({}));
    expect(printed).toContain('stream and truth as given');
    expect(printed).toContain('clinical events: too few to compare rule sets');
    expect(printed).not.toMatch(/simulated/i);
  });

  test('patients who send nothing are counted, and silence is told of by the rules that watch it', async () => {
    const report = await reportFrom(...argsFor({ roster: [...known.roster, rosterLine('P3')] }));
    expect(report.patients).toBe(3);
    expect(report.ruleSets.default?.rules['missed-glucose']?.alerts).toBe(1);
    expect(report.ruleSets.single?.items).toBe(2);
  });

  test('lines in any order, further fields and columns, and devices of strangers change nothing', async () => {
    const extra = { ...JSON.parse(known.stream[0] ?? ''), note: 'x' };
    const stranger = { ...extra, topic: 'vigil/v1/nobody/glucose' };
    const { printed, told } = await run(
      ...argsFor({
        stream: [
          '',
          ...[...known.stream.slice(1), JSON.stringify(extra), JSON.stringify(stranger)].reverse(),
          '',
        ],
        roster: known.roster.map((line, i) => `${line},${i === 0 ? 'ward' : 'north'}`),
        truth: known.truth.map((line, i) => `${line},${i === 0 ? 'note' : 'n'}`),
      }),
      '--json',
    );
    const { messages, ...rest } = JSON.parse(printed) as Report;
    const { messages: _, ...whole } = await reportFrom(...argsFor({}));
    expect(rest).toEqual(whole);
    expect(messages).toEqual({ stored: 40, strangers: 1 });
    expect(told).toContain('columns that say nothing: ward');
  });

  test('an event whose outcome is not observed is said to be left out', async () => {
    const truth = [...known.truth, `P1,lows,${iso(18)},${iso(40)},true`];
    expect(await reportFrom(...argsFor({ truth }))).toMatchObject({ events: 2, eventsNotObserved: 1 });
  });

  test('--rules changes the default set alone', async () => {
    const rules = join(folder(), 'rules.json');
    const off = [
      'glucose-low-level-1',
      'glucose-low-level-2',
      'glucose-consecutive-lows',
      'glucose-overnight-low',
    ];
    const settings = Object.fromEntries(off.map(id => [id, { enabled: false }]));
    writeFileSync(rules, JSON.stringify({ rules: settings }));
    const report = await reportFrom(...argsFor({}), '--rules', rules);
    expect(report.ruleSets.default?.rules['glucose-low-level-2']).toBeUndefined();
    expect(report.ruleSets.single?.sensitivity).toBe(0.5);
  });

  test('--without-each says what is lost without the rule that told', async () => {
    const { without = {}, ruleSets } = await reportFrom(...argsFor({}), '--without-each');
    expect(Object.keys(without).sort()).toEqual(Object.keys(ruleSets.default?.rules ?? {}).sort());
  });
});

describe('what the stream cannot say', () => {
  const staysHeader = 'patient,class,admittedAt,dischargedAt,emergent';
  const silentDays = [10, 11, 12, 13, 14];
  const patients = ['P1', 'P2', 'P3', 'P4'];
  const stream = streamOf(patients, {}).filter(
    line => !silentDays.some(day => line.includes(`"measuredAt":"${iso(day)}"`)),
  );
  const truth = [truthHeader];
  const roster = [rosterHeader, ...patients.map(rosterLine)];
  const missed = async (files: Files) => {
    const { ruleSets } = await reportFrom(...argsFor({ stream, roster, truth, ...files }));
    return { items: ruleSets.default?.items, alerts: ruleSets.default?.rules['missed-glucose']?.alerts ?? 0 };
  };

  test('--stays: nobody is asked after who is in hospital, and visits say nothing', async () => {
    const stay = (patient: string, is: string) => `${patient},${is},${iso(9.5)},${iso(14.5)},true`;
    expect(await missed({})).toEqual({ items: 4, alerts: 4 });
    const stays = [staysHeader, stay('P1', 'inpatient'), stay('P2', 'emergency'), stay('P9', 'inpatient')];
    expect(await missed({ stays })).toEqual({ items: 3, alerts: 3 });
  });

  test('a gateway that falls silent explains the silence of those behind it', async () => {
    const behind = roster.map((line, i) => `${line},${i === 0 ? 'gateway' : 'gw-1'}`);
    expect(await missed({ roster: behind })).toEqual({ items: 0, alerts: 4 });
    const alone = roster.map((line, i) => `${line},${i === 0 ? 'gateway' : `gw-${i}`}`);
    expect(await missed({ roster: alone })).toEqual({ items: 4, alerts: 4 });
  });

  test('a manifest beside it says that it is simulated, and so does everything printed', async () => {
    const manifest = JSON.stringify({ simulated: true, seed: '7', version: '0.1.0' });
    const { printed } = await run(...argsFor({ manifest }));
    expect(printed).toContain('SIMULATED patients: every figure below is simulated');
    expect(await reportFrom(...argsFor({ manifest }))).toMatchObject({ simulated: true });
    const given = JSON.stringify({ simulated: false, seed: '7', version: '0.1.0' });
    expect(await reportFrom(...argsFor({ manifest: given }))).toMatchObject({ simulated: false });
  });

  test.each<readonly [string, Files, RegExp]>([
    ['a manifest that is none', { manifest: '{}' }, /manifest\.json must be \{"simulated"/],
    [
      'a stay that ends before it begins',
      { stays: [staysHeader, `P1,inpatient,${iso(5)},${iso(4)},true`] },
      /encounters\.csv line 2: dischargedAt is before admittedAt/,
    ],
    [
      'two stays at once',
      {
        stays: [
          staysHeader,
          `P1,inpatient,${iso(5)},${iso(8)},true`,
          `P1,inpatient,${iso(7)},${iso(9)},true`,
        ],
      },
      /encounters\.csv line 3: admittedAt overlaps the stay of line 2/,
    ],
  ])('refused: %s', async (_, files, told) => expect(await refusalOf(...argsFor(files))).toMatch(told));
});

describe('--curve', () => {
  test('the default set with thresholds nearer and farther, as figures and as a line', async () => {
    const svg = join(folder(), 'plot.svg');
    const args = argsFor({ stream: streamOf(['P1', 'P2'], { 'P1 3': 75, 'P1 12': 45 }) });
    const { curve = [], ruleSets } = await reportFrom(...args, '--curve', '--svg', svg);
    expect(curve.map(point => point.scale)).toEqual([0.7, 0.85, 1, 1.15, 1.3]);
    const [nearest, , asIs, , farthest] = curve;
    const { sensitivity, ppv, itemsPerPatientWeek } = ruleSets.default ?? {};
    expect(asIs).toEqual({ scale: 1, sensitivity, ppv, itemsPerPatientWeek });
    // 75 mg/dL is low only where the limit of 70 lies nearer to 100
    expect(nearest?.itemsPerPatientWeek).toBeGreaterThan(asIs?.itemsPerPatientWeek ?? 0);
    expect(farthest?.itemsPerPatientWeek).toBeLessThanOrEqual(asIs?.itemsPerPatientWeek ?? 0);
    expect(Object.keys(ruleSets)).toEqual(['default', 'simple', 'single', 'random']);
    expect(readFileSync(svg, 'utf8')).toMatch(
      /<g class="curve">.*<polyline points="[\d., ]+"\/>.*×0\.7<.*×1\.3</s,
    );
  });

  test('is left out where it was not asked for', async () => {
    expect((await reportFrom(...argsFor({}))).curve).toBeUndefined();
  });
});

describe('--closures', () => {
  test('reads what people said of items in a data folder, and calls nothing simulated', async () => {
    const { store, folder: data } = await testStore();
    await store.write(async () => {});
    const { printed } = await run('--closures', '--data', data);
    expect(printed).toMatch(/^from closures: items that people closed from 2026-05-27 to 2026-11-23/);
    expect(printed).toContain('PPV from closures');
    expect(printed).toMatch(/all items +0 +0 +– +fewer than 30 coded closures/);
    expect(printed).not.toMatch(/simulated/i);
    const one = await run('--closures', '--data', data, '--program', 'diabetes', '--json');
    const body = alertQualitySchema.parse(JSON.parse(one.printed));
    expect(body).toMatchObject({ source: 'from closures', programs: [{ program: 'diabetes', closed: 0 }] });
  });

  test.each([
    [['--closures', '--seed', '3'], /--seed says nothing of closures/],
    [['--closures', '--days', '800'], /--days must be at most 730/],
    [['--program', 'diabetes'], /--program and --data are for --closures/],
    [['--stays', 'x.csv'], /--stays belongs to --stream/],
  ])('%j', async (args, told) => expect(await refusalOf(...args)).toMatch(told));

  test('a program that is not there is named as such', async () => {
    const { folder: data } = await testStore();
    await expect(run('--closures', '--data', data, '--program', 'nobody')).rejects.toThrow('no such program');
  });
});

describe('wrong files are refused, naming file, line and field', () => {
  const [first = ''] = known.stream;
  test.each<readonly [string, Files, RegExp]>([
    ['a line that is no JSON', { stream: [first, '{'] }, /stream\.jsonl line 2: must be one JSON object/],
    [
      'a time without an offset',
      { stream: [first.replace(/Z"/, '"')] },
      /stream\.jsonl line 1: at must be a time with an offset/,
    ],
    [
      'a line without payload',
      { stream: [JSON.stringify({ at: iso(0), topic: 'vigil/v1/a/glucose' })] },
      /stream\.jsonl line 1: payload is missing/,
    ],
    ['an empty stream', { stream: [''] }, /stream\.jsonl holds no message/],
    [
      'a patient in the truth alone',
      { truth: [truthHeader, `P9,x,${iso(1)},${iso(2)},true`] },
      /truth\.csv line 2: patient is not in the roster/,
    ],
    [
      'a roster with an unknown kind',
      { roster: [rosterHeader, rosterLine('P1').replace('glucose,7', 'mood,7')] },
      /roster\.csv line 2: kind must be one of/,
    ],
  ])('%s', async (_, files, told) => expect(await refusalOf(...argsFor(files))).toMatch(told));

  test.each([
    [['--stream', 'x.jsonl'], /--stream, --roster and --truth belong together/],
    [
      ['--stream', 'x', '--roster', 'x', '--truth', 'x', '--days', '10'],
      /--patients and --days are for simulated panels/,
    ],
    [['--patients', '0'], /--patients must be a whole number from 1/],
    [['--rules', '/nowhere/rules.json'], /cannot read/],
  ])('%j', async (args, told) => expect(await refusalOf(...args)).toMatch(told));

  test('a rules file that names what is not there', async () => {
    const rules = join(folder(), 'rules.json');
    writeFileSync(rules, JSON.stringify({ rules: { 'no-such-rule': {} } }));
    expect(await refusalOf('--rules', rules)).toMatch(/rules\.json: rules\.no-such-rule: there is no rule/);
  });
});

describe('on simulated patients', () => {
  const size = ['--patients', '12', '--days', '60', '--seed', '5'];

  test('the same seed gives the same figures, another seed others, and all of them say simulated', async () => {
    const report = await reportFrom(...size);
    expect(report).toMatchObject({ simulated: true, patients: 12, days: 60, seed: 5 });
    expect(Object.keys(report.ruleSets)).toEqual(['default', 'simple', 'single', 'random']);
    expect(await reportFrom(...size)).toEqual(report);
    expect(await reportFrom(...size.with(5, '6'))).not.toEqual(report);
  }, 120_000);

  test('threads come to the same as one', async () => {
    const judge = (threads: boolean, hands: number) => {
      const { shares } = simulatedPanel(
        { seed: 5, count: 6, days: 40 },
        { proposal: null, withoutEach: false, withCurve: false },
      );
      const [whole] = shares;
      if (whole?.source.is !== 'simulated') throw new Error('no share');
      const { source } = whole;
      const dealtOut = dealt(source.groups.flat(), hands).map(indices => ({
        ...whole,
        source: { ...source, groups: [indices] },
      }));
      return judgeShares(dealtOut, { threads, onPatient: () => {}, signal: new AbortController().signal });
    };
    expect(await judge(true, 2)).toEqual(await judge(false, 1));
  }, 120_000);

  test('the table and the plot say simulated', async () => {
    const svg = join(folder(), 'plot.svg');
    const { printed } = await run(...size, '--svg', svg);
    expect(printed).toContain('SIMULATED patients: every figure below is simulated');
    const drawn = readFileSync(svg, 'utf8');
    expect(drawn).toContain('Events detected against alert load (simulated)');
    expect(drawn).toMatch(/^<svg .*<\/svg>\n$/s);
  }, 120_000);
});
