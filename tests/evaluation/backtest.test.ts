import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { BacktestResult } from '../../src/contract/backtests.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import type { Mode } from '../../src/domain/reading.ts';
import type { RuleSet } from '../../src/domain/rule-set.ts';
import { type BacktestAsked, backtestProgram, type RunShare } from '../../src/evaluation/backtest.ts';
import { runBacktest } from '../../src/evaluation/backtest-run.ts';
import { historyOf } from '../../src/readings/history/influx-history.ts';
import { importEncounters } from '../../src/roster/import-encounters.ts';
import { setOverride } from '../../src/roster/overrides.ts';
import { programLimits } from '../../src/rules/limits.ts';
import type { App } from '../support/app.ts';
import { enrol, testApp } from '../support/app.ts';

const startAt = Date.parse('2026-08-03T00:00:00Z');
const days = 60;
const actor = { type: 'person', name: 'Ana Ruiz' } as const;

const line = (n: number) =>
  `P${n},Quill,Ann,1948-03-27,female,Europe/London,hypertension,cuff-${n},blood-pressure,7`;
const roster = (count: number) =>
  [
    'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek',
    ...Array.from({ length: count }, (_, i) => line(i + 1)),
  ].join('\n');

const measure = async (app: App, n: number, at: number, systolic: number, mode: Mode) => {
  const payload = {
    measuredAt: new Date(at).toISOString(),
    systolic,
    diastolic: 70,
    pulse: 66,
    unit: 'mm[Hg]',
  };
  const bytes = Buffer.from(JSON.stringify(payload));
  const topic = `vigil/v1/cuff-${n}/blood-pressure`;
  await app.ingest({ source: 'http', topic, payload: bytes, receivedAt: at, mode });
};

/** Patients who measure every morning, P1 very low (78) on every tenth day; judged as it went when live. */
const panel = async (count: number, mode: Mode) => {
  const { app, clock } = await testApp(startAt);
  await enrol(app, startAt, roster(count));
  for (let day = 0; day < days; day += 1) {
    const at = startAt + day * dayMs + 8 * hourMs;
    clock.set(at);
    for (let n = 1; n <= count; n += 1) await measure(app, n, at, n === 1 && day % 10 === 9 ? 78 : 118, mode);
    if (mode === 'live') await app.evaluator.idle();
  }
  return { app, clock };
};

type Panel = Awaited<ReturnType<typeof panel>>;

const shipped = programLimits.hypertension;
const proposal = (over: Partial<RuleSet>): RuleSet => ({ limits: shipped, rules: {}, ...over });
const lower = proposal({ limits: { ...shipped, lowSystolicMmHg: 76, veryLowSystolicMmHg: 70 } });

const noProgress = () => {};

/** In this thread; how threads run it is tested where the command is. */
const run = ({ app, clock }: Panel, proposed: RuleSet, over: Partial<BacktestAsked> = {}) => {
  const { store } = app;
  const runShare: RunShare = (job, onPatients) =>
    runBacktest({ store, history: historyOf({ sql: store.readerSql, influx: null }) }, job, onPatients);
  return backtestProgram(
    { store, shares: 2, runShare, onProgress: noProgress },
    { programId: 'hypertension', proposed, days: 45, at: clock.now(), ...over },
  );
};

const contents = ({ app }: Panel): Record<string, string> => {
  const { readerSqlite } = app.store;
  const tables = readerSqlite
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all();
  return Object.fromEntries(
    tables.map(({ name }) => {
      const rows = readerSqlite.prepare(`SELECT * FROM "${name}"`).raw().all();
      return [name, `${rows.length} ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`];
    }),
  );
};

