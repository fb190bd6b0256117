import { type Finding, unknown } from '../domain/alert.ts';
import type { WeightReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { exceeds, fallsBelow } from './compare.ts';
import { defineRule } from './define.ts';
import { evidenceOf } from './evidence.ts';
import { clearWhenLast } from './window.ts';

const judge = (snapshot: Snapshot, weighIn: WeightReading, dryWeightKg: number): Finding => {
  const { weightAboveDryKg } = snapshot.limits;
  const aboveKg = weighIn.weightKg - dryWeightKg;
  if (!exceeds(aboveKg, weightAboveDryKg))
    return clearWhenLast(snapshot, 'weight', 2, one =>
      fallsBelow(one.weightKg - dryWeightKg, weightAboveDryKg / 2),
    );
  const above = `${shown(aboveKg, 2)} kg above the dry weight of ${shown(dryWeightKg, 2)} kg`;
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: `weight ${shown(weighIn.weightKg, 2)} kg, ${above}; limit ${shown(weightAboveDryKg, 2)} kg`,
    evidence: evidenceOf([weighIn], { weightAboveDryKg, dryWeightKg }),
  };
};

/** More than 2 kg above the prescribed dry weight; says nothing of a patient who has none prescribed. */
export const weightAboveDry = defineRule({
  id: 'weight-above-dry',
  version: 1,
  title: 'Weight above the dry weight',
  concern: 'weight',
  group: 'weight-up',
  ladder: ['warning'],
  clears: 'two weigh-ins within half the limit of the dry weight',
  steps: [],
  params: {},
  kinds: ['weight'],
  source: "ESC's 2 kg, held against the prescribed dry weight, and clearing below half: convention",
  evaluate: snapshot => {
    const { reading, patient } = snapshot;
    if (reading?.kind !== 'weight' || patient.dryWeightKg === null) return unknown;
    return judge(snapshot, reading, patient.dryWeightKg);
  },
});
