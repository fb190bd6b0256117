import type { CatalogueRule } from '../define.ts';
import { simpleGain1Day, simpleGain7Days } from './simple-weight-gain.ts';
import { singleBpHigh, singleBpLow, singlePulse } from './single-blood-pressure.ts';
import { singleGlucoseHigh, singleGlucoseLow } from './single-glucose.ts';
import { singleWeight } from './single-weight.ts';

const singleReadings: readonly CatalogueRule[] = [
  singleBpHigh,
  singleBpLow,
  singlePulse,
  singleGlucoseLow,
  singleGlucoseHigh,
];

/**
 * What ordinary systems do, to compare with. `simple`: 3 lb in a day, 5 lb in a week, and limits on single readings of
 * blood pressure, pulse and glucose; `single`: limits on single readings only, the weight's above the dry weight.
 */
export const referenceSets = {
  simple: [...singleReadings, simpleGain1Day, simpleGain7Days],
  single: [...singleReadings, singleWeight],
} as const satisfies Readonly<Record<string, readonly CatalogueRule[]>>;
