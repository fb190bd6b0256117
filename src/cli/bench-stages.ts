import type { Metrics } from '../metrics.ts';
import { stages } from '../stage-times.ts';

export type StageTimes = Readonly<Record<(typeof stages)[number], number>>;

/** Microseconds a reading in each stage, since `before`. */
export const microsecondsByStage = (
  metrics: Metrics,
  before: StageTimes | null,
  readings: number,
): StageTimes =>
  Object.fromEntries(
    Object.entries(secondsByStage(metrics)).map(([stage, seconds]) => {
      const since = seconds - (before?.[stage as keyof StageTimes] ?? 0);
      return [stage, Math.round((since * 1e7) / Math.max(1, readings)) / 10];
    }),
  ) as StageTimes;

export const secondsByStage = (metrics: Metrics): StageTimes =>
  Object.fromEntries(
    stages.map(stage => [stage, metrics.read('vigil_stage_seconds_total', stage)]),
  ) as StageTimes;
