import type { Concern, Lane } from '../../domain/alert.ts';
import type { LineLog, LoggedAlert, LoggedItem, Raise } from '../driver-log.ts';
import type { TrueEvent } from './truth.ts';

/** What a person is asked about a patient; technical lines are another queue, and a risk is no finding. */
const asksPeople = (lane: Lane): boolean => lane !== 'technical';
const isClinical = (concern: Concern): boolean => concern !== 'device' && concern !== 'risk';

export type EventScore = {
  readonly scenario: string;
  readonly detected: boolean;
  /** detected by more than silence: a line of the clinical lane was raised or worsened */
  readonly byReadings: boolean;
  /** before the outcome; null where it was not detected */
  readonly leadMs: number | null;
};

/** Plain sums over one patient's time, which add up over patients. */
export type PatientScore = {
  readonly patientMs: number;
  readonly items: number;
  readonly truePositiveItems: number;
  /** returns to unreviewed, the first one of each item included */
  readonly returns: number;
  readonly technicalReturns: number;
  readonly alerts: number;
  /** alerts that asked for nobody when they fired, since something spoke for them */
  readonly quietAlerts: number;
  readonly events: readonly EventScore[];
  readonly rules: Readonly<Record<string, RuleScore>>;
};

export type RuleScore = { readonly alerts: number; readonly truePositive: number };

/** An event is over when its outcome is; what was raised at either end counts. */
const within = ({ onset, outcome }: TrueEvent, at: number): boolean => at >= onset && at <= outcome;

const askingRaises = ({ raises }: LoggedItem): readonly Raise[] => raises.filter(r => asksPeople(r.lane));

const isReturn = ({ why }: Raise): boolean => why !== 'worse';

/** When an item was raised, and when its alerts were while it was open. */
const instantsOf = (item: LoggedItem, alerts: ReadonlyMap<string, LoggedAlert>): number[] => {
  const until = item.closedAt ?? Number.POSITIVE_INFINITY;
  const ofAlerts = [...item.alertIds]
    .flatMap(id => alerts.get(id) ?? [])
    .filter(a => isClinical(a.concern))
    .flatMap(a => a.raises)
    .filter(at => at >= item.openedAt && at <= until);
  return [...askingRaises(item).map(r => r.at), ...ofAlerts];
};

const scoreEvent = (event: TrueEvent, raises: readonly Raise[]): EventScore => {
  const inTime = raises.filter(r => within(event, r.at));
  const firstAt = Math.min(...inTime.map(r => r.at));
  return {
    scenario: event.scenario,
    detected: inTime.length > 0,
    byReadings: inTime.some(r => r.lane === 'clinical'),
    leadMs: inTime.length > 0 ? event.outcome - firstAt : null,
  };
};

const scoreRules = (
  fired: readonly LoggedAlert[],
  events: readonly TrueEvent[],
): Record<string, RuleScore> => {
  const rules: Record<string, RuleScore> = {};
  for (const { ruleId, raises } of fired) {
    const { alerts, truePositive } = rules[ruleId] ?? { alerts: 0, truePositive: 0 };
    const isTrue = raises.some(at => events.some(e => within(e, at)));
    rules[ruleId] = { alerts: alerts + 1, truePositive: truePositive + (isTrue ? 1 : 0) };
  }
  return rules;
};

/**
 * Holds what a rule set did about one patient against what befell the patient. An event counts as detected when a line
 * that asks people about the patient is raised or worsens between onset and outcome; an item is a true positive when it,
 * or any of its alerts while it is open, is raised in such a time. Pure.
 */
export const scorePatient = (log: LineLog, truth: readonly TrueEvent[], patientMs: number): PatientScore => {
  const events = truth.filter(e => e.clinical);
  const alerts = new Map(log.alerts.map(a => [a.id, a]));
  const items = log.items.filter(item => askingRaises(item).length > 0);
  const raises = items.flatMap(askingRaises);
  const fired = log.alerts.filter(a => a.firedAt !== null);
  const clinical = fired.filter(a => isClinical(a.concern));
  return {
    patientMs,
    items: items.length,
    truePositiveItems: items.filter(item =>
      instantsOf(item, alerts).some(at => events.some(e => within(e, at))),
    ).length,
    returns: raises.filter(isReturn).length,
    technicalReturns: log.items.flatMap(i => i.raises).filter(r => isReturn(r) && !asksPeople(r.lane)).length,
    alerts: clinical.length,
    quietAlerts: clinical.filter(a => a.quietAtFirst !== null).length,
    events: events.map(e => scoreEvent(e, raises)),
    rules: scoreRules(fired, events),
  };
};
