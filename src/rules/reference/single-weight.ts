import { z } from 'zod';
import { shown } from '../../domain/units.ts';
import { reaches } from '../compare.ts';
import { param } from '../define.ts';
import { singleLimit } from './single-limit.ts';

const usPractice = 'US practice: 5 lb (2.27 kg)';

/** One weigh-in 5 lb (2.27 kg) or more above the dry weight; says nothing of patients without one. */
export const singleWeight = singleLimit({
  id: 'single-weight',
  title: 'Above the dry weight, one weigh-in',
  concern: 'weight',
  group: 'weight-up',
  kind: 'weight',
  source: usPractice,
  params: {
    aboveDryKg: param(z.number().min(0.1).max(20), 2.27, {
      what: 'above the dry weight at or above',
      unit: 'kg',
      source: usPractice,
    }),
  },
  says: (reading, { aboveDryKg = 0 }, { patient }) => {
    const { dryWeightKg } = patient;
    if (reading.kind !== 'weight' || dryWeightKg === null) return 'nothing';
    if (!reaches(reading.weightKg - dryWeightKg, aboveDryKg)) return 'within';
    const above = shown(reading.weightKg - dryWeightKg, 2);
    return {
      beyond: `weight ${shown(reading.weightKg)} kg, ${above} kg above the dry weight; limit ${shown(aboveDryKg, 2)} kg`,
    };
  },
});
