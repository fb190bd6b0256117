import { adherenceFading } from './adherence-fading.ts';
import { bpBaselineFall } from './bp-baseline-fall.ts';
import { bpBaselineShift } from './bp-baseline-shift.ts';
import { bpHighPostDischarge } from './bp-high-post-discharge.ts';
import { bpHighRepeated } from './bp-high-repeated.ts';
import { bpLow } from './bp-low.ts';
import { bpLowPostDischarge } from './bp-low-post-discharge.ts';
import { bpMeanHigh } from './bp-mean-high.ts';
import { bpSevere } from './bp-severe.ts';
import { bpSeverePregnancy } from './bp-severe-pregnancy.ts';
import { bpTrend } from './bp-trend.ts';
import { bpVariability } from './bp-variability.ts';
import type { CatalogueRule } from './define.ts';
import { deviceBattery } from './device-battery.ts';
import { deviceClock } from './device-clock.ts';
import { glucoseAfterMealHigh } from './glucose-after-meal-high.ts';
import { glucoseBaselineShift } from './glucose-baseline-shift.ts';
import { glucoseConsecutiveLows } from './glucose-consecutive-lows.ts';
import { glucoseFastingHigh } from './glucose-fasting-high.ts';
import { glucoseHighTwice } from './glucose-high-twice.ts';
import { glucoseLowBurden } from './glucose-low-burden.ts';
import { glucoseLowLevel1 } from './glucose-low-level-1.ts';
import { glucoseLowLevel2 } from './glucose-low-level-2.ts';
import { glucoseMeterHigh } from './glucose-meter-high.ts';
import { glucoseMeterLow } from './glucose-meter-low.ts';
import { glucoseOvernightLow } from './glucose-overnight-low.ts';
import { glucoseTimeInRange } from './glucose-time-in-range.ts';
import { glucoseVeryHighTwoDays } from './glucose-very-high-two-days.ts';
import { missedBloodPressure } from './missed-blood-pressure.ts';
import { missedGlucose } from './missed-glucose.ts';
import { missedWeight } from './missed-weight.ts';
import { monitoringReview } from './monitoring-review.ts';
import { pulseHigh } from './pulse-high.ts';
import { pulseLow } from './pulse-low.ts';
import { pulseShift } from './pulse-shift.ts';
import { suspectReading } from './suspect-reading.ts';
import { unownedBloodPressure } from './unowned-blood-pressure.ts';
import { unownedGlucose } from './unowned-glucose.ts';
import { weightAboveDry } from './weight-above-dry.ts';
import { weightBaselineShift } from './weight-baseline-shift.ts';
import { weightDecompensation } from './weight-decompensation.ts';
import { weightGain1Day } from './weight-gain-1-day.ts';
import { weightGain3Days } from './weight-gain-3-days.ts';
import { weightGain7Days } from './weight-gain-7-days.ts';
import { weightLoss } from './weight-loss.ts';
import { weightOverDiuresis } from './weight-over-diuresis.ts';
import { weightTrend } from './weight-trend.ts';
import { weightUnitOrPerson } from './weight-unit-or-person.ts';

/** Every rule that ships. */
export const rules: readonly CatalogueRule[] = [
  bpSeverePregnancy,
  bpSevere,
  bpHighRepeated,
  bpHighPostDischarge,
  bpBaselineShift,
  bpTrend,
  bpMeanHigh,
  bpVariability,
  bpLow,
  bpLowPostDischarge,
  bpBaselineFall,
  pulseLow,
  pulseHigh,
  pulseShift,
  glucoseMeterLow,
  glucoseLowLevel2,
  glucoseLowBurden,
  glucoseConsecutiveLows,
  glucoseOvernightLow,
  glucoseLowLevel1,
  glucoseMeterHigh,
  glucoseVeryHighTwoDays,
  glucoseBaselineShift,
  glucoseHighTwice,
  glucoseTimeInRange,
  glucoseFastingHigh,
  glucoseAfterMealHigh,
  weightDecompensation,
  weightAboveDry,
  weightBaselineShift,
  weightTrend,
  weightGain3Days,
  weightGain7Days,
  weightGain1Day,
  weightOverDiuresis,
  weightLoss,
  missedBloodPressure,
  missedGlucose,
  missedWeight,
  adherenceFading,
  monitoringReview,
  deviceBattery,
  deviceClock,
  weightUnitOrPerson,
  suspectReading,
  unownedBloodPressure,
  unownedGlucose,
];

export const ruleById: ReadonlyMap<string, CatalogueRule> = new Map(rules.map(rule => [rule.id, rule]));