describe('a back-test of a program', () => {
  test('the same rule set changes nothing', async () => {
    const report = await run(await panel(2, 'history'), proposal({}));
    expect(report.changes).toEqual([]);
    expect(report.alerts.current).toBeGreaterThan(0);
    expect(report.alerts.proposed).toBe(report.alerts.current);
    expect(report).toMatchObject({ patients: 2, patientDays: 90, gained: { count: 0 }, lost: { count: 0 } });
  });

  test('what is imported as history is replayed as if it had come when measured', async () => {
    const [live, history] = [await panel(1, 'live'), await panel(1, 'history')];
    const [asLive, asHistory] = [await run(live, lower), await run(history, lower)];
    const figures = ({ alerts, items, rules, lost }: BacktestResult) => [alerts, items, rules, lost.count];
    expect(figures(asHistory)).toEqual(figures(asLive));
    expect(asHistory.historyReadings).toBe(asLive.readings);
    expect(asLive.historyReadings).toBe(0);
  });

  test('a change that halves the load says so, rule by rule', async () => {
    const opened = await panel(2, 'history');
    const report = await run(opened, proposal({ rules: { 'bp-low': { enabled: false } } }));
    expect(report.changes).toEqual([{ key: 'rules.bp-low.enabled', current: true, proposed: false }]);
    expect(report.items.proposed).toBeLessThanOrEqual(report.items.current / 2);
    expect(report.rules.find(r => r.id === 'bp-low')?.alerts).toMatchObject({ current: 5, proposed: 0 });
  });

  test('an item that was closed as real and acted on is named when it would be lost', async () => {
    const opened = await panel(1, 'live');
    const { app, clock } = opened;
    clock.set(startAt + 60 * dayMs);
    const { reader, t } = app.store;
    const [item] = await reader.select().from(t.worklistItem);
    const alerts = await reader.select().from(t.alert);
    const reviews = alerts.map(a => ({ alertId: a.id, verdict: 'true', action: 'medication-changed' }));
    const response = await app.api.request(`/api/v1/worklist/${item?.id}/close`, {
      method: 'POST',
      headers: {
        host: '127.0.0.1',
        'content-type': 'application/json',
        authorization: `Bearer ${app.tokens.operator}`,
        'vigil-actor': 'Ana Ruiz',
      },
      body: JSON.stringify({ reviews }),
    });
    expect(response.status, await response.clone().text()).toBe(200);
    const openedAt = item?.openedAt ?? 0;
    const report = await run(opened, lower, { days: 58 });
    const lost = report.lost.items[0];
    expect(lost?.closedAsReal).toEqual({ itemId: item?.id, action: 'medication-changed', actionable: true });
    expect(Math.abs(Date.parse(lost?.at ?? '') - openedAt)).toBeLessThan(hourMs);
    expect(report.lost.actionable).toBe(1);
  });

  test('admissions on file that neither would have caught, and one that only the current would', async () => {
    const opened = await panel(2, 'history');
    const { app, clock } = opened;
    const admitted = (n: number, day: number) =>
      `P${n},inpatient,${new Date(startAt + day * dayMs).toISOString()},,true`;
    const csv = ['patient,class,admittedAt,dischargedAt,emergent', admitted(1, 52), admitted(2, 40)].join(
      '\n',
    );
    await importEncounters({ store: app.store, directory: app.directory, actor, at: clock.now() }, csv);
    const { admissions } = await run(opened, lower);
    expect(admissions).toMatchObject({ onFile: 2, caughtByCurrent: 1, caughtByProposed: 0 });
    expect(admissions.neither).toHaveLength(1);
    expect(admissions.onlyCurrent).toHaveLength(1);
  });

  test("patients' own settings hold under both", async () => {
    const opened = await panel(1, 'history');
    const { app, clock } = opened;
    const deps = { store: app.store, directory: app.directory, actor };
    const own = { key: 'limits.veryLowSystolicMmHg', value: 74, why: 'runs low' };
    await setOverride({ ...deps, at: startAt }, 'P1', own);
    clock.set(clock.now() + hourMs);
    const report = await run(opened, proposal({ limits: { ...shipped, veryLowSystolicMmHg: 79 } }));
    expect(report.rules.find(r => r.id === 'bp-low')).toBeUndefined();
  });

  test('nothing that is stored changes', async () => {
    const opened = await panel(2, 'live');
    const before = contents(opened);
    await run(opened, lower);
    expect(contents(opened)).toEqual(before);
  });

  test('a program without readings is refused', async () => {
    const { app, clock } = await testApp(startAt);
    await expect(run({ app, clock }, lower)).rejects.toMatchObject({ code: 'not-allowed-now' });
  });
});
