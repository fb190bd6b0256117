import {
  type AlertState,
  type Concern,
  needsPerson,
  type QuietReason,
  type Severity,
  severityRank,
} from '../domain/alert.ts';
import { hourMs } from '../domain/local-day.ts';
import type { Kind } from '../domain/reading.ts';
import { eachFindingCounts } from './attention.ts';
import type { RuleFacts } from './rule-facts.ts';

/** Merging repeats within 72 h helped LINK-HF2 (CLINICAL.md). */
export const mergeWithinMs = 72 * hourMs;

/** Convention: a gateway explains the silence of its patients for so long; then somebody asks after them all the same. */
export const gatewayExplainsMs = 7 * 24 * hourMs;

/** Why an alert asks for nobody, until when (null: until what hides it is over), and on whose account. */
export type Quiet = { readonly by: QuietReason; readonly until: number | null; readonly for: string };

/** An alert that asks for a person, were it not quiet. */
export type Asking = {
  readonly id: string;
  readonly ruleId: string;
  readonly concern: Concern;
  readonly severity: Severity;
  readonly confirmed: boolean;
  readonly state: AlertState;
  readonly startedAt: number;
  readonly firedAt: number | null;
  readonly endedAt: number | null;
  readonly raisedAt: number | null;
  readonly itemId: string | null;
};

/** A review of an alert: what a person dealt with. */
export type Dealt = Pick<Asking, 'ruleId' | 'severity' | 'confirmed'> & {
  readonly alertId: string;
  readonly at: number;
};

/** A gateway that is silent now, and a kind of device that the patient has behind it. */
export type SilentGateway = { readonly kind: Kind; readonly incidentId: string; readonly since: number };

export type Hearing = {
  readonly asking: readonly Asking[];
  /** alerts that were ever on the patient's open line, ended ones too */
  readonly onLine: readonly Asking[];
  /** alerts that have a review of their own */
  readonly isReviewed: (alertId: string) => boolean;
  readonly dealt: readonly Dealt[];
  readonly silent: readonly SilentGateway[];
  readonly factsOf: RuleFacts;
  readonly now: number;
};

const rankOf = ({ severity }: Pick<Asking, 'severity'>): number => severityRank[severity];

type Said = Pick<Asking, 'severity' | 'confirmed'>;
const isWorse = (alert: Said, than: Said): boolean =>
  rankOf(alert) > rankOf(than) || (alert.confirmed && !than.confirmed);

/** Silence of a patient whose gateway is silent says nothing of the patient. */
const behindGateway = ({ ruleId }: Asking, { silent, factsOf, now }: Hearing): Quiet | null => {
  const { group, kinds } = factsOf(ruleId);
  const incidents = kinds.map(kind => silent.find(gateway => gateway.kind === kind));
  const [first] = incidents;
  if (!group.startsWith('silence-') || first === undefined || incidents.includes(undefined)) return null;
  const until = first.since + gatewayExplainsMs;
  return until <= now ? null : { by: 'gateway', until, for: first.incidentId };
};

const worstThenLatest = (a: Asking, b: Asking): number =>
  rankOf(b) - rankOf(a) || Number(b.confirmed) - Number(a.confirmed) || b.startedAt - a.startedAt;

/** It came again soon after the last of its rule ended, on a line that still tells of that one. */
const mergedInto = (alert: Asking, { onLine }: Hearing): Quiet | null => {
  const [former] = onLine
    .filter(
      f =>
        f.ruleId === alert.ruleId &&
        f.id !== alert.id &&
        f.firedAt !== null &&
        f.endedAt !== null &&
        f.endedAt <= alert.startedAt &&
        alert.startedAt - f.endedAt < mergeWithinMs,
    )
    .sort(worstThenLatest);
  return former && !isWorse(alert, former) ? { by: 'merged', until: null, for: former.id } : null;
};

/**
 * A person has just dealt with one like it; what is over by the end of that time never speaks up. So nothing cools down
 * that may not leave the worklist by itself.
 */
const coolingDown = (alert: Asking, hearing: Hearing): Quiet | null => {
  if (needsPerson(alert.severity)) return null;
  const raisedAt = alert.raisedAt ?? alert.startedAt;
  const [last] = hearing.dealt
    .filter(d => d.ruleId === alert.ruleId && d.at <= raisedAt)
    .sort((a, b) => b.at - a.at);
  if (!last || isWorse(alert, last)) return null;
  const until = last.at + hearing.factsOf(alert.ruleId).coolDownMs;
  if (raisedAt >= until || (alert.endedAt ?? hearing.now) >= until) return null;
  return { by: 'cool-down', until, for: last.alertId };
};

const quietAlone = (alert: Asking, hearing: Hearing): Quiet | null => {
  if (eachFindingCounts(alert.ruleId, alert.severity)) return null;
  const ofGateway = behindGateway(alert, hearing);
  if (ofGateway || hearing.isReviewed(alert.id)) return ofGateway;
  return mergedInto(alert, hearing) ?? coolingDown(alert, hearing);
};

/** A lesser one of another matter: never what needs a person, since a low is no part of a high; never between devices. */
const mayBeSpokenFor = ({ concern, severity }: Asking): boolean =>
  concern !== 'device' && !needsPerson(severity);

const speaksFor = (speaker: Asking, alert: Asking, factsOf: RuleFacts): boolean => {
  if (speaker.concern !== alert.concern) return false;
  // one that is over is no reason to be silent of one that goes on
  if (speaker.state !== 'firing' && alert.state === 'firing') return false;
  const isOneMatter = factsOf(speaker.ruleId).group === factsOf(alert.ruleId).group;
  if (rankOf(speaker) !== rankOf(alert))
    return rankOf(speaker) > rankOf(alert) && (isOneMatter || mayBeSpokenFor(alert));
  return (
    isOneMatter &&
    factsOf(speaker.ruleId).order < factsOf(alert.ruleId).order &&
    (speaker.confirmed || !alert.confirmed)
  );
};

/** One about a reading of unclear owner speaks of that reading alone: not for others, nor they for it. */
const isOfPatient = ({ ruleId }: Asking, factsOf: RuleFacts): boolean => factsOf(ruleId).judges !== 'unowned';

/**
 * Which of the alerts that ask for a person are quiet, and why. Nothing critical ever is; a worse one, or one earlier in
 * the catalogue of the same matter, hides a lesser one of its concern while it speaks itself. Pure.
 */
export const quietOf = (hearing: Hearing): ReadonlyMap<string, Quiet | null> => {
  const { asking, factsOf } = hearing;
  const quiet = new Map(asking.map(alert => [alert.id, quietAlone(alert, hearing)]));
  const inTurn = asking
    .filter(alert => {
      const by = quiet.get(alert.id)?.by;
      return by === undefined || by === 'merged';
    })
    .sort((a, b) => rankOf(b) - rankOf(a) || factsOf(a.ruleId).order - factsOf(b.ruleId).order);
  const speaking: Asking[] = [];
  for (const alert of inTurn) {
    const speaker = eachFindingCounts(alert.ruleId, alert.severity)
      ? undefined
      : speaking.find(s => speaksFor(s, alert, factsOf));
    if (speaker) quiet.set(alert.id, { by: 'inhibited', until: null, for: speaker.id });
    else if (isOfPatient(alert, factsOf)) speaking.push(alert);
  }
  return quiet;
};
