import { bpLow } from './bp-low.ts';
import { bpMeanHigh } from './bp-mean-high.ts';
import { bpSevere } from './bp-severe.ts';
import type { CatalogueRule } from './define.ts';
import { deviceClock } from './device-clock.ts';
import { glucoseConsecutiveLows } from './glucose-consecutive-lows.ts';
import { glucoseHighTwice } from './glucose-high-twice.ts';
import { glucoseLowLevel1 } from './glucose-low-level-1.ts';
import { glucoseLowLevel2 } from './glucose-low-level-2.ts';
import { glucoseMeterHigh } from './glucose-meter-high.ts';
import { glucoseMeterLow } from './glucose-meter-low.ts';
import { glucoseVeryHighTwoDays } from './glucose-very-high-two-days.ts';
import { missedBloodPressure } from './missed-blood-pressure.ts';
import { missedGlucose } from './missed-glucose.ts';
import { missedWeight } from './missed-weight.ts';
import { monitoringReview } from './monitoring-review.ts';
import { pulseHigh } from './pulse-high.ts';
import { pulseLow } from './pulse-low.ts';
import { suspectReading } from './suspect-reading.ts';
import { unownedBloodPressure } from './unowned-blood-pressure.ts';
import { unownedGlucose } from './unowned-glucose.ts';
import { weightAboveDry } from './weight-above-dry.ts';
import { weightGain1Day } from './weight-gain-1-day.ts';
import { weightGain3Days } from './weight-gain-3-days.ts';
import { weightGain7Days } from './weight-gain-7-days.ts';
import { weightOverDiuresis } from './weight-over-diuresis.ts';

/** Every rule that ships. */
export const rules: readonly CatalogueRule[] = [
  bpSevere,
  bpLow,
  bpMeanHigh,
  pulseLow,
  pulseHigh,
  glucoseLowLevel1,
  glucoseLowLevel2,
  glucoseConsecutiveLows,
  glucoseHighTwice,
  glucoseVeryHighTwoDays,
  glucoseMeterHigh,
  glucoseMeterLow,
  weightGain1Day,
  weightGain3Days,
  weightGain7Days,
  weightAboveDry,
  weightOverDiuresis,
  missedBloodPressure,
  missedGlucose,
  missedWeight,
  monitoringReview,
  deviceClock,
  suspectReading,
  unownedBloodPressure,
  unownedGlucose,
];

export const ruleById: ReadonlyMap<string, CatalogueRule> = new Map(rules.map(rule => [rule.id, rule]));
