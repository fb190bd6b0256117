export const monitoringStatuses = ['learning', 'active', 'away', 'in-hospital', 'ended'] as const;
/**
 * How a patient is watched. `learning`: no baseline yet, fixed limits only. `away`: missed-reading rules are silent
 * until a date. `in-hospital`: readings are stored, home rules pause, a critical finding still tells. `ended`: nothing tells.
 */
export type MonitoringStatus = (typeof monitoringStatuses)[number];

/** A change of status, in force from an instant until the next one, or until it resumes by itself. */
export type MonitoringChange = {
  readonly status: MonitoringStatus;
  readonly fromAt: number;
  /** `learning` and `away` turn into `active` here by themselves */
  readonly resumesAt: number | null;
  /** when a person should ask whether it still holds */
  readonly reviewAt: number | null;
};

/** The change in force at an instant; null before the first. `changes` are in order of `fromAt`. */
export const changeAt = (changes: readonly MonitoringChange[], at: number): MonitoringChange | null =>
  changes.findLast(change => change.fromAt <= at) ?? null;

/** The status at an instant: `active` where nothing else is in force. */
export const statusAt = (changes: readonly MonitoringChange[], at: number): MonitoringStatus => {
  const change = changeAt(changes, at);
  if (change === null || (change.resumesAt !== null && change.resumesAt <= at)) return 'active';
  return change.status;
};

type Span = {
  readonly status: MonitoringStatus;
  readonly fromAt: number;
  /** null: until further notice */
  readonly untilAt: number | null;
};

const earlier = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** The stretches during which each change was in force, up to an instant; none of them is empty. */
const spansUpTo = (changes: readonly MonitoringChange[], at: number): Span[] =>
  changes
    .map(({ status, fromAt, resumesAt }, index) => {
      const untilAt = earlier(resumesAt, changes[index + 1]?.fromAt ?? null);
      return { status, fromAt, untilAt };
    })
    .filter(span => span.fromAt <= at && (span.untilAt === null || span.untilAt > span.fromAt));

/** When the last stretch in one of some statuses was over, at or before an instant; null without one. */
export const lastEndOf = (
  changes: readonly MonitoringChange[],
  statuses: readonly MonitoringStatus[],
  at: number,
): number | null => {
  const ends = spansUpTo(changes, at)
    .filter(span => statuses.includes(span.status))
    .flatMap(({ untilAt }) => untilAt ?? [])
    .filter(end => end <= at && !statuses.includes(statusAt(changes, end)));
  return ends.length > 0 ? Math.max(...ends) : null;
};

/** Since when a patient has been in the status of an instant, changes that renewed it included. */
export const inStatusSince = (changes: readonly MonitoringChange[], at: number): number | null => {
  const status = statusAt(changes, at);
  const spans = spansUpTo(changes, at);
  let since: number | null = null;
  for (const span of spans.toReversed()) {
    if (span.status !== status || (span.untilAt !== null && span.untilAt < (since ?? at))) break;
    since = span.fromAt;
  }
  return since;
};

/** The next instant after `at` at which the status turns, or is renewed; null when none is known. */
export const nextTurnOf = (changes: readonly MonitoringChange[], at: number): number | null => {
  const turns = changes.flatMap(change => [change.fromAt, change.resumesAt ?? change.fromAt]);
  const ahead = turns.filter(turn => turn > at);
  return ahead.length > 0 ? Math.min(...ahead) : null;
};

/** Statuses in which nobody expects a patient to measure. */
export const notExpected: readonly MonitoringStatus[] = ['away', 'in-hospital', 'ended'];
