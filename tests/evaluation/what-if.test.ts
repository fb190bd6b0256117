import { describe, expect, test } from 'vitest';
import type { BacktestResult } from '../../src/contract/backtests.ts';
import type { WhatIfBody } from '../../src/contract/what-if.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { backtestProgram, type RunShare } from '../../src/evaluation/backtest.ts';
import { runBacktest } from '../../src/evaluation/backtest-run.ts';
import { type WhatIfInput, whatIf } from '../../src/evaluation/what-if.ts';
import { historyOf } from '../../src/readings/history/influx-history.ts';
import { setOverride } from '../../src/roster/overrides.ts';
import { programLimits } from '../../src/rules/limits.ts';
import type { App } from '../support/app.ts';
import { enrol, testApp } from '../support/app.ts';

const startAt = Date.parse('2026-07-03T00:00:00Z');
const days = 110;
const actor = { type: 'person', name: 'Ana Ruiz' } as const;

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek',
  'P1,Quill,Ann,1948-03-27,female,Europe/London,hypertension,cuff-1,blood-pressure,7',
].join('\n');

/** A patient who measures every morning: very low (78) on every tenth day, and high (152) on the others. */
const panel = async () => {
  const { app, clock } = await testApp(startAt);
  await enrol(app, startAt, roster);
  for (let day = 0; day < days; day += 1) {
    const at = startAt + day * dayMs + 8 * hourMs;
    const payload = {
      ...{ measuredAt: new Date(at).toISOString(), systolic: day % 10 === 9 ? 78 : 152 },
      ...{ diastolic: 70, pulse: 66, unit: 'mm[Hg]' },
    };
    const bytes = Buffer.from(JSON.stringify(payload));
    const topic = 'vigil/v1/cuff-1/blood-pressure';
    clock.set(at);
    await app.ingest({ source: 'http', topic, payload: bytes, receivedAt: at, mode: 'history' });
  }
  clock.set(clock.now() + hourMs);
  return { app, clock };
};
type Panel = Awaited<ReturnType<typeof panel>>;

const ask = ({ app, clock }: Panel, input: Omit<WhatIfInput, 'days'>) =>
  whatIf(
    {
      store: app.store,
      history: historyOf({ sql: app.store.readerSql, influx: null }),
      directory: app.directory,
      at: clock.now(),
    },
    'P1',
    { days: 90, ...input },
  );

const backtested = ({ app, clock }: Panel, limits: Record<string, number>): Promise<BacktestResult> => {
  const runShare: RunShare = (job, onPatients) =>
    runBacktest(
      { store: app.store, history: historyOf({ sql: app.store.readerSql, influx: null }) },
      job,
      onPatients,
    );
  const proposed = { limits: { ...programLimits.hypertension, ...limits }, rules: {} };
  const asked = { programId: 'hypertension', proposed, days: 90, at: clock.now() };
  return backtestProgram({ store: app.store, shares: 1, runShare, onProgress: () => {} }, asked);
};

const key = 'limits.veryLowSystolicMmHg';
const setOwn = ({ app, clock }: Panel, value: number) =>
  setOverride({ store: app.store, directory: app.directory, actor, at: clock.now() }, 'P1', {
    ...{ key, value, why: 'runs low' },
  });
const table = ({ store }: App, name: string) => store.readerSqlite.prepare(`SELECT * FROM ${name}`).all();

const cases = [
  ['limits.lowSystolicMmHg', 82],
  ['limits.meanSystolicMmHg', 160],
  [key, 76],
] as const;
const stored = ['limit_override', 'alert', 'worklist_item', 'due', 'audit_log', 'outbox'];

const expectAlike = (body: WhatIfBody, report: BacktestResult) => {
  expect(report.rules.length).toBeGreaterThan(0);
  expect(body.rules).toEqual(
    report.rules.map(({ id, title, alerts, spoke }) => ({
      ...{ id, title },
      now: { alerts: alerts.current, spoke: spoke.current },
      proposed: { alerts: alerts.proposed, spoke: spoke.proposed },
    })),
  );
  const { alerts, items } = report;
  expect([body.now.alerts, body.now.items]).toEqual([alerts.current, items.current]);
  expect([body.proposed.alerts, body.proposed.items]).toEqual([alerts.proposed, items.proposed]);
  expect([body.gained, body.lost]).toEqual([report.gained.items, report.lost.items]);
  expect([body.from, body.to, body.readings]).toEqual([report.from, report.to, report.readings]);
};

describe('what one own setting would have meant', () => {
  test('is what a back-test of the program with this patient alone says; nothing that is stored changes', async () => {
    const opened = await panel();
    const before = stored.map(name => table(opened.app, name));
    for (const [name, value] of cases) {
      const body = await ask(opened, { key: name, value });
      expectAlike(body, await backtested(opened, { [name.slice('limits.'.length)]: value }));
    }
    expect(stored.map(name => table(opened.app, name))).toEqual(before);
  });

  test('is said in one sentence, with what holds today; a rule that is off would have said nothing', async () => {
    const opened = await panel();
    const { now, proposed, sentence } = await ask(opened, { key: 'limits.meanSystolicMmHg', value: 160 });
    const usual = programLimits.hypertension.meanSystolicMmHg;
    const alerts = `${proposed.alerts} ${proposed.alerts === 1 ? 'alert' : 'alerts'}`;
    expect(sentence).toBe(
      `at ${usual} → 160 this patient would have had ${alerts} instead of ${now.alerts} in 90 days`,
    );
    const off = await ask(opened, { key: 'rules.bp-low.enabled', value: false });
    expect(off.value.now).toBe(true);
    expect(off.now.alerts).toBeGreaterThan(off.proposed.alerts);
    expect(off.rules.find(rule => rule.id === 'bp-low')?.proposed.alerts).toBe(0);
    expect(off.lost.length).toBeGreaterThan(0);
  });

  test("with an own setting of the key, today's is as if it had always held", async () => {
    const opened = await panel();
    const usual = programLimits.hypertension.veryLowSystolicMmHg;
    const without = await ask(opened, { key, value: 72 });
    expect(without.now).not.toEqual(without.proposed);
    await setOwn(opened, 72);
    opened.clock.set(opened.clock.now() + 1);
    const back = await ask(opened, { key, value: usual });
    expect(back.value).toEqual({ now: 72, proposed: usual });
    expect([back.now, back.proposed]).toEqual([without.proposed, without.now]);
  });
});
