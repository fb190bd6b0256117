import { z } from 'zod';
import { unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import { defineRule, param, type Values } from './define.ts';
import { judgeSevereBy, type SevereScale, severeParams } from './severe-rule.ts';

const acog = 'ACOG Committee Opinion 767: 160/110 mmHg';
const mmHg = (least: number, most: number, byDefault: number, what: string, source: string) =>
  param(z.number().min(least).max(most), byDefault, { what, unit: 'mmHg', source });

const pregnancyParams = {
  ...severeParams,
  severeSystolicMmHg: mmHg(130, 180, 160, 'severe at or above, systolic', acog),
  severeDiastolicMmHg: mmHg(80, 120, 110, 'severe at or above, diastolic', acog),
  clearMarginMmHg: mmHg(0, 30, 10, 'it clears this far below', 'convention'),
};

/** A program's own lower limits hold. */
const scaleOf = (limits: Limits, params: Values<typeof pregnancyParams>): SevereScale => {
  const severeSystolicMmHg = Math.min(params.severeSystolicMmHg, limits.severeSystolicMmHg);
  const severeDiastolicMmHg = Math.min(params.severeDiastolicMmHg, limits.severeDiastolicMmHg);
  return {
    severeSystolicMmHg,
    severeDiastolicMmHg,
    severeClearSystolicMmHg: severeSystolicMmHg - params.clearMarginMmHg,
    severeClearDiastolicMmHg: severeDiastolicMmHg - params.clearMarginMmHg,
  };
};

/**
 * Severe pressure of a patient flagged as pregnant or postpartum (ACOG 767: ≥160 or ≥110 mmHg): critical when repeated
 * within 15 min, "unconfirmed: call" when not. Says nothing of anybody else.
 */
export const bpSeverePregnancy = defineRule({
  id: 'bp-severe-pregnancy',
  version: 1,
  title: 'Severe blood pressure in pregnancy',
  concern: 'blood-pressure',
  group: 'bp-high',
  ladder: ['urgent', 'critical'],
  clears: 'two readings below both limits by the clear margin',
  steps: [
    'consider calling now: headache, vision, pain under the ribs, breathlessness, less movement of the child?',
    'consider the obstetric emergency line at once: treatment within 30–60 minutes of confirmation (ACOG 767)',
    'consider a repeat within 15 minutes while on the phone',
  ],
  params: pregnancyParams,
  kinds: ['blood-pressure'],
  source:
    'ACOG Committee Opinion 767 (160/110 mmHg, confirmed within 15 min); clearing 10 mmHg below: convention',
  evaluate: (snapshot, params) =>
    snapshot.patient.flags.includes('pregnant')
      ? judgeSevereBy(snapshot, scaleOf(snapshot.limits, params), params)
      : unknown,
});
