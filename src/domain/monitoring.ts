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
