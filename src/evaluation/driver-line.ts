import { eachFindingCounts } from '../alerts/attention.ts';
import { altersWorklist, isNewsToPeople } from '../alerts/episode.ts';
import type { RuleFacts } from '../alerts/rule-facts.ts';
import { type Lane, severities } from '../domain/alert.ts';
import { usuallyAcceptedUntil } from '../worklist/acceptance.ts';
import { decideLine, type Line, type LineDecision } from '../worklist/decide-line.ts';
import { answeredWith, mustAnswer } from '../worklist/to-answer.ts';
import type { Change, OnChange } from './driver.ts';
import type { SilentSpan } from './driver-gateways.ts';
import { createLineMemory, type LineMemory } from './driver-line-memory.ts';
import type { LineLog, Raise } from './driver-log.ts';
import type { Reviewer } from './driver-reviewer.ts';

export type { LineLog, LoggedAlert, LoggedItem } from './driver-log.ts';

export type LineOptions = {
  readonly timeZone: string;
  readonly reviewer: Reviewer;
  readonly factsOf: RuleFacts;
  /** when gateways of the patient's devices were silent */
  readonly silent?: readonly SilentSpan[];
};

export type DrivenLine = {
  /** for a contestant: what the fold tells */
  readonly onChange: OnChange;
  /** lets time pass to the end and says all that happened */
  readonly finish: (endAt: number) => LineLog;
};

const countsAgain = ({ rule, episode: { endedAt, everFiredAt, severity } }: Change): boolean =>
  endedAt === null && everFiredAt !== null && eachFindingCounts(rule.id, severity);

const isTechnical = (lane: Lane): boolean => lane === 'technical';

type Before = Pick<Line, 'lane' | 'state'> & { readonly severity: number; readonly confirmed: boolean };

/** Why a line asks after a decision; null when it asks nothing new. */
const whyOf = (
  before: Before | null,
  after: Before,
  { returnsToUnreviewed }: LineDecision,
): Raise['why'] | null => {
  if (before === null) return 'opened';
  if (returnsToUnreviewed) return 'returned';
  if (isTechnical(before.lane) && !isTechnical(after.lane)) return 'became-clinical';
  const isWorse = after.severity > before.severity || (after.confirmed && !before.confirmed);
  return isWorse && after.severity >= before.severity ? 'worse' : null;
};

/**
 * One patient's line in memory, by the decisions of the service, with a reviewer who closes it: what is open is reviewed
 * alert by alert, and what still fires is accepted for as long as the service would.
 */
export const createLine = ({ timeZone, reviewer, factsOf, silent = [] }: LineOptions): DrivenLine => {
  const memory: LineMemory = createLineMemory();
  const turns = silent.flatMap(({ fromAt, untilAt }) => [fromAt, untilAt]).sort((a, b) => a - b);
  let wakeAt: number | null = null;
  let reviewAt: number | null = null;

  const noteRaise = (before: Before | null, decision: LineDecision, now: number): void => {
    const after = memory.line();
    if (!after || decision.is === 'settle' || decision.is === 'nothing') return;
    const why = whyOf(before, after, decision);
    if (why === null) return;
    const severity = severities[after.severity] ?? 'info';
    memory.logRaise({ at: now, why, lane: after.lane, severity });
    reviewAt = Math.min(reviewAt ?? Number.POSITIVE_INFINITY, reviewer(now, severity, timeZone));
  };

  const decide = (changed: readonly Change[], now: number): void => {
    const before = memory.line();
    const ids = changed.map(c => c.episode.id);
    const decision = decideLine({
      line: before,
      alerts: memory.alertsFor(ids),
      reviews: memory.reviews,
      newsIds: changed.filter(c => isNewsToPeople(c.episode)).map(c => c.episode.id),
      againIds: changed.filter(countsAgain).map(c => c.episode.id),
      dealt: memory.dealt(now),
      silent: silent.filter(({ fromAt, untilAt }) => fromAt <= now && now < untilAt),
      factsOf,
      now,
    });
    memory.carryOut(decision, now);
    wakeAt = decision.wakeAt;
    if (memory.line() === null) reviewAt = null;
    noteRaise(before, decision, now);
  };

  const review = (now: number): void => {
    reviewAt = null;
    const alerts = memory.alertsFor([]);
    const required = mustAnswer(alerts, memory.reviews, now);
    const answered = answeredWith(
      alerts,
      memory.reviews,
      required.map(a => a.id),
      now,
    );
    for (const alert of required) memory.keepReview(alert, usuallyAcceptedUntil(alert, now), now);
    for (const { alert, speakerId } of answered) {
      const ownUntil = usuallyAcceptedUntil(alert, now);
      const speakerUntil = memory.reviews.get(speakerId)?.acceptedUntil ?? null;
      const until = ownUntil === null || speakerUntil === null ? ownUntil : Math.min(ownUntil, speakerUntil);
      memory.keepReview(alert, until, now);
    }
    memory.close(now, 'reviewer');
    decide([], now);
  };

  /** Lets what happens by itself happen up to `now`. */
  const passUpTo = (now: number): void => {
    for (;;) {
      const turnAt = turns[0] ?? Number.POSITIVE_INFINITY;
      const wakesAt = Math.min(wakeAt ?? Number.POSITIVE_INFINITY, turnAt);
      const next = Math.min(wakesAt, reviewAt ?? Number.POSITIVE_INFINITY);
      if (next > now || next === Number.POSITIVE_INFINITY) return;
      // what comes back at the very instant is reviewed with the rest
      if (next !== wakesAt) review(next);
      else {
        while (turns[0] === next) turns.shift();
        wakeAt = null;
        decide([], next);
      }
    }
  };

  return {
    onChange: (now, changes) => {
      passUpTo(now);
      for (const change of changes) {
        const isRaised = isNewsToPeople(change.episode) || countsAgain(change);
        memory.keepAlert(change, isRaised ? now : null);
      }
      const altering = changes.filter(c => altersWorklist(c.episode) || countsAgain(c));
      if (altering.length > 0) decide(altering, now);
    },
    finish: endAt => {
      passUpTo(endAt);
      return memory.log();
    },
  };
};
