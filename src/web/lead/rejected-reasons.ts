import type { DeviceHealthBody } from '../../contract/reports.ts';

export type RejectedReason = {
  readonly reason: string;
  readonly messages: number;
  readonly waiting: number;
  /** a UTC day */
  readonly lastDay: string;
};

/** Rejected messages by reason, the most first. */
export const byReason = (days: DeviceHealthBody['rejected']): RejectedReason[] =>
  [...Map.groupBy(days, ({ reason }) => reason)]
    .map(([reason, of]) => ({
      reason,
      messages: of.reduce((sum, { messages }) => sum + messages, 0),
      waiting: of.reduce((sum, { waiting }) => sum + waiting, 0),
      lastDay:
        of
          .map(({ day }) => day)
          .toSorted()
          .at(-1) ?? '',
    }))
    .sort((a, b) => b.messages - a.messages || a.reason.localeCompare(b.reason));
