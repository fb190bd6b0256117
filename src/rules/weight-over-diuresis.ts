import { type Finding, unknown } from '../domain/alert.ts';
import { hourMs, localDay, spokenDay } from '../domain/local-day.ts';
import type { BloodPressureReading, Kind, Reading, WeightReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { fallsBelow, reaches } from './compare.ts';
import { defineRule } from './define.ts';
import { daysText, evidenceOf } from './evidence.ts';
import { dayMeanKg, dayWeighIns, heaviestDay } from './weight-days.ts';
import { clearWhenLast, measuredAtOf, type OfKind } from './window.ts';

const togetherWithinMs = 48 * hourMs;
const days = 3;
const clearMarginMmHg = 5;

type Loss = {
  readonly kg: number;
  readonly text: string;
  /** what the limit on the loss holds for: ` in 3 days`, or nothing */
  readonly span: string;
  readonly readings: readonly Reading[];
};

const lossInDays = (snapshot: Snapshot, weighIn: WeightReading): Loss | null => {
  const heaviest = heaviestDay(snapshot, weighIn, days);
  if (heaviest < 0) return null;
  const fromKg = dayMeanKg(snapshot, heaviest);
  const readings = dayWeighIns(snapshot, heaviest);
  const day = spokenDay(localDay(measuredAtOf(readings, 0), snapshot.patient.timeZone));
  const kg = fromKg - weighIn.weightKg;
  const text = `down ${shown(kg, 2)} kg from ${shown(fromKg, 2)} kg on ${day}`;
  return { kg, text, span: ` in ${daysText(days)}`, readings };
};

const belowDry = ({ patient: { dryWeightKg } }: Snapshot, weighIn: WeightReading): Loss | null => {
  if (dryWeightKg === null) return null;
  const kg = dryWeightKg - weighIn.weightKg;
  const text = `${shown(kg, 2)} kg below the dry weight of ${shown(dryWeightKg, 2)} kg`;
  return { kg, text, span: '', readings: [] };
};

const lossesOf = (snapshot: Snapshot, weighIn: WeightReading): readonly Loss[] =>
  [lossInDays(snapshot, weighIn), belowDry(snapshot, weighIn)].filter(loss => loss !== null);

/** The reading judged if it is of the kind, else the latest of the kind within 48 h. */
const together = <K extends Kind>({ reading, readings, at }: Snapshot, kind: K): OfKind<K> | null => {
  const isOf = (one: Reading | null): one is OfKind<K> => one?.kind === kind;
  if (isOf(reading)) return reading;
  for (let i = readings.length - 1; i >= 0; i--) {
    const one = readings[i];
    if (!one || one.measuredAt < at - togetherWithinMs) return null;
    if (isOf(one)) return one;
  }
  return null;
};

const tooMuch = (
  snapshot: Snapshot,
  loss: Loss,
  weighIn: WeightReading,
  pressure: BloodPressureReading,
): Finding => {
  const { weightLossKg, weightLossSystolicMmHg, lowSystolicMmHg } = snapshot.limits;
  const isUrgent = fallsBelow(pressure.systolicMmHg, lowSystolicMmHg);
  const limitMmHg = isUrgent ? lowSystolicMmHg : weightLossSystolicMmHg;
  const weight = `weight ${shown(weighIn.weightKg, 2)} kg, ${loss.text}`;
  const limits = `limits ${shown(weightLossKg, 2)} kg${loss.span} and ${shown(limitMmHg)} mmHg`;
  const readings = [weighIn, pressure].sort((a, b) => a.measuredAt - b.measuredAt);
  return {
    is: 'firing',
    severity: isUrgent ? 'urgent' : 'warning',
    confirmed: true,
    because: `${weight}, with systolic ${shown(pressure.systolicMmHg)} mmHg; ${limits}`,
    evidence: evidenceOf([...loss.readings, ...readings], {
      weightLossKg,
      weightLossSystolicMmHg,
      lowSystolicMmHg,
    }),
  };
};

const isWeightBack = (snapshot: Snapshot, weighIn: WeightReading): boolean => {
  const losses = lossesOf(snapshot, weighIn);
  return losses.length > 0 && losses.every(loss => fallsBelow(loss.kg, snapshot.limits.weightLossKg / 2));
};

const judgeRecovery = (snapshot: Snapshot): Finding => {
  if (!snapshot.standing || snapshot.reading === null) return unknown;
  return snapshot.reading.kind === 'weight'
    ? clearWhenLast(snapshot, 'weight', 2, weighIn => isWeightBack(snapshot, weighIn))
    : clearWhenLast(snapshot, 'blood-pressure', 2, ({ systolicMmHg }, limits) =>
        reaches(systolicMmHg, limits.weightLossSystolicMmHg + clearMarginMmHg),
      );
};

const judge = (snapshot: Snapshot): Finding => {
  const { limits } = snapshot;
  const pressure = together(snapshot, 'blood-pressure');
  const weighIn = together(snapshot, 'weight');
  if (!pressure || !weighIn || !fallsBelow(pressure.systolicMmHg, limits.weightLossSystolicMmHg))
    return judgeRecovery(snapshot);
  const loss = lossesOf(snapshot, weighIn).find(({ kg }) => reaches(kg, limits.weightLossKg));
  return loss ? tooMuch(snapshot, loss, weighIn, pressure) : judgeRecovery(snapshot);
};

/** At least 2 kg lost in 3 days, or 2 kg below the dry weight, with systolic below 100 mmHg within 48 h; urgent below 90. */
export const weightOverDiuresis = defineRule({
  id: 'weight-over-diuresis',
  version: 1,
  title: 'Rapid weight loss with low blood pressure',
  concern: 'weight',
  group: 'weight-down',
  ladder: ['warning', 'urgent'],
  clears: 'two weigh-ins with less than half the loss, or two pressures 5 mmHg above the limit',
  steps: [],
  params: {},
  kinds: ['weight', 'blood-pressure'],
  source:
    "over-diuresis: ESC's 2 kg in 3 days as a loss, 90 mmHg of BEAT-HF; 100 mmHg, 48 h, clearing at 105 mmHg or below half: convention",
  evaluate: snapshot =>
    snapshot.reading?.kind === 'weight' || snapshot.reading?.kind === 'blood-pressure'
      ? judge(snapshot)
      : unknown,
});
