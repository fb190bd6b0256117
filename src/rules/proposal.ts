import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Rule } from '../domain/rule.ts';
import { isEnabled, type RuleSet, type RuleSetting } from '../domain/rule-set.ts';
import { rules as catalogue } from './catalogue.ts';
import { isOverrideKey, ruleSetSchema, settingSchema } from './rule-set.ts';

/** What should differ from the rule set in force; a rule that is null runs as it ships again. */
export const proposalSchema = z.strictObject({
  limits: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('limits that should differ, by name; glucose limits as {"mgDl": …, "mmolL": …}'),
  rules: z
    .record(z.string(), settingSchema.nullable())
    .optional()
    .describe('rules that should be set otherwise, by id: enabled, params; null as it ships'),
});
export type Proposal = z.infer<typeof proposalSchema>;

export const lockedSchema = z
  .array(z.string().refine(isOverrideKey, 'must be limits.<limit>, rules.<id>.enabled or rules.<id>.<param>'))
  .max(1_000);

const withNamed = (current: RuleSetting | undefined, named: RuleSetting): RuleSetting => ({
  ...current,
  ...named,
  ...(current?.params || named.params ? { params: { ...current?.params, ...named.params } } : {}),
});

const rulesWith = (current: RuleSet['rules'], named: Proposal['rules']): RuleSet['rules'] => {
  const merged: Record<string, RuleSetting> = { ...current };
  for (const [id, setting] of Object.entries(named ?? {})) {
    if (setting === null) delete merged[id];
    else merged[id] = withNamed(current[id], setting as RuleSetting);
  }
  return merged;
};

/** The whole rule set that a proposal over another one comes to, checked whole; issues name `limits.…` or `rules.…`. */
export const propose = (current: RuleSet, { limits, rules }: Proposal) =>
  ruleSetSchema.safeParse({
    limits: { ...current.limits, ...limits },
    rules: rulesWith(current.rules, rules),
  });

/** Whether two sets say the same, in whatever order. */
export const saysSame = (a: RuleSet, b: RuleSet): boolean =>
  isDeepStrictEqual(a.limits, b.limits) && isDeepStrictEqual(a.rules, b.rules);

/** The rules that run under one of two sets only. */
export const switched = (
  before: RuleSet,
  after: RuleSet,
): { readonly on: readonly Rule[]; readonly off: readonly Rule[] } => ({
  on: catalogue.filter(rule => !isEnabled(rule, before) && isEnabled(rule, after)),
  off: catalogue.filter(rule => isEnabled(rule, before) && !isEnabled(rule, after)),
});
