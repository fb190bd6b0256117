import type { FeatureOf, FeatureValue } from '../model/feature.ts';
import { stableProfile } from './stable-profile.ts';
import type { TelemetryFeatures } from './telemetry-features.ts';

export type Feature = FeatureOf<TelemetryFeatures>;

/** Undefined where the feature does not apply: no such device, no target on file. */
type Value = (of: TelemetryFeatures) => FeatureValue | undefined;

/** What does not apply reads as it does for a stable patient, so that it adds nothing; what should be known and is not, is null. */
const elseStable =
  (value: Value) =>
  (of: TelemetryFeatures): FeatureValue => {
    const its = value(of);
    return its === undefined ? (value(stableProfile) ?? null) : its;
  };

/** A measure with a unit stands after its name and a colon, a count before its name. */
/** A row of the table of features. Cuts are wide around what is usual: ordinary ups and downs stay in one bin. */
export const number = (
  id: string,
  label: string,
  unit: string,
  cuts: readonly number[],
  value: Value,
): Feature => ({
  kind: 'number',
  id,
  label: unit === '' ? label : `${label}:`,
  unit,
  cuts,
  value: elseStable(value),
});

export const percentOf = (share: number | null | undefined): number | null | undefined =>
  share === null || share === undefined ? share : 100 * share;

export const shiftCuts = [-3, -2, -1.2, 1.2, 2, 3, 4.5];
export const spreadCuts = [1.6, 2.2, 3];
