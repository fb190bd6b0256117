import type { PatientContext } from '../../domain/patient.ts';
import { seriesOf } from './series.ts';
import { meanOfDay, type TelemetryDay } from './telemetry.ts';
import {
  gainOf,
  leastSpread,
  ownOf,
  recentOf,
  shiftOf,
  slopeOf,
  variabilityOf,
  type Window,
} from './telemetry-window.ts';

export type WeightFeatures = {
  /** mean of the last days against the median of the four weeks before, in own spreads */
  readonly shift: number | null;
  readonly gain3DaysKg: number | null;
  readonly gain7DaysKg: number | null;
  readonly gain14DaysKg: number | null;
  /** undefined: fewer than five weigh-ins a week are expected */
  readonly trend7DaysKgPerWeek: number | null | undefined;
  /** undefined: no target is on file */
  readonly overDryKg: number | null | undefined;
  /** standard deviation of the last ten days in own spreads; undefined as the trend */
  readonly variability: number | null | undefined;
};

/** weigh-ins a week that a trend and a spread over days can be told from */
const oftenPerWeek = 5;

export const weightOf = (
  days: readonly TelemetryDay[],
  window: Window,
  { dryWeightKg: dryKg, expectedPerWeek }: PatientContext,
): WeightFeatures => {
  const isOften = (expectedPerWeek.weight ?? oftenPerWeek) >= oftenPerWeek;
  const series = seriesOf(days, meanOfDay);
  const recent = recentOf(series, window);
  const own = ownOf(series, window, leastSpread.weight);
  return {
    shift: shiftOf(recent, own),
    gain3DaysKg: gainOf(series, recent, window, 3),
    gain7DaysKg: gainOf(series, recent, window, 7),
    gain14DaysKg: gainOf(series, recent, window, 14),
    trend7DaysKgPerWeek: isOften ? slopeOf(series, window, 7) : undefined,
    overDryKg: dryKg === null ? undefined : recent === null ? null : recent - dryKg,
    variability: isOften ? variabilityOf(series, window, own) : undefined,
  };
};
