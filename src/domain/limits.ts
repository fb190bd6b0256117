/** A glucose limit in both units: a value is compared in the unit its meter reported. */
export type GlucoseLimit = { readonly mgDl: number; readonly mmolL: number };

/** A program's clinical limits: versioned data, defaults in `rules/limits.ts`. Units are in the names. */
export type Limits = {
  readonly severeSystolicMmHg: number;
  readonly severeDiastolicMmHg: number;
  /** a severe alert clears on two readings below these */
  readonly severeClearSystolicMmHg: number;
  readonly severeClearDiastolicMmHg: number;
  readonly lowSystolicMmHg: number;
  readonly veryLowSystolicMmHg: number;
  readonly lowClearSystolicMmHg: number;
  readonly lowPulsePerMin: number;
  readonly veryLowPulsePerMin: number;
  /** a low pulse clears on two readings at or above it, a high one on two at or below `highClearPulsePerMin` */
  readonly lowClearPulsePerMin: number;
  readonly highPulsePerMin: number;
  readonly veryHighPulsePerMin: number;
  readonly highClearPulsePerMin: number;
  readonly meanSystolicMmHg: number;
  readonly meanDiastolicMmHg: number;
  readonly glucoseLevel1Low: GlucoseLimit;
  readonly glucoseLevel2Low: GlucoseLimit;
  readonly glucoseLowClear: GlucoseLimit;
  readonly glucoseHigh: GlucoseLimit;
  readonly glucoseVeryHigh: GlucoseLimit;
  readonly weightGain1DayKg: number;
  readonly weightGain3DaysKg: number;
  readonly weightGain7DaysKg: number;
  readonly weightAboveDryKg: number;
  /** lost in 3 days, or below the dry weight; matters together with `weightLossSystolicMmHg` */
  readonly weightLossKg: number;
  /** below it a rapid loss of weight suggests over-diuresis */
  readonly weightLossSystolicMmHg: number;
  /** whole local days without a reading, for a patient expected to measure daily */
  readonly missedDays: number;
};
