import type { TrueEvent } from '../evaluation/judge-quality/truth.ts';
import type { WorkerShare } from './evaluate-alerts-share.ts';

/** Patients to judge rules on, dealt out to workers. */
export type Panel = {
  readonly simulated: boolean;
  readonly patients: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly truth: readonly TrueEvent[];
  /** messages that the roster knows nothing of */
  readonly strangers: number;
  readonly shares: readonly WorkerShare[];
};

/** How the default set is judged. */
export type Judging = Pick<WorkerShare, 'proposal' | 'withoutEach' | 'withCurve'>;

/** Deals things out in turn, so that each hand has as much to do; no hand is empty unless there are too few. */
export const dealt = <T>(things: readonly T[], hands: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.min(hands, things.length) }, (_, hand) =>
    things.filter((_, i) => i % hands === hand),
  );
