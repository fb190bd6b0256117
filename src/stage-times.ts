import type { Metrics } from './metrics.ts';

/** What the machine does with a reading, in order; `commit` is beginning and ending transactions, waits for the disk included. */
export const stages = ['decode', 'store', 'load', 'judge', 'apply', 'commit'] as const;
export type Stage = (typeof stages)[number];

export type Stages = {
  /** counts the time since the last mark for a stage */
  readonly end: (stage: Stage) => void;
};

/** Begins to count time into `vigil_stage_seconds_total`. */
export const beginStages = (metrics: Pick<Metrics, 'count'>): Stages => {
  let since = performance.now();
  return {
    end: stage => {
      const now = performance.now();
      metrics.count('vigil_stage_seconds_total', stage, (now - since) / 1000);
      since = now;
    },
  };
};
