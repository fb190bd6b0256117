import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { type Clock, type HeldClock, heldClock } from '../../src/clock.ts';
import { hourMs, minuteMs } from '../../src/domain/local-day.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { nextLook } from '../../src/evaluation/evaluator.ts';
import { silentLog } from '../../src/log.ts';
import { rules as catalogue } from '../../src/rules/catalogue.ts';
import { eventually } from '../faults/process.ts';
import { deliver, enrol, type Sent, testApp } from '../support/app.ts';

const startAt = Date.parse('2026-11-20T12:00:00Z');

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek',
  'P1,Doe,P1,1950-01-01,female,America/New_York,diabetes,meter-1,glucose,7',
  'P2,Doe,P2,1950-01-01,female,America/New_York,hypertension,cuff-2,blood-pressure,7',
].join('\n');

const glucose = (at: number, value: number): Sent => ({
  at,
  topic: 'vigil/v1/meter-1/glucose',
  payload: { measuredAt: at, value, unit: 'mg/dL' },
});

const pressure = (at: number, systolic: number): Sent => ({
  at,
  topic: 'vigil/v1/cuff-2/blood-pressure',
  payload: { measuredAt: at, systolic, diastolic: 60, unit: 'mm[Hg]' },
});

const alertFacts = async ({ store: { reader, t } }: App): Promise<string[]> => {
  const rows = await reader.select().from(t.alert).innerJoin(t.patient, eq(t.patient.id, t.alert.patientId));
  return rows
    .map(({ alert: a, patient: p }) =>
      JSON.stringify([
        p.siteId,
        a.ruleId,
        a.startedAt,
        a.firedAt,
        a.endedAt,
        a.endReason,
        a.severity,
        a.confirmed,
      ]),
    )
    .sort();
};

const restart = (folder: string, clock: HeldClock): Promise<App> =>
  startApp({
    dataFolder: folder,
    host: '127.0.0.1',
    port: null,
    mqttPort: null,
    maxPayloadBytes: 65_536,
    clock,
    log: silentLog,
    webFolder: null,
    durable: false,
  });

const dueRows = async ({ store: { reader, t } }: App) => reader.select().from(t.due);

