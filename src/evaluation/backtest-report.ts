import type { BacktestAsk, BacktestResult } from '../contract/backtests.ts';
import { severityRank } from '../domain/alert.ts';
import { dayMs, hourMs } from '../domain/local-day.ts';
import { rules as catalogue } from '../rules/catalogue.ts';
import {
  type Ask,
  isActionable,
  type PatientOutcome,
  type RealItem,
  type Under,
} from './backtest-outcome.ts';

/** Two askings for one patient within it are about one thing: as long as repeats are merged. */
const sameMatterMs = 72 * hourMs;
/** Convention: an item so long before an admission could still have led to something. */
const caughtWithinMs = 14 * dayMs;
const longestList = 500;
const mostAffectedListed = 20;

export type Side = 'current' | 'proposed';
export type Span = Pick<BacktestResult, 'program' | 'days' | 'version' | 'changes'> & {
  readonly startAt: number;
  readonly endAt: number;
};

const iso = (at: number): string => new Date(at).toISOString();
const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((s, one) => s + of(one), 0);

const firedIn = ({ alerts }: Under): number => sum(Object.values(alerts), a => a.fired);

const isAnswered = ({ at }: Ask, asks: readonly Ask[]): boolean =>
  asks.some(other => Math.abs(other.at - at) <= sameMatterMs);

const realOf = (ask: Ask, real: readonly RealItem[]): BacktestAsk['closedAsReal'] => {
  const near = real.filter(item => Math.abs(item.openedAt - ask.at) <= sameMatterMs);
  const item = near.find(one => isActionable(one.action)) ?? near[0];
  return item ? { itemId: item.itemId, action: item.action, actionable: isActionable(item.action) } : null;
};

/** What one side asks that the other does not, within 72 hours. */
const askedOnlyBy = (outcomes: readonly PatientOutcome[], side: Side, other: Side): BacktestAsk[] =>
  outcomes
    .flatMap(outcome =>
      outcome[side].asks
        .filter(ask => !isAnswered(ask, outcome[other].asks))
        .map(ask => ({
          patientId: outcome.patientId,
          ...ask,
          rules: [...ask.rules],
          at: iso(ask.at),
          closedAsReal: realOf(ask, outcome.real),
        })),
    )
    .sort(
      (a, b) =>
        Number(b.closedAsReal?.actionable ?? false) - Number(a.closedAsReal?.actionable ?? false) ||
        Number(b.closedAsReal !== null) - Number(a.closedAsReal !== null) ||
        severityRank[b.severity] - severityRank[a.severity] ||
        a.at.localeCompare(b.at),
    );

/** The items that people had, each once however often the replay asks for it. */
const itemsOf = (asks: readonly BacktestAsk[]): ReadonlySet<string> =>
  new Set(asks.flatMap(ask => ask.closedAsReal?.itemId ?? []));

const isCaught = (admittedAt: number, { asks }: Under): boolean =>
  asks.some(({ at }) => at < admittedAt && at >= admittedAt - caughtWithinMs);

const admissionsOf = (outcomes: readonly PatientOutcome[]): BacktestResult['admissions'] => {
  const all = outcomes.flatMap(({ patientId, admissions, current, proposed }) =>
    admissions.map(at => ({
      told: { patientId, admittedAt: iso(at) },
      current: isCaught(at, current),
      proposed: isCaught(at, proposed),
    })),
  );
  const told = (holds: (a: (typeof all)[number]) => boolean) => all.filter(holds).map(a => a.told);
  return {
    onFile: all.length,
    caughtByCurrent: all.filter(a => a.current).length,
    caughtByProposed: all.filter(a => a.proposed).length,
    neither: told(a => !a.current && !a.proposed),
    onlyCurrent: told(a => a.current && !a.proposed),
    onlyProposed: told(a => a.proposed && !a.current),
  };
};

