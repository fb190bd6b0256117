import { expect, test } from 'vitest';
import { rosterCsv } from '../../simulators/roster.ts';
import { panelStream } from '../../simulators/stream.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import type { RuleSet } from '../../src/domain/rule-set.ts';
import { loadPast } from '../../src/evaluation/backtest-load.ts';
import { replayPatient, warmUpMs } from '../../src/evaluation/backtest-patient.ts';
import { historyOf } from '../../src/readings/history/influx-history.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { timelineOf } from '../../src/rules/rule-set.ts';
import { panelOf, startAt as panelStart } from '../simulators/fixtures.ts';
import { deliver, enrol, testApp } from '../support/app.ts';

const everyRule = rules.map(rule => rule.id);
const timeline = (set: RuleSet) => timelineOf([{ ...set, version: 1, fromAt: 0 }]);
const asShipped: RuleSet = { limits: defaultLimits, rules: {} };

const panel = async () => {
  const patients = panelOf('shared', 12);
  const endAt = panelStart + 60 * dayMs;
  const { app, clock } = await testApp(panelStart);
  const release = app.evaluator.hold();
  await enrol(app, panelStart, rosterCsv(patients));
  await deliver(app, clock, [...panelStream(patients, panelStart, endAt)]);
  const members = await app.store.reader.select().from(app.store.t.patient);
  return { app, members, release, startAt: panelStart + 20 * dayMs, endAt };
};

const changes: readonly (readonly [string, RuleSet])[] = [
  ['limits', { ...asShipped, limits: { ...defaultLimits, meanSystolicMmHg: 130, lowSystolicMmHg: 94 } }],
  ['a limit that many rules read', { ...asShipped, limits: { ...defaultLimits, weightGain3DaysKg: 1 } }],
  [
    'switches and parameters',
    { ...asShipped, rules: { 'adherence-fading': { enabled: false }, 'bp-mean-high': { enabled: false } } },
  ],
];

test('rules that both sides set alike are judged once, and nothing comes out otherwise', async () => {
  const { app, members, startAt, endAt } = await panel();
  const load = loadPast(app.store.readerSql, historyOf({ sql: app.store.readerSql, influx: null }));
  for (const [name, set] of changes) {
    const pair = { current: timeline(asShipped), proposed: timeline(set) };
    const found = new Set<string>();
    let alerts = 0;
    for (const { id, timeZone } of members) {
      const past = await load(id, { startAt: startAt - warmUpMs, countedFrom: startAt, endAt });
      const replay = { directory: app.directory, patientId: id, timeZone, past, startAt, endAt };
      const apart = replayPatient(replay, pair, new Set(everyRule));
      expect(replayPatient(replay, pair, found), name).toEqual(apart);
      alerts += Object.keys(apart.current.alerts).length;
    }
    expect(alerts, name).toBeGreaterThan(0);
    expect(found.size, name).toBeLessThan(everyRule.length);
  }
});
