import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { BacktestResult } from '../contract/backtests.ts';
import type { WhatIfBody } from '../contract/what-if.ts';
import type { Store } from '../db/open.ts';
import { dayMs } from '../domain/local-day.ts';
import type { RuleSet } from '../domain/rule-set.ts';
import type { History } from '../readings/history/history.ts';
import type { Directory } from '../roster/directory.ts';
import { requireValid, timelineNow } from '../roster/override-scene.ts';
import { overrideInput, requireUnlocked } from '../roster/overrides.ts';
import { valueIn } from '../roster/overrides-list.ts';
import type { OverrideRow } from '../roster/overrides-under.ts';
import { findPatient } from '../roster/patients.ts';
import { currentRuleSet } from '../roster/rule-sets.ts';
import { type Override, timelineOf, withOverride } from '../rules/rule-set.ts';
import { loadPast } from './backtest-load.ts';
import { readOnFile } from './backtest-past.ts';
import { backtestReport } from './backtest-report.ts';
import type { Pair } from './backtest-sharing.ts';
import { replayMember } from './replay-member.ts';

/** What is replayed is bounded, since it runs where requests are answered. */
const mostDays = 180;

export const whatIfInput = overrideInput
  .pick({ key: true, value: true })
  .extend({ days: z.number().int().min(1).max(mostDays).default(90) });
export type WhatIfInput = z.infer<typeof whatIfInput>;

type Deps = {
  readonly store: Pick<Store, 'reader' | 'readerSql' | 't'>;
  readonly history: History;
  readonly directory: Pick<Directory, 'patient'>;
  readonly at: number;
};

const holds = ({ fromAt, untilAt }: OverrideRow, at: number): boolean =>
  fromAt <= at && (untilAt === null || untilAt > at);

const always = (key: string, value: unknown): Override => ({
  ...{ id: 'what-if', key, value },
  ...{ fromAt: 0, untilAt: null },
});

/** Of one key what holds today, and what is proposed, as if it had always held; all else as it was. */
const pairOf = (
  set: RuleSet,
  own: readonly OverrideRow[],
  key: string,
  values: WhatIfBody['value'],
): Pair => {
  const others = own.filter(o => o.key !== key);
  const version = { limits: set.limits, rules: set.rules, version: 0, fromAt: 0 };
  const timeline = (value: unknown) => timelineOf([version], [always(key, value), ...others]);
  return { current: timeline(values.now), proposed: timeline(values.proposed) };
};

const spoken = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'mgDl' in value ? `${value.mgDl} mg/dL` : String(value);

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

const bodyOf = (report: BacktestResult, key: string, value: WhatIfBody['value']): WhatIfBody => {
  const side = (of: 'current' | 'proposed') => ({
    alerts: report.alerts[of],
    spoke: report.rules.reduce((sum, rule) => sum + rule.spoke[of], 0),
    items: report.items[of],
  });
  const [now, proposed] = [side('current'), side('proposed')];
  const { from, to, days, patientDays, readings } = report;
  return {
    ...{ key, from, to, days, patientDays, readings, value, now, proposed },
    sentence: `at ${spoken(value.now)} → ${spoken(value.proposed)} this patient would have had ${counted(proposed.alerts, 'alert')} instead of ${now.alerts} in ${counted(days, 'day')}`,
    rules: report.rules.map(({ id, title, alerts, spoke }) => ({
      ...{ id, title },
      now: { alerts: alerts.current, spoke: spoke.current },
      proposed: { alerts: alerts.proposed, spoke: spoke.proposed },
    })),
    gained: report.gained.items,
    lost: report.lost.items,
    failures: report.failures.map(failure => failure.ruleId),
  };
};

/** By key the rules that were seen to read it: of them nothing has to be replayed to find out. No result rests on it. */
const readersOf = new Map<string, Set<string>>();

const knownReaders = (key: string): Set<string> => {
  const known = readersOf.get(key) ?? new Set<string>();
  readersOf.set(key, known);
  return known;
};

const ownSettings = ({ reader, t }: Deps['store'], patientId: string): Promise<OverrideRow[]> =>
  reader
    .select()
    .from(t.limitOverride)
    .where(eq(t.limitOverride.patientId, patientId))
    .orderBy(asc(t.limitOverride.fromAt), asc(t.limitOverride.at), asc(t.limitOverride.id));

/**
 * What one own setting would have meant for one patient over the last days: `vigil backtest` of this patient alone, up
 * to now. Only reads. @throws AppError not-found, not-allowed-now when locked, bad-request when it contradicts others
 */
export const whatIf = async (
  { store, history, directory, at }: Deps,
  id: string,
  { key, value, days }: WhatIfInput,
): Promise<WhatIfBody> => {
  const patient = await findPatient(store, id);
  const [current, own] = await Promise.all([
    currentRuleSet(store, patient.programId),
    ownSettings(store, patient.id),
  ]);
  requireUnlocked(current, key);
  const inForce = own.filter(o => holds(o, at));
  const proposedRow = { ...always(key, value), patientId: patient.id, why: '', by: '', at, endedBy: null };
  requireValid(timelineNow(current, [...inForce.filter(o => o.key !== key), proposedRow]), at, key);
  const values = { now: valueIn(inForce.reduce<RuleSet>(withOverride, current), key), proposed: value };
  const span = { startAt: at - days * dayMs, endAt: at };
  const onFile = await readOnFile(store, patient.programId, span.startAt, span.endAt, patient.id);
  const pair = pairOf(current, own, key, values);
  const deps = { directory, load: loadPast(store.readerSql, history), onFile };
  const outcome = await replayMember(deps, patient, { pair, ...span }, knownReaders(key));
  const told = { program: patient.programId, days, version: current.version, changes: [] };
  return bodyOf(backtestReport({ ...told, ...span }, [outcome]), key, values);
};