describe('the evaluator', () => {
  test('a mark set while a patient is being judged is not lost', async () => {
    const { app, clock } = await testApp(startAt);
    await enrol(app, startAt, roster);
    await app.evaluator.idle();
    await deliver(app, clock, [glucose(startAt, 120)]);
    // the writer is busy: what was loaded waits to be applied while the next reading is committed before it
    let release = () => {};
    const busy = app.store.write(() => new Promise<void>(resolve => (release = resolve)));
    const late = deliver(app, clock, [glucose(startAt + minuteMs, 45)]);
    app.evaluator.kick();
    await new Promise(setImmediate);
    release();
    await Promise.all([busy, late]);
    await app.evaluator.idle();
    expect((await alertFacts(app)).join()).toContain('glucose-low-level-2');
    for (const due of await dueRows(app)) expect(due.judgedGeneration).toBe(due.generation);
  });

  test('one patient that cannot be judged is postponed, and blocks nobody', async () => {
    const { app, clock } = await testApp(startAt);
    await enrol(app, startAt, roster);
    await app.evaluator.idle();
    const [sick] = await app.store.reader
      .select()
      .from(app.store.t.patient)
      .where(eq(app.store.t.patient.siteId, 'P1'));
    await app.store.write(() =>
      app.store.sqlite.prepare(`UPDATE due SET timers = 'null' WHERE patient_id = ?`).run(sick?.id),
    );
    await deliver(app, clock, [glucose(startAt, 45), pressure(startAt, 79)]);
    await app.evaluator.idle();
    expect((await alertFacts(app)).map(f => JSON.parse(f)[1])).toEqual(['bp-low']);
    const due = (await dueRows(app)).find(d => d.patientId === sick?.id);
    expect(due?.failures).toBe(1);
    expect(due?.dueAt).toBeGreaterThan(startAt);

    await app.store.write(() =>
      app.store.sqlite.prepare(`UPDATE due SET timers = '{}' WHERE patient_id = ?`).run(sick?.id),
    );
    clock.set(startAt + 2 * minuteMs);
    await app.evaluator.idle();
    expect((await alertFacts(app)).map(f => JSON.parse(f)[1])).toContain('glucose-low-level-2');
  });

  test('what a broken rule could not judge it judges once it is mended, and other rules judge only once', async () => {
    const [bpLow, ...others] = [...catalogue].sort(
      (a, b) => Number(b.id === 'bp-low') - Number(a.id === 'bp-low'),
    );
    const broken: Rule = {
      ...(bpLow as Rule),
      evaluate: () => {
        throw new Error('broken');
      },
    };
    const { app, clock, folder } = await testApp(startAt, { rules: [broken, ...others] });
    await enrol(app, startAt, roster);
    await deliver(app, clock, [pressure(startAt, 75), glucose(startAt, 45)]);
    await app.evaluator.idle();
    expect((await alertFacts(app)).map(f => JSON.parse(f)[1])).toEqual(['glucose-low-level-2']);
    expect(app.metrics.read('vigil_rule_failures_total')).toBe(1);
    await app.close();

    clock.set(startAt + hourMs);
    const mended = await restart(folder, clock);
    await mended.evaluator.idle();
    const facts = (await alertFacts(mended)).map(f => JSON.parse(f));
    const judged = mended.metrics.read('vigil_readings_judged_total');
    await mended.close();
    expect(facts.map(f => f[1]).sort()).toEqual(['bp-low', 'glucose-low-level-2']);
    expect(facts.find(f => f[1] === 'bp-low')?.[2]).toBe(startAt);
    expect(judged).toBe(0);
  });

  test('a store that fails for a moment does not stop it: it looks again by itself', async () => {
    const { app, clock } = await testApp(startAt);
    await enrol(app, startAt, roster);
    await app.evaluator.idle();
    await app.store.write(() =>
      app.store.sqlite.exec(
        `CREATE TRIGGER full BEFORE UPDATE ON due WHEN new.generation = old.generation
         BEGIN SELECT RAISE(ABORT, 'full'); END`,
      ),
    );
    await deliver(app, clock, [pressure(startAt, 75)]);
    app.evaluator.kick();
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(await alertFacts(app)).toEqual([]);
    await app.store.write(() => app.store.sqlite.exec('DROP TRIGGER full'));
    clock.set(startAt + 2 * minuteMs);
    await eventually(async () => ((await alertFacts(app)).length > 0 ? true : undefined));
  });

  test('a store that failed while the clock was ahead is looked at again as soon, though it was set back', async () => {
    const held = heldClock(startAt);
    let aheadMs = hourMs;
    const clock: Clock = { ...held, now: () => held.now() + aheadMs };
    const { app } = await testApp(startAt, { clock });
    await enrol(app, clock.now(), roster);
    await app.evaluator.idle();
    const { sqlite, write } = app.store;
    const refuse = `CREATE TRIGGER full BEFORE UPDATE ON due WHEN new.generation = old.generation
      BEGIN SELECT RAISE(ABORT, 'full'); END`;
    await write(() => sqlite.exec(refuse));
    await deliver(app, held, [pressure(clock.now(), 75)]);
    app.evaluator.kick();
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(await alertFacts(app)).toEqual([]);
    await write(() => sqlite.exec('DROP TRIGGER full'));
    aheadMs = 0;
    held.set(held.now() + 2 * minuteMs);
    await eventually(async () => ((await alertFacts(app)).length > 0 ? true : undefined));
  });

  test('time passes no further than the readings judged: a backlog of many batches raises no false silence', async () => {
    const { app, clock } = await testApp(startAt);
    await enrol(app, startAt, roster);
    const release = app.evaluator.hold();
    for (let i = 0; i < 260; i += 1) await deliver(app, clock, [glucose(startAt + i * 6 * hourMs, 120)]);
    release();
    await app.evaluator.idle();
    expect((await alertFacts(app)).filter(f => f.includes('missed-glucose'))).toEqual([]);
  });

  test('gaps in an imported history are no silence, however many batches it takes: a patient is watched from then on', async () => {
    const { app, clock } = await testApp(startAt);
    await enrol(app, startAt, roster);
    const release = app.evaluator.hold();
    const history = (i: number): Sent => {
      const { topic, payload } = glucose(startAt - i * 5 * 24 * hourMs, 120);
      return { at: startAt, topic, payload: { ...(payload as object), mode: 'history' } };
    };
    for (let i = 130; i > 0; i -= 1) await deliver(app, clock, [history(i)]);
    await deliver(app, clock, [glucose(startAt + hourMs, 120)]);
    release();
    await app.evaluator.idle();
    expect((await alertFacts(app)).filter(f => f.includes('missed-glucose'))).toEqual([]);
  });

  test('a due mark of somebody who is not on the roster is set aside, and holds nobody up', async () => {
    const { app, clock } = await testApp(startAt);
    await enrol(app, startAt, roster);
    await app.store.write(() =>
      app.store.sqlite
        .prepare(
          `INSERT INTO due (patient_id, due_at, generation, judged_generation, timers, setbacks, failures)
           VALUES ('pat_0', 0, 1, 0, '{}', '{}', 0)`,
        )
        .run(),
    );
    await deliver(app, clock, [glucose(startAt, 45)]);
    await app.evaluator.idle();
    expect((await alertFacts(app)).join()).toContain('glucose-low-level-2');
    expect((await dueRows(app)).find(d => d.patientId === 'pat_0')?.dueAt).toBeNull();
  });

  test('how many wait, and how long the first has waited, is a gauge', async () => {
    const { app, clock } = await testApp(startAt);
    await enrol(app, startAt, roster);
    await app.evaluator.idle();
    const release = app.evaluator.hold();
    await deliver(app, clock, [glucose(startAt, 100), pressure(startAt, 120)]);
    clock.set(startAt + 30_000);
    expect(await app.metrics.render()).toContain('vigil_due_patients 2');
    expect(await app.metrics.render()).toContain('vigil_oldest_due_seconds 30');
    release();
    await app.evaluator.idle();
    expect(await app.metrics.render()).toContain('vigil_due_patients 0');
    expect(await app.metrics.render()).toContain('vigil_oldest_due_seconds 0');
  });

  test('a reading that was imported as history and then comes live is judged, and still stored once', async () => {
    const { app, clock } = await testApp(startAt);
    await enrol(app, startAt, roster);
    const { topic, payload } = glucose(startAt, 45);
    const imported = { at: startAt, topic, payload: { ...(payload as object), mode: 'history' } };
    await deliver(app, clock, [imported]);
    await app.evaluator.idle();
    expect(await alertFacts(app)).toEqual([]);
    await deliver(app, clock, [{ at: startAt + minuteMs, topic, payload }, imported]);
    await app.evaluator.idle();
    expect((await alertFacts(app)).map(f => JSON.parse(f)[1])).toEqual(['glucose-low-level-2']);
    expect(await app.store.reader.select().from(app.store.t.reading)).toHaveLength(1);
  });

  test('a backlog that arrives newest first is judged in bounded steps, and whole', async () => {
    const { app, clock } = await testApp(startAt + 20 * hourMs);
    await enrol(app, startAt, roster);
    const backlog = Array.from({ length: 350 }, (_, i) =>
      glucose(startAt + (350 - i) * minuteMs, i === 200 ? 45 : 120),
    );
    await deliver(
      app,
      clock,
      backlog.map(m => ({ ...m, at: startAt + 20 * hourMs })),
    );
    await app.evaluator.idle();
    expect((await alertFacts(app)).filter(f => f.includes('glucose-low-level-2'))).toHaveLength(1);
    for (const due of await dueRows(app)) expect(due.judgedGeneration).toBe(due.generation);
  });

  test('a timer wakes it when the clock reaches it, without any reading', async () => {
    const { app, clock } = await testApp(startAt);
    await enrol(app, startAt, roster);
    await deliver(app, clock, [pressure(startAt, 190)]);
    await app.evaluator.idle();
    clock.set(startAt + 15 * minuteMs);
    await app.evaluator.idle();
    const [alert] = await app.store.reader.select().from(app.store.t.alert);
    expect(alert).toMatchObject({ ruleId: 'bp-severe', state: 'firing', confirmed: false });
  });

  test('what was stored but not judged before a stop is judged after the start', async () => {
    const { app, clock, folder } = await testApp(startAt);
    await enrol(app, startAt, roster);
    await app.evaluator.stop();
    await deliver(app, clock, [glucose(startAt, 45)]);
    expect(await alertFacts(app)).toEqual([]);
    await app.close();
    const again = await restart(folder, clock);
    await again.evaluator.idle();
    const facts = await alertFacts(again);
    await again.close();
    expect(facts.join()).toContain('glucose-low-level-2');
  });

  test('daily rollups say what a local day held, late readings included, suspect ones not', async () => {
    const { app, clock } = await testApp(startAt);
    await enrol(app, startAt, roster);
    const day = (hours: number, value: number) => ({
      ...glucose(startAt + hours * hourMs, value),
      at: startAt + 20 * hourMs,
    });
    await deliver(app, clock, [day(0, 100), day(4, 140)]);
    await app.evaluator.idle();
    await deliver(app, clock, [day(2, 180), day(3, 5_000)]);
    await app.evaluator.idle();
    const rollups = await app.store.reader.select().from(app.store.t.dailyRollup);
    expect(rollups).toMatchObject([
      { kind: 'glucose', readings: 3, mean: 140, min: 100, max: 180, outOfRange: 0 },
    ]);
  });

  test('duplicates and batches through the real store never change the alerts', async () => {
    const step = fc.record({
      gapMin: fc.integer({ min: 1, max: 900 }),
      sugar: fc.boolean(),
      value: fc.constantFrom(45, 65, 120, 190, 260, 310),
      again: fc.integer({ min: 0, max: 2 }),
      evaluate: fc.boolean(),
    });
    type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
    const run = async (steps: readonly Step[], disturbed: boolean): Promise<string[]> => {
      const { app, clock } = await testApp(startAt);
      await enrol(app, startAt, roster);
      let at = startAt;
      for (const { gapMin, sugar, value, again, evaluate } of steps) {
        at += gapMin * minuteMs;
        const message = sugar ? glucose(at, value) : pressure(at, value);
        for (let n = 0; n <= (disturbed ? again : 0); n += 1) await deliver(app, clock, [message]);
        if (disturbed && evaluate) await app.evaluator.idle();
      }
      await app.evaluator.idle();
      const facts = await alertFacts(app);
      await app.close();
      return facts;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async steps => {
        expect(await run(steps, true)).toEqual(await run(steps, false));
      }),
      { numRuns: 15 },
    );
  });
});

describe('when it looks again', () => {
  test.each([
    ['nobody is due: when somebody asks', null, 'sqlite', null],
    ['somebody is due later: then', 90_000, 'sqlite', { at: 90_000 }],
    ['somebody is due now and could not be taken: soon', 1_000, 'sqlite', { ms: 250 }],
    ['other processes write too: within a second, whatever was heard', null, 'postgres', { ms: 1_000 }],
    ['… and no later than somebody is due', 10_400, 'postgres', { ms: 400 }],
    ['… or soon, when another process holds who is due', 10_000, 'postgres', { ms: 250 }],
  ] as const)('%s', (_, at, dialect, expected) => {
    expect(nextLook(at, 10_000, dialect)).toEqual(expected);
  });
});
