import type { LimitsBody, RuleSetBody } from '../../../contract/programs.ts';
import { leadWords } from '../../strings/lead.ts';
import { type GlucoseUnit, type LimitName, numberOf } from './limit-fields.ts';

const { ruleSets: words } = leadWords;

type Set = Pick<RuleSetBody, 'limits' | 'rules'>;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a rule set says otherwise than another one, in words. */
export const differences = (before: Set, after: Set, unit: GlucoseUnit): string[] => {
  const names = Object.keys(words.limits) as LimitName[];
  const spoken = (limits: LimitsBody, name: LimitName) => String(numberOf(limits[name], unit));
  const ids = [...new Set([...Object.keys(before.rules), ...Object.keys(after.rules)])].sort();
  return [
    ...names
      .filter(name => !isSame(before.limits[name], after.limits[name]))
      .map(name =>
        words.changed.limit(words.limits[name], spoken(before.limits, name), spoken(after.limits, name)),
      ),
    ...ids.filter(id => !isSame(before.rules[id], after.rules[id])).map(words.changed.rule),
  ];
};

/** What to send so that the set in force becomes exactly the one that was back-tested. */
export const proposalOf = (current: Set, proposed: Set) => {
  const limits = Object.entries(proposed.limits).filter(
    ([name, limit]) => !isSame(limit, current.limits[name as LimitName]),
  );
  const dropped = Object.keys(current.rules).filter(id => !(id in proposed.rules));
  const rules = Object.entries(proposed.rules).filter(([id, setting]) => !isSame(setting, current.rules[id]));
  return {
    ...(limits.length > 0 ? { limits: Object.fromEntries(limits) } : {}),
    ...(rules.length + dropped.length > 0
      ? { rules: { ...Object.fromEntries(rules), ...Object.fromEntries(dropped.map(id => [id, null])) } }
      : {}),
  };
};