const mostAffected = (outcomes: readonly PatientOutcome[]): BacktestResult['mostAffected'] =>
  outcomes
    .map(({ patientId, current, proposed }) => ({
      patientId,
      alertsCurrent: firedIn(current),
      alertsProposed: firedIn(proposed),
      itemsCurrent: current.asks.length,
      itemsProposed: proposed.asks.length,
    }))
    .map(p => ({
      ...p,
      by: [Math.abs(p.itemsCurrent - p.itemsProposed), Math.abs(p.alertsCurrent - p.alertsProposed)],
    }))
    .filter(({ by: [items = 0, alerts = 0] }) => items + alerts > 0)
    .sort(
      (a, b) =>
        (b.by[0] ?? 0) - (a.by[0] ?? 0) ||
        (b.by[1] ?? 0) - (a.by[1] ?? 0) ||
        a.patientId.localeCompare(b.patientId),
    )
    .slice(0, mostAffectedListed)
    .map(({ by: _, ...patient }) => patient);

const rulesOf = (
  outcomes: readonly PatientOutcome[],
  figures: (current: number, proposed: number) => BacktestResult['items'],
): BacktestResult['rules'] => {
  const count = (side: Side, id: string, of: 'fired' | 'spoke') =>
    sum(outcomes, o => o[side].alerts[id]?.[of] ?? 0);
  return catalogue
    .map(({ id, title }) => ({
      id,
      title,
      alerts: figures(count('current', id, 'fired'), count('proposed', id, 'fired')),
      spoke: { current: count('current', id, 'spoke'), proposed: count('proposed', id, 'spoke') },
    }))
    .filter(({ alerts }) => alerts.current + alerts.proposed > 0);
};

const failuresOf = (outcomes: readonly PatientOutcome[]): BacktestResult['failures'] => {
  const byRule = Map.groupBy(
    outcomes.flatMap(o => o.failedRules),
    id => id,
  );
  return [...byRule].map(([ruleId, all]) => ({ ruleId, patients: all.length }));
};

/** What a change of rules would have meant for a program's past. Pure. */
export const backtestReport = (span: Span, outcomes: readonly PatientOutcome[]): BacktestResult => {
  const { startAt, endAt, ...said } = span;
  const patientDays = Math.round(sum(outcomes, o => o.days));
  const weeks = patientDays / 7;
  const perWeek = (n: number): number => (weeks === 0 ? 0 : Math.round((n / weeks) * 1e4) / 1e4);
  const figures = (current: number, proposed: number) => ({
    current,
    proposed,
    currentPerPatientWeek: perWeek(current),
    proposedPerPatientWeek: perWeek(proposed),
  });
  const gained = askedOnlyBy(outcomes, 'proposed', 'current');
  const lost = askedOnlyBy(outcomes, 'current', 'proposed');
  return {
    ...said,
    from: iso(startAt),
    to: iso(endAt),
    patients: outcomes.length,
    patientDays,
    readings: sum(outcomes, o => o.readings),
    historyReadings: sum(outcomes, o => o.historyReadings),
    alerts: figures(
      sum(outcomes, o => firedIn(o.current)),
      sum(outcomes, o => firedIn(o.proposed)),
    ),
    items: figures(
      sum(outcomes, o => o.current.asks.length),
      sum(outcomes, o => o.proposed.asks.length),
    ),
    rules: rulesOf(outcomes, figures),
    gained: { count: gained.length, items: gained.slice(0, longestList) },
    lost: {
      count: lost.length,
      closedAsReal: itemsOf(lost).size,
      actionable: itemsOf(lost.filter(ask => ask.closedAsReal?.actionable)).size,
      items: lost.slice(0, longestList),
    },
    admissions: admissionsOf(outcomes),
    mostAffected: mostAffected(outcomes),
    contradicted: outcomes.filter(o => o.isContradicted).map(o => o.patientId),
    failures: failuresOf(outcomes),
  };
};
