import { z } from 'zod';
import type { GlucoseLimit } from '../../domain/limits.ts';
import { mgDlPerMmolL } from '../../domain/units.ts';
import { param } from '../define.ts';
import { glucoseLimitText, glucoseText, highOrHi, lowOrLo } from '../glucose-compare.ts';
import { singleLimit } from './single-limit.ts';

const standards = 'ADA Standards of Care';

const mgDl = (byDefault: number, what: string) =>
  param(z.number().min(10).max(1000), byDefault, { what, unit: 'mg/dL', source: standards });

/** The limit as meters of either unit show it: 70 mg/dL is 3.9 mmol/L. */
const limitOf = (limitMgDl: number): GlucoseLimit => ({
  mgDl: limitMgDl,
  mmolL: Number((limitMgDl / mgDlPerMmolL).toFixed(1)),
});

/** One value below 70 mg/dL, or LO. */
export const singleGlucoseLow = singleLimit({
  id: 'single-glucose-low',
  title: 'Low glucose, one reading',
  concern: 'glucose',
  group: 'glucose-low',
  kind: 'glucose',
  source: `${standards}: level 1 low`,
  params: { glucoseMgDl: mgDl(70, 'low below') },
  says: (reading, { glucoseMgDl = 0 }) => {
    if (reading.kind !== 'glucose') return 'nothing';
    const limit = limitOf(glucoseMgDl);
    if (!lowOrLo(reading, limit)) return 'within';
    return { beyond: `glucose ${glucoseText(reading)}; limit ${glucoseLimitText(reading, limit)}` };
  },
});

/** One value above 250 mg/dL, or HI. */
export const singleGlucoseHigh = singleLimit({
  id: 'single-glucose-high',
  title: 'High glucose, one reading',
  concern: 'glucose',
  group: 'glucose-high',
  kind: 'glucose',
  source: `${standards}: level 2 high`,
  params: { glucoseMgDl: mgDl(250, 'high above') },
  says: (reading, { glucoseMgDl = 0 }) => {
    if (reading.kind !== 'glucose') return 'nothing';
    const limit = limitOf(glucoseMgDl);
    if (!highOrHi(reading, limit)) return 'within';
    return { beyond: `glucose ${glucoseText(reading)}; limit ${glucoseLimitText(reading, limit)}` };
  },
});
