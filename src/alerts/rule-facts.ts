import { dayMs } from '../domain/local-day.ts';
import type { Rule } from '../domain/rule.ts';
import { rules } from '../rules/catalogue.ts';
import { usualCoolDownMs } from '../rules/define.ts';

/** What the worklist must know of a rule to say which of two alerts speaks. */
export type RuleFact = Pick<Rule, 'group' | 'judges' | 'kinds' | 'coolDownMs' | 'urgentAcceptanceMs'> & {
  /** place in the catalogue */
  readonly order: number;
};

export type RuleFacts = (ruleId: string) => RuleFact;

/** Facts of some rules, in their order; what none of them raised is a matter of its own. */
export const factsOf = (rules: readonly Rule[]): RuleFacts => {
  const known = new Map<string, RuleFact>(rules.map((rule, order) => [rule.id, { ...rule, order }]));
  return ruleId =>
    known.get(ruleId) ?? {
      group: ruleId,
      judges: 'good',
      kinds: [],
      coolDownMs: usualCoolDownMs,
      urgentAcceptanceMs: dayMs,
      order: rules.length,
    };
};

export const catalogueFacts: RuleFacts = factsOf(rules);
