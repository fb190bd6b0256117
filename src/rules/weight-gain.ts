import { type Finding, unknown } from '../domain/alert.ts';
import { localDay, spokenDay } from '../domain/local-day.ts';
import type { WeightReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { exceeds, fallsBelow, reaches } from './compare.ts';
import { type CatalogueRule, defineRule } from './define.ts';
import { daysText, evidenceOf } from './evidence.ts';
import { dayMeanKg, dayWeighIns, lightestDay } from './weight-days.ts';
import { clearWhenLast, measuredAtOf } from './window.ts';

type WeightGain = {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** how many local days before the weigh-in's own are looked at */
  readonly days: number;
  readonly limit: 'weightGain1DayKg' | 'weightGain3DaysKg' | 'weightGain7DaysKg';
  readonly fires: 'at-limit' | 'above-limit';
};

const gained = (snapshot: Snapshot, weighIn: WeightReading, lightest: number, gain: WeightGain): Finding => {
  const { limits, patient } = snapshot;
  const fromKg = dayMeanKg(snapshot, lightest);
  const weighIns = dayWeighIns(snapshot, lightest);
  const day = spokenDay(localDay(measuredAtOf(weighIns, 0), patient.timeZone));
  const from = `${shown(fromKg)} kg on ${day}`;
  const limitKg = limits[gain.limit];
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: `weight ${shown(weighIn.weightKg)} kg, up ${shown(weighIn.weightKg - fromKg, 2)} kg from ${from}; limit ${shown(limitKg, 2)} kg in ${daysText(gain.days)}`,
    evidence: evidenceOf([...weighIns, weighIn], { [gain.limit]: limitKg }),
  };
};

const isQuiet = (snapshot: Snapshot, weighIn: WeightReading, days: number, limitKg: number): boolean => {
  const lightest = lightestDay(snapshot, weighIn, days);
  return lightest >= 0 && fallsBelow(weighIn.weightKg - dayMeanKg(snapshot, lightest), limitKg / 2);
};

const judge = (snapshot: Snapshot, weighIn: WeightReading, gain: WeightGain): Finding => {
  const limitKg = snapshot.limits[gain.limit];
  const lightest = lightestDay(snapshot, weighIn, gain.days);
  if (lightest < 0) return unknown;
  const gainKg = weighIn.weightKg - dayMeanKg(snapshot, lightest);
  const fires = gain.fires === 'at-limit' ? reaches(gainKg, limitKg) : exceeds(gainKg, limitKg);
  if (fires) return gained(snapshot, weighIn, lightest, gain);
  if (!snapshot.standing) return unknown;
  return clearWhenLast(snapshot, 'weight', 2, one => isQuiet(snapshot, one, gain.days, limitKg));
};

/** A rule on weight gained, in kg, since the lightest of some local days; clears on two weigh-ins under half the limit. */
export const weightGain = (gain: WeightGain): CatalogueRule =>
  defineRule({
    id: gain.id,
    version: 1,
    title: gain.title,
    concern: 'weight',
    group: 'weight-up',
    ladder: ['warning'],
    clears: 'two weigh-ins with less than half the gain',
    steps: [],
    params: {},
    kinds: ['weight'],
    source: gain.source,
    evaluate: snapshot =>
      snapshot.reading?.kind === 'weight' ? judge(snapshot, snapshot.reading, gain) : unknown,
  });
