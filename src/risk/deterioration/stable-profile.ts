import type { TelemetryFeatures } from './telemetry-features.ts';

/** A patient who measures as expected and in whom nothing moves. The model's shapes are shifted to add 0 here. */
export const stableProfile: TelemetryFeatures = {
  measures: 'blood-pressure+glucose+weight',
  weight: {
    shift: 0,
    gain3DaysKg: 0,
    gain7DaysKg: 0,
    gain14DaysKg: 0,
    trend7DaysKgPerWeek: 0,
    overDryKg: 0,
    variability: 1,
  },
  pressure: {
    systolicMmHg: 125,
    systolicShift: 0,
    systolicTrend7DaysPerWeek: 0,
    systolicTrend14DaysPerWeek: 0,
    systolicVariability: 1,
    lowestSystolicMmHg: 115,
    highestSystolicMmHg: 135,
    pulsePerMin: 70,
    pulseShift: 0,
  },
  glucose: {
    meanMgDl: 140,
    shift: 0,
    trend7DaysPerWeek: 0,
    variability: 1,
    inRange: 0.9,
    inRangeChange: 0,
    lowDays: 0,
  },
  adherence: { missed7Days: 0.1, missed14Days: 0.1, missedChange: 0, silentDays: 0 },
  openAlerts: 0,
  worstAlert: 'none',
};
