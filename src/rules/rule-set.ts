import { z } from 'zod';
import type { Limits } from '../domain/limits.ts';
import type { InForce, LimitsTimeline, RuleSet, RuleSetting, RuleSettings } from '../domain/rule-set.ts';
import { ruleById } from './catalogue.ts';
import { limitsSchema } from './limits.ts';

/** One thing that a patient's own setting says otherwise: `limits.missedDays`, `rules.pulse-high.enabled`, `rules.pulse-high.repeatWithinHours`. */
export type Override = {
  readonly id: string;
  readonly key: string;
  readonly value: unknown;
  readonly fromAt: number;
  /** null: until somebody ends it */
  readonly untilAt: number | null;
};

/** A version of a program's rule set, in force from an instant until the next one. */
export type RuleSetVersion = RuleSet & { readonly version: number; readonly fromAt: number };

/** How one rule is set, unchecked against what the rule has. */
export const settingSchema = z.strictObject({
  enabled: z.boolean().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});

/** How rules are set; each refusal names the rule and the parameter. */
export const ruleSettingsSchema = z
  .record(z.string(), settingSchema)
  .superRefine((settings, { addIssue }) => {
    for (const [id, { params }] of Object.entries(settings)) {
      const rule = ruleById.get(id);
      if (!rule) {
        addIssue({
          code: 'custom',
          path: [id],
          message: `there is no rule ${id}: take an id from GET /api/v1/rules`,
        });
        continue;
      }
      const parsed = rule.params.safeParse(params ?? {});
      for (const issue of parsed.error?.issues ?? []) {
        const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
        const message = unknown.length > 0 ? `${id} has no such parameter` : issue.message;
        addIssue({ code: 'custom', path: [id, 'params', ...issue.path, ...unknown], message });
      }
    }
  });

export const ruleSetSchema = z.strictObject({ limits: limitsSchema, rules: ruleSettingsSchema.default({}) });

const withSetting = (settings: RuleSettings, id: string, name: string, value: unknown): RuleSettings => {
  const setting: RuleSetting = settings[id] ?? {};
  const changed: RuleSetting =
    name === 'enabled'
      ? { ...setting, enabled: value as boolean }
      : { ...setting, params: { ...setting.params, [name]: value } };
  return { ...settings, [id]: changed };
};

/** A rule set with one thing said otherwise, unchecked; a key that names nothing changes nothing. */
export const withOverride = (set: RuleSet, { key, value }: Pick<Override, 'key' | 'value'>): RuleSet => {
  const [area, first, name] = key.split('.');
  if (area === 'limits' && first !== undefined)
    return { ...set, limits: { ...set.limits, [first]: value } as Limits };
  if (area === 'rules' && first !== undefined && name !== undefined)
    return { ...set, rules: withSetting(set.rules, first, name, value) };
  return set;
};

/** What an override may name. */
export const isOverrideKey = (key: string): boolean => {
  const [area, first = '', name, ...rest] = key.split('.');
  if (rest.length > 0) return false;
  if (area === 'limits') return name === undefined && first in limitsSchema.shape;
  const rule = area === 'rules' ? ruleById.get(first) : undefined;
  return rule !== undefined && name !== undefined && (name === 'enabled' || name in rule.params.shape);
};

const holdsAt = ({ fromAt, untilAt }: Override, at: number): boolean =>
  fromAt <= at && (untilAt === null || untilAt > at);

/** A version with own settings on it, in order. */
export const joined = (version: RuleSetVersion, fromAt: number, overrides: readonly Override[]): InForce => {
  const set = overrides.reduce<RuleSet>(withOverride, version);
  return {
    limits: set.limits,
    rules: set.rules,
    fromAt,
    version: version.version,
    overrideIds: overrides.map(o => o.id),
  };
};

/**
 * What a patient is judged by over time: the versions of the program, the first of which holds from the beginning, with
 * the patient's overrides on them in order of `fromAt`. `versions` are in order, and not empty.
 */
export const timelineOf = (
  versions: readonly RuleSetVersion[],
  overrides: readonly Override[] = [],
): LimitsTimeline => {
  const starts = versions.map((v, i) => (i === 0 ? Number.NEGATIVE_INFINITY : v.fromAt));
  const turns = overrides.flatMap(({ fromAt, untilAt }) => (untilAt === null ? [fromAt] : [fromAt, untilAt]));
  const instants = [...new Set([...starts, ...turns])].sort((a, b) => a - b);
  return instants.map(at => {
    const index = starts.findLastIndex(start => start <= at);
    const inForce = overrides.filter(o => holdsAt(o, at));
    return joined(versions[index] as RuleSetVersion, at, inForce);
  });
};
