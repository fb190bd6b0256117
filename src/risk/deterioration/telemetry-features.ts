import type { Severity } from '../../domain/alert.ts';
import { localDay } from '../../domain/local-day.ts';
import { baselineStartsAt, type PatientContext } from '../../domain/patient.ts';
import { type Kind, kinds } from '../../domain/reading.ts';
import { type AdherenceFeatures, adherenceOf } from './adherence.ts';
import { meanIn, type Series, seriesOf, valuesIn } from './series.ts';
import type { Telemetry, TelemetryDay } from './telemetry.ts';
import {
  baselineDays,
  extremeIn,
  gainOf,
  leastBaseline,
  leastSpread,
  ownOf,
  recentDays,
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

/** What a patient's readings say of the last weeks. A kind that nobody expects and that did not come is null. */
export type TelemetryFeatures = {
  /** kinds that are expected or came, joined by "+" */
  readonly measures: string;
  readonly weight: WeightFeatures | null;
  readonly pressure: PressureFeatures | null;
  readonly glucose: GlucoseFeatures | null;
  readonly adherence: AdherenceFeatures;
  readonly openAlerts: number;
  readonly worstAlert: Severity | 'none';
};

const mean = (rollup: TelemetryDay) => rollup.mean;

/** weigh-ins a week that a trend and a spread over days can be told from */
const oftenPerWeek = 5;

const weightOf = (
  days: readonly TelemetryDay[],
  window: Window,
  { dryWeightKg: dryKg, expectedPerWeek }: PatientContext,
): WeightFeatures => {
  const isOften = (expectedPerWeek.weight ?? oftenPerWeek) >= oftenPerWeek;
  const series = seriesOf(days, mean);
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

const pressureOf = (days: readonly TelemetryDay[], window: Window): PressureFeatures => {
  const systolic = seriesOf(days, mean);
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

const lowMgDl = 70;
const highMgDl = 180;
const isInRange = ({ min, max, outOfRange }: TelemetryDay): number =>
  outOfRange === 0 && min !== null && max !== null && min >= lowMgDl && max <= highMgDl ? 1 : 0;
const isLow = ({ min }: TelemetryDay): number => (min !== null && min < lowMgDl ? 1 : 0);

const shareIn = (series: Series, from: number, before: number, least: number): number | null =>
  valuesIn(series, from, before).length < least ? null : meanIn(series, from, before);

const glucoseOf = (days: readonly TelemetryDay[], window: Window): GlucoseFeatures => {
  const { today, baselineFrom } = window;
  const series = seriesOf(days, mean);
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

/**
 * What the readings of the last weeks say as of an instant. Levels, gains and trends take in what came of today; what was
 * missed counts whole days only. A new baseline starts after a hospital stay.
 */
export const telemetryFeatures = (telemetry: Telemetry): TelemetryFeatures => {
  const { patient, at, days, alerts } = telemetry;
  const today = localDay(at, patient.timeZone);
  const startsAt = baselineStartsAt(patient, at);
  const starts = startsAt === Number.NEGATIVE_INFINITY ? startsAt : localDay(startsAt, patient.timeZone);
  const window = { today, baselineFrom: Math.max(today - recentDays - baselineDays, starts) };
  const has = (kind: Kind) => (patient.expectedPerWeek[kind] ?? 0) > 0 || days[kind].length > 0;
  return {
    measures: kinds.filter(has).join('+'),
    weight: has('weight') ? weightOf(days.weight, window, patient) : null,
    pressure: has('blood-pressure') ? pressureOf(days['blood-pressure'], window) : null,
    glucose: has('glucose') ? glucoseOf(days.glucose, window) : null,
    adherence: adherenceOf(telemetry, today),
    openAlerts: alerts.count,
    worstAlert: alerts.worst ?? 'none',
  };
};
