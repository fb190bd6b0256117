import { z } from 'zod';
import { type Finding, unknown } from '../domain/alert.ts';
import { hourMs } from '../domain/local-day.ts';
import type { BloodPressureReading, Kind, Reading, WeightReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { fallsBelow, reaches } from './compare.ts';
import { defineRule, param, slowUrgentAcceptanceMs } from './define.ts';
import { evidenceOf } from './evidence.ts';
import {
  isWeightBack,
  type Loss,
  type LossParams,
  type LowForOne,
  lossesOf,
  lowForOne,
} from './weight-lost.ts';
import { clearShare, gapHours } from './weight-params.ts';
import { clearWhenLast, type OfKind } from './window.ts';

const clearCount = 2;

type Params = LossParams & { readonly togetherHours: number; readonly clearMarginMmHg: number };

/** The reading judged if it is of the kind, else the latest of the kind not older than `togetherHours`. */
const together = <K extends Kind>(
  { reading, readings, at }: Snapshot,
  kind: K,
  { togetherHours }: Params,
): OfKind<K> | null => {
  const isOf = (one: Reading | null): one is OfKind<K> => one?.kind === kind;
  if (isOf(reading)) return reading;
  for (let i = readings.length - 1; i >= 0; i--) {
    const one = readings[i];
    if (!one || one.measuredAt < at - togetherHours * hourMs) return null;
    if (isOf(one)) return one;
  }
  return null;
};

const tooMuch = (
  snapshot: Snapshot,
  loss: Loss,
  weighIn: WeightReading,
  pressure: BloodPressureReading,
  low: LowForOne,
): Finding => {
  const { weightLossKg, weightLossSystolicMmHg, lowSystolicMmHg } = snapshot.limits;
  const isUrgent = fallsBelow(pressure.systolicMmHg, lowSystolicMmHg);
  const limitMmHg = isUrgent ? lowSystolicMmHg : weightLossSystolicMmHg;
  const weight = `weight ${shown(weighIn.weightKg, 2)} kg, ${loss.text}`;
  const limits = `limits ${shown(weightLossKg, 2)} kg${loss.span} and ${shown(limitMmHg)} mmHg`;
  const readings = [...loss.weighIns, pressure].sort((a, b) => a.measuredAt - b.measuredAt);
  return {
    is: 'firing',
    severity: isUrgent ? 'urgent' : 'warning',
    confirmed: true,
    because: `${weight}, with systolic ${shown(pressure.systolicMmHg)} mmHg; ${limits}`,
    evidence: {
      ...evidenceOf(readings, { weightLossKg, weightLossSystolicMmHg, lowSystolicMmHg }),
      days: low.days,
    },
  };
};

const judgeRecovery = (snapshot: Snapshot, params: Params): Finding => {
  const { standing, reading } = snapshot;
  if (!standing || reading === null) return unknown;
  return reading.kind === 'weight'
    ? clearWhenLast(snapshot, 'weight', clearCount, weighIn =>
        isWeightBack(snapshot, weighIn, standing.startedAt, params),
      )
    : clearWhenLast(snapshot, 'blood-pressure', clearCount, ({ systolicMmHg }, limits) =>
        reaches(systolicMmHg, limits.weightLossSystolicMmHg + params.clearMarginMmHg),
      );
};

const judge = (snapshot: Snapshot, params: Params): Finding => {
  const { limits } = snapshot;
  const pressure = together(snapshot, 'blood-pressure', params);
  const weighIn = together(snapshot, 'weight', params);
  if (!pressure || !weighIn || !fallsBelow(pressure.systolicMmHg, limits.weightLossSystolicMmHg))
    return judgeRecovery(snapshot, params);
  const loss = lossesOf(snapshot, weighIn, params).find(({ kg }) => reaches(kg, limits.weightLossKg));
  if (!loss) return judgeRecovery(snapshot, params);
  const low = lowForOne(snapshot, params);
  const isLow = low.systolicMmHg === null || reaches(low.systolicMmHg, pressure.systolicMmHg);
  return isLow ? tooMuch(snapshot, loss, weighIn, pressure, low) : unknown;
};

const params = {
  days: param(z.number().int().min(1).max(7), 3, {
    what: 'the loss is looked for in so many local days',
    unit: 'days',
    source: "ESC's 3 days for a gain, as a loss",
  }),
  togetherHours: param(z.number().min(1).max(96), 48, {
    what: 'a weigh-in and a pressure belong together within',
    unit: 'hours',
    source: 'convention',
  }),
  clearMarginMmHg: param(z.number().min(0).max(40), 5, {
    what: 'ends on two pressures so far above the limit',
    unit: 'mmHg',
    source: 'convention',
  }),
  belowUsualMmHg: param(z.number().min(-50).max(60), 15, {
    what: "the pressure must also be so far below the median of the person's own days, where 7 of them tell it",
    unit: 'mmHg',
    source:
      'with a failing heart many live below 100 mmHg; 15: fewer than half the false alarms at no less sensitivity, on simulated noise',
  }),
  clearShare,
  gapHours,
};

/** At least 2 kg lost in 3 days, or 2 kg below the dry weight, with systolic below 100 mmHg within 48 h; urgent below 90. */
export const weightOverDiuresis = defineRule({
  id: 'weight-over-diuresis',
  version: 2,
  title: 'Rapid weight loss with low blood pressure',
  concern: 'weight',
  urgentAcceptanceMs: slowUrgentAcceptanceMs,
  group: 'weight-down',
  ladder: ['warning', 'urgent'],
  clears:
    'two weigh-ins with less than half of what was lost since before it began, or two pressures 5 mmHg above the limit',
  steps: [
    'consider calling now: dizziness, falls, urine, vomiting, diarrhoea',
    'consider asking for a pressure standing and another weigh-in',
    'consider asking the provider about the diuretic dose, kidney values and potassium',
  ],
  params,
  kinds: ['weight', 'blood-pressure'],
  source:
    "over-diuresis: ESC's 2 kg in 3 days as a loss, 90 mmHg of BEAT-HF; 100 mmHg, 48 h, clearing at 105 mmHg or below half: convention",
  evaluate: (snapshot, its) =>
    snapshot.reading?.kind === 'weight' || snapshot.reading?.kind === 'blood-pressure'
      ? judge(snapshot, its)
      : unknown,
});
