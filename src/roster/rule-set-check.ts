import type { z } from 'zod';
import type { LimitsTimeline, RuleSet } from '../domain/rule-set.ts';
import { AppError } from '../errors.ts';
import { type Proposal, propose } from '../rules/proposal.ts';
import { ruleSetSchema } from '../rules/rule-set.ts';

const firstOf = ({ issues }: z.ZodError) => {
  const [issue] = issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = [...(issue?.path ?? []), ...unknown].join('.') || 'rules';
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return { field, text: `${field}: ${issue?.message ?? 'is not valid'}${more}` };
};

/** The rule set that a proposal comes to. @throws AppError bad-request naming the first field that is wrong */
export const requireProposed = (current: RuleSet, proposal: Proposal): RuleSet => {
  const { success, data, error } = propose(current, proposal);
  if (success) return data as RuleSet;
  const { field, text } = firstOf(error);
  throw new AppError('bad-request', text, {
    field,
    remedy: 'take names, units and bounds from GET /api/v1/rules and the current rule set',
  });
};

export type Crossing = { readonly field: string; readonly text: string; readonly fromAt: number };

/** What is wrong with what a patient would be judged by at some instant from `at` on; null when nothing is. */
export const crossingFrom = (timeline: LimitsTimeline, at: number): Crossing | null => {
  const inForceNow = timeline.findLastIndex(set => set.fromAt <= at);
  for (const { limits, rules, fromAt } of timeline.slice(Math.max(0, inForceNow))) {
    const { error } = ruleSetSchema.safeParse({ limits, rules });
    if (error) return { ...firstOf(error), fromAt: Math.max(fromAt, at) };
  }
  return null;
};
