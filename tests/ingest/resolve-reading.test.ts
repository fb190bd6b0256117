import { describe, expect, test } from 'vitest';
import type { HeldClock } from '../../src/clock.ts';
import { hourMs, minuteMs } from '../../src/domain/local-day.ts';
import type { Rule } from '../../src/domain/rule.ts';
import type { ResolveInput } from '../../src/ingest/resolve-input.ts';
import { resolveReading } from '../../src/ingest/resolve-reading.ts';
import { rules as catalogue } from '../../src/rules/catalogue.ts';
import type { App } from '../support/app.ts';
import { enrol, testApp } from '../support/app.ts';

const startAt = Date.parse('2026-11-20T12:00:00Z');

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek',
  ...['P1', 'P2'].flatMap(p => [
    `${p},Doe,${p},1950-01-01,female,America/New_York,hypertension,cuff-${p},blood-pressure,7`,
    `${p},Doe,${p},1950-01-01,female,America/New_York,hypertension,shared,blood-pressure,7`,
  ]),
].join('\n');

type Step =
  | { readonly at: number; readonly device: string; readonly systolic: number; readonly measuredAt?: number }
  | { readonly at: number; readonly nth: number; readonly input: ResolveInput };

/** Readings and decisions of the nth of them, in order of time; `pause` runs after each. */
const play = async (app: App, clock: HeldClock, steps: readonly Step[], pause: () => Promise<void>) => {
  const ids: string[] = [];
  for (const step of steps) {
    clock.set(step.at);
    if ('nth' in step) {
      const actor = { type: 'person', name: 'Ana Ruiz' } as const;
      await resolveReading({ store: app.store, actor, at: step.at }, ids[step.nth] ?? '', step.input);
    } else {
      const { device, systolic, measuredAt = step.at } = step;
      const payload = Buffer.from(
        JSON.stringify({ measuredAt, systolic, diastolic: systolic / 2, unit: 'mm[Hg]' }),
      );
      const topic = `vigil/v1/${device}/blood-pressure`;
      const outcome = await app.ingest({ source: 'http', topic, payload, receivedAt: step.at, mode: 'live' });
      ids.push('readingId' in outcome ? outcome.readingId : '');
    }
    await pause();
  }
};

const factsOf = (app: App): string[] =>
  app.store.readerSqlite
    .prepare<[], unknown[]>(
      `SELECT p.site_id, a.rule_id, a.severity, a.confirmed, a.state, a.end_reason, a.started_at, a.fired_at,
         a.ended_at, a.because
       FROM alert a JOIN patient p ON p.id = a.patient_id`,
    )
    .raw()
    .all()
    .map(row => JSON.stringify(row))
    .sort();

const dump = (app: App) =>
  app.store.readerSqlite
    .prepare(`SELECT p.site_id, kind, day, readings, mean, min, max
       FROM daily_rollup r JOIN patient p ON p.id = r.patient_id ORDER BY p.site_id, kind, day`)
    .all();

const waiting = (app: App) =>
  app.store.readerSqlite.prepare<[], number>('SELECT count(*) FROM retraction').pluck().get();

const run = async (steps: readonly Step[], awake: boolean, rules: readonly Rule[] = catalogue) => {
  const { app, clock, folder } = await testApp(startAt, { rules });
  await enrol(app, startAt, roster);
  await app.evaluator.idle();
  const release = awake ? () => {} : app.evaluator.hold();
  await play(app, clock, steps, () => (awake ? app.evaluator.idle() : Promise.resolve()));
  clock.set((steps.at(-1)?.at ?? startAt) + hourMs);
  release();
  await app.evaluator.idle();
  return { app, clock, folder };
};

const minute = (n: number) => startAt + n * minuteMs;
const of = (patient: string, input: Partial<ResolveInput>) =>
  ({ decision: 'discard', of: patient, ...input }) as ResolveInput;

const household: readonly Step[] = [
  { at: minute(1), device: 'cuff-P1', systolic: 188 },
  { at: minute(4), device: 'cuff-P1', systolic: 200 },
  { at: minute(6), device: 'shared', systolic: 194 },
  { at: minute(20), nth: 1, input: of('P1', { decision: 'reassign', patient: 'P2' }) },
  { at: minute(30), device: 'cuff-P1', systolic: 400 },
  { at: minute(31), device: 'cuff-P1', systolic: 132, measuredAt: minute(3) },
  { at: minute(40), nth: 2, input: { decision: 'accept', patient: 'P1' } },
  {
    at: minute(41),
    nth: 3,
    input: { decision: 'correct', values: { systolicMmHg: 140, diastolicMmHg: 90, pulsePerMin: null } },
  },
  { at: minute(50), device: 'cuff-P2', systolic: 84 },
  { at: minute(60), nth: 3, input: of('P1', {}) },
  { at: minute(61), nth: 5, input: of('P2', { decision: 'reassign', patient: 'P1' }) },
];

describe('resolving readings through the real store', () => {
  test('gives the same alerts and rollups whether the evaluator keeps up or sleeps through all of it', async () => {
    const [kept, slept] = [await run(household, true), await run(household, false)];
    expect(factsOf(slept.app)).toEqual(factsOf(kept.app));
    expect(dump(slept.app)).toEqual(dump(kept.app));
    expect(factsOf(kept.app).length).toBeGreaterThan(3);
  });

  test('and in a backlog that is judged in several batches', async () => {
    const many = Array.from(
      { length: 130 },
      (_, i): Step => ({
        at: minute(i),
        device: 'cuff-P1',
        systolic: [186, 120, 150, 88, 192][i % 5] ?? 120,
      }),
    );
    const decisions = [40, 80, 99, 100, 101, 129].map(
      (nth, i): Step => ({
        at: minute(130 + i),
        nth,
        input: of('P1', i % 2 === 0 ? {} : { decision: 'reassign', patient: 'P2' }),
      }),
    );
    const steps = [...many, ...decisions];
    const [kept, slept] = [await run(steps, true), await run(steps, false)];
    expect(factsOf(slept.app)).toEqual(factsOf(kept.app));
    expect(dump(slept.app)).toEqual(dump(kept.app));
  });

  test('a decision is kept until it is judged, and no longer', async () => {
    const { app } = await run(household.slice(0, 4), true);
    expect(waiting(app)).toBe(0);
  });

  test('a rule that broke meanwhile judges it once it is mended', async () => {
    const broken = catalogue.map(rule =>
      rule.id === 'bp-severe'
        ? {
            ...rule,
            evaluate: () => {
              throw new Error('broken');
            },
          }
        : rule,
    );
    const steps = household.slice(0, 4);
    const { app, clock, folder } = await run(steps, true, broken);
    expect(waiting(app)).toBeGreaterThan(0);
    await app.close();
    const { app: mended, clock: later } = await testApp(clock.now() + hourMs, { dataFolder: folder });
    later.set(clock.now() + hourMs);
    await mended.evaluator.idle();
    const undisturbed = await run(steps, true);
    const severe = (facts: readonly string[]) => facts.filter(f => f.includes('bp-severe'));
    expect(severe(factsOf(mended))).toEqual(severe(factsOf(undisturbed.app)));
    expect(waiting(mended)).toBe(0);
  });
});
