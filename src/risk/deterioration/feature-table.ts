import { severities } from '../../domain/alert.ts';
import { kinds } from '../../domain/reading.ts';
import type { FeatureOf, FeatureValue } from '../model/feature.ts';
import { stableProfile } from './stable-profile.ts';
import type { TelemetryFeatures } from './telemetry-features.ts';

type Feature = FeatureOf<TelemetryFeatures>;

/** Undefined where the feature does not apply: no such device, no target on file. */
type Value = (of: TelemetryFeatures) => FeatureValue | undefined;

/** What does not apply reads as it does for a stable patient, so that it adds nothing; what should be known and is not, is null. */
const elseStable =
  (value: Value) =>
  (of: TelemetryFeatures): FeatureValue => {
    const its = value(of);
    return its === undefined ? (value(stableProfile) ?? null) : its;
  };

const number = (id: string, label: string, unit: string, cuts: readonly number[], value: Value): Feature => ({
  kind: 'number',
  id,
  label,
  unit,
  cuts,
  value: elseStable(value),
});

/** Every set of kinds, joined by "+" in the order of `kinds`. */
const deviceSets: readonly string[] = Array.from({ length: 2 ** kinds.length }, (_, set) =>
  kinds.filter((_, i) => (set >> i) % 2 === 1).join('+'),
);

const spoken = (set: string): string =>
  set === '' ? 'nothing' : set.replaceAll('+', ', ').replaceAll('-', ' ');

/**
 * What a patient measures tells which program it is, and so how often events are: it belongs to what everybody starts
 * from, and is no part of how a patient differs from a stable one.
 */
export const baseFeatureId = 'measures';

const percentOf = (share: number | null | undefined): number | null | undefined =>
  share === null || share === undefined ? share : 100 * share;

const shiftCuts = [-3, -2, -1.2, 1.2, 2, 3, 4.5];
const spreadCuts = [1.6, 2.2, 3];

/** Cuts are wide around what is usual: ordinary ups and downs stay in one bin. */
export const deteriorationFeatures: readonly Feature[] = [
  {
    kind: 'category',
    id: baseFeatureId,
    label: 'devices in use',
    levels: deviceSets.map(id => ({ id, label: spoken(id) })),
    value: of => of.measures,
  },
  number(
    'weight-shift',
    'weight over the last 3 days against the 4 weeks before',
    'own spreads',
    shiftCuts,
    of => of.weight?.shift,
  ),
  number(
    'weight-gain-3-days',
    'weight gained in 3 days',
    'kg',
    [-1.5, -0.8, 0.7, 1, 1.5, 2],
    of => of.weight?.gain3DaysKg,
  ),
  number(
    'weight-gain-7-days',
    'weight gained in 7 days',
    'kg',
    [-2, -1, 0.9, 1.4, 2.3, 3],
    of => of.weight?.gain7DaysKg,
  ),
  number(
    'weight-gain-14-days',
    'weight gained in 14 days',
    'kg',
    [-2, -1.2, 1, 1.6, 2.5, 4],
    of => of.weight?.gain14DaysKg,
  ),
  number(
    'weight-trend-7-days',
    'trend of weight over 7 days',
    'kg a week',
    [-2.5, -1.2, 1.2, 2, 3],
    of => of.weight?.trend7DaysKgPerWeek,
  ),
  number(
    'weight-over-dry',
    'weight over the target',
    'kg',
    [-2, -1, 1.5, 2.5, 4],
    of => of.weight?.overDryKg,
  ),
  number(
    'weight-variability',
    'spread of weight over 10 days',
    'own spreads',
    spreadCuts,
    of => of.weight?.variability,
  ),
  number(
    'systolic-level',
    'systolic pressure over the last 3 days',
    'mmHg',
    [90, 100, 150, 160, 175],
    of => of.pressure?.systolicMmHg,
  ),
  number(
    'systolic-shift',
    'systolic pressure over the last 3 days against the 4 weeks before',
    'own spreads',
    shiftCuts,
    of => of.pressure?.systolicShift,
  ),
  number(
    'systolic-trend-7-days',
    'trend of systolic pressure over 7 days',
    'mmHg a week',
    [-25, -15, 15, 25],
    of => of.pressure?.systolicTrend7DaysPerWeek,
  ),
  number(
    'systolic-trend-14-days',
    'trend of systolic pressure over 14 days',
    'mmHg a week',
    [-12, -6, 6, 12],
    of => of.pressure?.systolicTrend14DaysPerWeek,
  ),
  number(
    'systolic-variability',
    'spread of systolic pressure over 10 days',
    'own spreads',
    spreadCuts,
    of => of.pressure?.systolicVariability,
  ),
  number(
    'lowest-systolic',
    'lowest systolic pressure of the last 3 days',
    'mmHg',
    [80, 90, 95],
    of => of.pressure?.lowestSystolicMmHg,
  ),
  number(
    'highest-systolic',
    'highest systolic pressure of the last 3 days',
    'mmHg',
    [165, 180],
    of => of.pressure?.highestSystolicMmHg,
  ),
  number(
    'pulse-level',
    'pulse over the last 3 days',
    '/min',
    [50, 90, 100, 110],
    of => of.pressure?.pulsePerMin,
  ),
  number(
    'pulse-shift',
    'pulse over the last 3 days against the 4 weeks before',
    'own spreads',
    shiftCuts,
    of => of.pressure?.pulseShift,
  ),
  number(
    'glucose-level',
    'glucose over the last 3 days',
    'mg/dL',
    [80, 220, 260, 300],
    of => of.glucose?.meanMgDl,
  ),
  number(
    'glucose-shift',
    'glucose over the last 3 days against the 4 weeks before',
    'own spreads',
    shiftCuts,
    of => of.glucose?.shift,
  ),
  number(
    'glucose-trend-7-days',
    'trend of glucose over 7 days',
    'mg/dL a week',
    [-60, -30, 30, 60],
    of => of.glucose?.trend7DaysPerWeek,
  ),
  number(
    'glucose-variability',
    'spread of glucose over 10 days',
    'own spreads',
    spreadCuts,
    of => of.glucose?.variability,
  ),
  number('glucose-in-range', 'days of the last 7 with all glucose within 70–180 mg/dL:', '%', [15], of =>
    percentOf(of.glucose?.inRange),
  ),
  number(
    'glucose-in-range-change',
    'that share against the 4 weeks before:',
    '% points',
    [-50, -30, 30],
    of => percentOf(of.glucose?.inRangeChange),
  ),
  number('glucose-low-days', 'days of the last 7 with glucose below 70 mg/dL:', '%', [20, 35, 50], of =>
    percentOf(of.glucose?.lowDays),
  ),
  number('missed-7-days', 'expected readings missed in 7 days:', '%', [35, 50, 70, 90], of =>
    percentOf(of.adherence.missed7Days),
  ),
  number('missed-14-days', 'expected readings missed in 14 days:', '%', [35, 50, 70, 90], of =>
    percentOf(of.adherence.missed14Days),
  ),
  number('missed-change', 'missed in 7 days against the 4 weeks before:', '% points', [20, 35, 50, 70], of =>
    percentOf(of.adherence.missedChange),
  ),
  number('silent-days', 'without any reading for', 'days', [2, 3, 4, 7], of => of.adherence.silentDays),
  number('open-alerts', 'alerts that fire', '', [1, 2, 3], of => of.openAlerts),
  {
    kind: 'category',
    id: 'worst-alert',
    label: 'worst alert that fires',
    levels: ['none', ...severities].map(id => ({ id, label: id })),
    value: of => of.worstAlert,
  },
];
