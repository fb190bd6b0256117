import type { Limits } from './limits.ts';
import type { Rule } from './rule.ts';

/** How one rule is set: whether it runs, and its own parameters where they differ from what it ships with. */
export type RuleSetting = {
  readonly enabled?: boolean;
  readonly params?: Readonly<Record<string, unknown>>;
};

/** How rules are set, by rule id; a rule that is not named runs as it ships. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** A program's versioned clinical data: its limits and how its rules are set. */
export type RuleSet = { readonly limits: Limits; readonly rules: RuleSettings };

/** What one patient is judged by from an instant on: the program's version with the patient's own overrides on it. */
export type InForce = RuleSet & {
  /** −∞ for the first */
  readonly fromAt: number;
  /** the program's version */
  readonly version: number;
  readonly overrideIds: readonly string[];
};

/** In order of `fromAt`, the first from −∞; never empty. */
export type LimitsTimeline = readonly InForce[];

/** What holds at an instant. */
export const inForceAt = (timeline: LimitsTimeline, at: number): InForce => {
  let index = timeline.length - 1;
  while (index > 0 && (timeline[index] as InForce).fromAt > at) index -= 1;
  return timeline[index] as InForce;
};

/** Whether a rule runs, as a rule set has it. */
export const isEnabled = ({ id, startsEnabled }: Rule, { rules }: RuleSet): boolean =>
  rules[id]?.enabled ?? startsEnabled;

/** When a rule that is switched off at an instant is next switched on, as far as is known; null where it is not. */
export const switchedOnAt = (rule: Rule, timeline: LimitsTimeline, at: number): number | null =>
  timeline.find(set => set.fromAt > at && isEnabled(rule, set))?.fromAt ?? null;

/** A rule's parameters, as a rule set has them. */
export const paramsIn = ({ id, defaults }: Rule, { rules }: RuleSet): Rule['defaults'] => {
  const params = rules[id]?.params;
  return params === undefined ? defaults : { ...defaults, ...params };
};
