import { catalogueFacts } from '../alerts/rule-facts.ts';
import { dayMs } from '../domain/local-day.ts';
import type { Rule } from '../domain/rule.ts';
import type { Directory } from '../roster/directory.ts';
import { rules } from '../rules/catalogue.ts';
import type { Past } from './backtest-load.ts';
import type { Ask, Under } from './backtest-outcome.ts';
import { inOneStep, isSetAlike, type Pair, watchRules } from './backtest-sharing.ts';
import { type Change, drivePatient, type Failure, type OnChange } from './driver.ts';
import { createLine, type LineLog, type LoggedItem } from './driver-line.ts';
import { diligentReviewer } from './driver-reviewer.ts';

/** Judged before what is counted: what people accept is quiet for at most so long, so both sides start as they would be. */
export const warmUpMs = 14 * dayMs;

export type Replay = {
  readonly directory: Pick<Directory, 'patient'>;
  readonly patientId: string;
  readonly timeZone: string;
  readonly past: Past;
  /** what is counted begins here; what is judged, two weeks earlier */
  readonly startAt: number;
  readonly endAt: number;
};

const alertsIn = ({ alerts }: LineLog, startAt: number): Under['alerts'] => {
  const byRule: Record<string, { fired: number; spoke: number }> = {};
  for (const { ruleId, firedAt, quietAtFirst } of alerts) {
    if (firedAt === null || firedAt < startAt) continue;
    byRule[ruleId] ??= { fired: 0, spoke: 0 };
    byRule[ruleId].fired += 1;
    if (quietAtFirst === null) byRule[ruleId].spoke += 1;
  }
  return byRule;
};

const asksOf = (item: LoggedItem, { alerts }: LineLog): Ask[] => {
  const own = alerts.filter(a => item.alertIds.has(a.id));
  return item.raises
    .filter(raise => raise.why !== 'worse' && raise.lane !== 'technical')
    .map(({ at, lane, severity }) => {
      const raised = own.filter(a => a.raises.includes(at));
      const speaking = raised.length > 0 ? raised : own;
      const because = (speaking.find(a => a.severity === severity) ?? speaking[0])?.because ?? null;
      return { at, lane, severity, rules: [...new Set(speaking.map(a => a.ruleId))], because };
    });
};

const underOf = (log: LineLog, startAt: number): Under => ({
  alerts: alertsIn(log, startAt),
  asks: log.items.flatMap(item => asksOf(item, log)).filter(ask => ask.at >= startAt),
});

const order = new Map(rules.map((rule, i) => [rule.id, i]));

/** A line of its own for each side; what both share is told to both. */
const linesOf = (timeZone: string) => {
  const open = () => {
    const line = createLine({ timeZone, reviewer: diligentReviewer, factsOf: catalogueFacts });
    return { line, step: inOneStep(line.onChange, order) };
  };
  const [current, proposed] = [open(), open()];
  const shared: readonly OnChange[] = [current.step.from(0), proposed.step.from(0)];
  return {
    onShared: (at: number, changes: readonly Change[]) => {
      for (const tell of shared) tell(at, changes);
    },
    onCurrent: current.step.from(1),
    onProposed: proposed.step.from(1),
    finish: ({ startAt, endAt }: Replay) => {
      const [asIs, asProposed] = [current, proposed].map(({ line, step }) => {
        step.flush();
        return underOf(line.finish(endAt), startAt);
      }) as [Under, Under];
      return { current: asIs, proposed: asProposed };
    },
  };
};

export type Replayed = {
  readonly current: Under;
  readonly proposed: Under;
  readonly failures: readonly Failure[];
};

/**
 * Replays a patient's past under two timelines, each with a diligent reviewer of its own. A rule that both set alike is
 * judged once for both, as long as it reads no limit that differs: one that does is added to `ownRules`, and the patient
 * is replayed again.
 */
export const replayPatient = (replay: Replay, pair: Pair, ownRules: Set<string>): Replayed => {
  const { directory, patientId, timeZone, past, startAt, endAt } = replay;
  const isOwn = (rule: Rule): boolean => ownRules.has(rule.id) || !isSetAlike(rule, pair);
  const own = rules.filter(isOwn);
  const known = ownRules.size;
  const shared = watchRules(
    rules.filter(rule => !isOwn(rule)),
    pair,
    id => ownRules.add(id),
  );
  const lines = linesOf(timeZone);
  const failures = drivePatient({
    directory,
    patientId,
    steps: past.steps,
    before: past.before,
    startAt: startAt - warmUpMs,
    endAt,
    contestants: [
      { ...shared, onChange: lines.onShared },
      { rules: own, timeline: pair.current, onChange: lines.onCurrent },
      { rules: own, timeline: pair.proposed, onChange: lines.onProposed },
    ],
  });
  if (ownRules.size > known) return replayPatient(replay, pair, ownRules);
  return { ...lines.finish(replay), failures };
};
