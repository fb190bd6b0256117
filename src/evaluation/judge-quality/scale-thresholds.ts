import type { GlucoseLimit, Limits } from '../../domain/limits.ts';
import { paramsIn, type RuleSet, type RuleSettings } from '../../domain/rule-set.ts';
import { mgDlPerMmolL } from '../../domain/units.ts';
import { rules as catalogue } from '../../rules/catalogue.ts';
import { type CatalogueRule, paramsOf } from '../../rules/define.ts';

/** What a threshold is measured from where it is a level: what is ordinary. A rise, a fall or a silence is measured from 0. */
const ordinary = { systolicMmHg: 120, diastolicMmHg: 75, pulsePerMin: 75, glucoseMgDl: 100 } as const;

type NumberField = { [F in keyof Limits]: Limits[F] extends number ? F : never }[keyof Limits];

const ofLimit: Readonly<Record<NumberField, number>> = {
  severeSystolicMmHg: ordinary.systolicMmHg,
  severeDiastolicMmHg: ordinary.diastolicMmHg,
  severeClearSystolicMmHg: ordinary.systolicMmHg,
  severeClearDiastolicMmHg: ordinary.diastolicMmHg,
  lowSystolicMmHg: ordinary.systolicMmHg,
  veryLowSystolicMmHg: ordinary.systolicMmHg,
  lowClearSystolicMmHg: ordinary.systolicMmHg,
  lowPulsePerMin: ordinary.pulsePerMin,
  veryLowPulsePerMin: ordinary.pulsePerMin,
  lowClearPulsePerMin: ordinary.pulsePerMin,
  highPulsePerMin: ordinary.pulsePerMin,
  veryHighPulsePerMin: ordinary.pulsePerMin,
  highClearPulsePerMin: ordinary.pulsePerMin,
  meanSystolicMmHg: ordinary.systolicMmHg,
  meanDiastolicMmHg: ordinary.diastolicMmHg,
  weightGain1DayKg: 0,
  weightGain3DaysKg: 0,
  weightGain7DaysKg: 0,
  weightAboveDryKg: 0,
  weightLossKg: 0,
  weightLossSystolicMmHg: ordinary.systolicMmHg,
  missedDays: 0,
};

/** By name, whatever the rule. What is not named is no threshold: a time, a count, a margin of clearing, a weight of a sign. */
const ofParam: Readonly<Record<string, number>> = {
  severeSystolicMmHg: ordinary.systolicMmHg,
  severeDiastolicMmHg: ordinary.diastolicMmHg,
  highSystolicMmHg: ordinary.systolicMmHg,
  highDiastolicMmHg: ordinary.diastolicMmHg,
  leastSystolicMmHg: ordinary.systolicMmHg,
  levelMmHg: ordinary.systolicMmHg,
  levelPerMin: ordinary.pulsePerMin,
  levelMgDl: ordinary.glucoseMgDl,
  meanMgDl: ordinary.glucoseMgDl,
  aboveMgDl: ordinary.glucoseMgDl,
  aboveOwnMmHg: 0,
  aboveOwnSystolicMmHg: 0,
  aboveOwnDiastolicMmHg: 0,
  belowOwnMmHg: 0,
  belowUsualMmHg: 0,
  byMmHg: 0,
  leastChangeMmHg: 0,
  leastSdMmHg: 0,
  leastChangePerMin: 0,
  belowUsualPerMin: 0,
  belowUsualSpreads: 0,
  leastSpreads: 0,
  noiseSpreads: 0,
  spreads: 0,
  standardErrors: 0,
  timesOwn: 1,
  riseMgDl: 0,
  fallPoints: 0,
  limitKg: 0,
  urgentKg: 0,
  leastKg: 0,
  ownPercent: 0,
  dryPercent: 0,
  marginDays: 0,
  mostDays: 0,
  expectedToMiss: 0,
};

/** Whether a parameter of that name is one that `scaled` moves. */
export const isThreshold = (param: string): boolean => Object.hasOwn(ofParam, param);

const farther = (value: number, from: number, scale: number): number =>
  Number((from + (value - from) * scale).toFixed(6));

const scaledGlucose = (limit: GlucoseLimit, scale: number): GlucoseLimit => {
  const mgDl = farther(limit.mgDl, ordinary.glucoseMgDl, scale);
  return { mgDl, mmolL: mgDl / mgDlPerMmolL };
};

const scaledLimits = (limits: Limits, scale: number): Limits => {
  const entries = Object.entries(limits).map(([field, limit]: [string, number | GlucoseLimit]) => [
    field,
    typeof limit === 'number'
      ? farther(limit, ofLimit[field as NumberField], scale)
      : scaledGlucose(limit, scale),
  ]);
  const all = Object.fromEntries(entries) as Limits;
  return { ...all, missedDays: Math.max(1, Math.round(all.missedDays)) };
};

const scaledParams = (rule: CatalogueRule, set: RuleSet, scale: number): Record<string, number> => {
  const held = paramsIn(rule, set);
  return Object.fromEntries(
    paramsOf(rule)
      .filter(({ name, byDefault }) => typeof byDefault === 'number' && isThreshold(name))
      .map(({ name, least, most }) => {
        const moved = farther(held[name] as number, ofParam[name] ?? 0, scale);
        const isWhole = Number.isInteger(rule.defaults[name]) && /Days$|^expectedToMiss$/.test(name);
        const rounded = isWhole ? Math.round(moved) : moved;
        return [name, Math.min(most ?? rounded, Math.max(least ?? rounded, rounded))];
      }),
  );
};

const scaledRules = (set: RuleSet, scale: number): RuleSettings => ({
  ...set.rules,
  ...Object.fromEntries(
    catalogue.map(rule => {
      const params = { ...set.rules[rule.id]?.params, ...scaledParams(rule, set, scale) };
      return [rule.id, { ...set.rules[rule.id], params }];
    }),
  ),
});

/**
 * A rule set with each threshold `scale` times as far from where it means nothing: below 1 more tells, above 1 less.
 * Whole days stay whole, and parameters within the bounds of their schema; times, counts and clearing stay as they are. Pure.
 */
export const scaled = (set: RuleSet, scale: number): RuleSet =>
  scale === 1 ? set : { limits: scaledLimits(set.limits, scale), rules: scaledRules(set, scale) };
