import type { Kind } from './reading.ts';

/** Which patient used a device slot, and when. Open ends: null = from the beginning / until further notice. */
export type Assignment = {
  readonly patientId: string;
  readonly kind: Kind;
  readonly slot: string | null;
  readonly fromAt: number | null;
  readonly untilAt: number | null;
};

export const holdsAt = ({ fromAt, untilAt }: Pick<Assignment, 'fromAt' | 'untilAt'>, at: number): boolean =>
  (fromAt === null || fromAt <= at) && (untilAt === null || at < untilAt);
