import { dayMs } from '../domain/local-day.ts';

export type Telling = {
  /** when this membership's alert was raised; null: not yet */
  readonly toldAt: number | null;
  /** when an alert of an earlier membership of the same program was last raised; null: of none */
  readonly lastToldAt: number | null;
};

/**
 * Whether a member's risk alert may be raised: once a membership, and at most every so many days a patient and program.
 * Who comes back sooner is told of when the days are over, if still a member.
 */
export const mayTell = ({ toldAt, lastToldAt }: Telling, alertEveryDays: number, at: number): boolean =>
  toldAt === null && (lastToldAt === null || lastToldAt + alertEveryDays * dayMs <= at);
