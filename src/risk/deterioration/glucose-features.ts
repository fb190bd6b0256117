import { meanIn, type Series, seriesOf, valuesIn } from './series.ts';
import { meanOfDay, type TelemetryDay } from './telemetry.ts';
import {
  leastBaseline,
  leastSpread,
  ownOf,
  recentOf,
  shiftOf,
  slopeOf,
  variabilityOf,
  type Window,
} from './telemetry-window.ts';

export type GlucoseFeatures = {
  readonly meanMgDl: number | null;
  readonly shift: number | null;
  readonly trend7DaysPerWeek: number | null;
  readonly variability: number | null;
  /** share of the last seven days' days with readings that had all of them within 70–180 mg/dL (ADA target range) */
  readonly inRange: number | null;
  /** the same against the four weeks before */
  readonly inRangeChange: number | null;
  /** share of the last seven days' days with readings that had one below 70 mg/dL (ADA level 1) */
  readonly lowDays: number | null;
};

const lowMgDl = 70;
const highMgDl = 180;
const isInRange = ({ min, max, outOfRange }: TelemetryDay): number =>
  outOfRange === 0 && min !== null && max !== null && min >= lowMgDl && max <= highMgDl ? 1 : 0;
const isLow = ({ min }: TelemetryDay): number => (min !== null && min < lowMgDl ? 1 : 0);

const shareIn = (series: Series, from: number, before: number, least: number): number | null =>
  valuesIn(series, from, before).length < least ? null : meanIn(series, from, before);

export const glucoseOf = (days: readonly TelemetryDay[], window: Window): GlucoseFeatures => {
  const { today, baselineFrom } = window;
  const series = seriesOf(days, meanOfDay);
  const recent = recentOf(series, window);
  const own = ownOf(series, window, leastSpread.glucose);
  const within = seriesOf(days, isInRange);
  const inRange = shareIn(within, today - 7, today + 1, 3);
  const usual = shareIn(within, baselineFrom, today - 7, leastBaseline);
  return {
    meanMgDl: recent,
    shift: shiftOf(recent, own),
    trend7DaysPerWeek: slopeOf(series, window, 7),
    variability: variabilityOf(series, window, own),
    inRange,
    inRangeChange: inRange === null || usual === null ? null : inRange - usual,
    lowDays: shareIn(seriesOf(days, isLow), today - 7, today + 1, 3),
  };
};
