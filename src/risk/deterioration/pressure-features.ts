import { seriesOf } from './series.ts';
import { meanOfDay, type TelemetryDay } from './telemetry.ts';
import {
  extremeIn,
  leastSpread,
  ownOf,
  recentOf,
  shiftOf,
  slopeOf,
  variabilityOf,
  type Window,
} from './telemetry-window.ts';

export type PressureFeatures = {
  readonly systolicMmHg: number | null;
  readonly systolicShift: number | null;
  readonly systolicTrend7DaysPerWeek: number | null;
  readonly systolicTrend14DaysPerWeek: number | null;
  readonly systolicVariability: number | null;
  readonly lowestSystolicMmHg: number | null;
  readonly highestSystolicMmHg: number | null;
  readonly pulsePerMin: number | null;
  readonly pulseShift: number | null;
};

export const pressureOf = (days: readonly TelemetryDay[], window: Window): PressureFeatures => {
  const systolic = seriesOf(days, meanOfDay);
  const pulse = seriesOf(days, day => day.pulseMean);
  const recent = recentOf(systolic, window);
  const own = ownOf(systolic, window, leastSpread.systolic);
  const pulseRecent = recentOf(pulse, window);
  return {
    systolicMmHg: recent,
    systolicShift: shiftOf(recent, own),
    systolicTrend7DaysPerWeek: slopeOf(systolic, window, 7),
    systolicTrend14DaysPerWeek: slopeOf(systolic, window, 14),
    systolicVariability: variabilityOf(systolic, window, own),
    lowestSystolicMmHg: extremeIn(
      days,
      window,
      day => day.min,
      (a, b) => a < b,
    ),
    highestSystolicMmHg: extremeIn(
      days,
      window,
      day => day.max,
      (a, b) => a > b,
    ),
    pulsePerMin: pulseRecent,
    pulseShift: shiftOf(pulseRecent, ownOf(pulse, window, leastSpread.pulse)),
  };
};
