import { isDeepStrictEqual } from 'node:util';
import type { Limits } from '../domain/limits.ts';
import type { Rule } from '../domain/rule.ts';
import { isEnabled, type LimitsTimeline, paramsIn } from '../domain/rule-set.ts';
import type { Change, OnChange } from './driver.ts';

/** Two rule sets of one patient, over the same instants. */
export type Pair = { readonly current: LimitsTimeline; readonly proposed: LimitsTimeline };

const inPairs = ({ current, proposed }: Pair) => current.map((set, i) => [set, proposed[i] ?? set] as const);

/** Limits that differ at some instant. */
export const changedLimits = (pair: Pair): readonly (keyof Limits)[] => {
  const names = Object.keys(pair.current[0]?.limits ?? {}) as (keyof Limits)[];
  return names.filter(name =>
    inPairs(pair).some(([now, then]) => !isDeepStrictEqual(now.limits[name], then.limits[name])),
  );
};

/** Whether a rule is set the same at every instant. */
export const isSetAlike = (rule: Rule, pair: Pair): boolean =>
  inPairs(pair).every(
    ([now, then]) =>
      isEnabled(rule, now) === isEnabled(rule, then) &&
      isDeepStrictEqual(paramsIn(rule, now), paramsIn(rule, then)),
  );

/** The same limits; `onRead` is told when one of some names is read. */
const watched = (limits: Limits, names: readonly (keyof Limits)[], onRead: () => void): Limits => {
  const copy = { ...limits };
  for (const name of names) {
    const value = limits[name];
    Object.defineProperty(copy, name, {
      enumerable: true,
      get: () => {
        onRead();
        return value;
      },
    });
  }
  return copy;
};

/** Rules that name themselves to `told` when they read a limit that differs. */
export const watchRules = (
  rules: readonly Rule[],
  pair: Pair,
  told: (ruleId: string) => void,
): { readonly rules: readonly Rule[]; readonly timeline: LimitsTimeline } => {
  const names = changedLimits(pair);
  if (names.length === 0) return { rules, timeline: pair.current };
  let judging = '';
  return {
    rules: rules.map(rule => ({
      ...rule,
      evaluate: snapshot => {
        judging = rule.id;
        return rule.evaluate(snapshot);
      },
    })),
    timeline: pair.current.map(set => ({ ...set, limits: watched(set.limits, names, () => told(judging)) })),
  };
};

/** What several contestants change in one step, told as one change; `sources` take their turns in order. */
export const inOneStep = (
  onChange: OnChange,
  order: ReadonlyMap<string, number>,
): { readonly from: (source: number) => OnChange; readonly flush: () => void } => {
  let at = 0;
  let last = -1;
  let held: Change[] = [];
  const orderOf = ({ rule }: Change): number => order.get(rule.id) ?? 0;
  const flush = (): void => {
    if (held.length === 0) return;
    const changes = held.sort((a, b) => orderOf(a) - orderOf(b));
    held = [];
    onChange(at, changes);
  };
  return {
    from: source => (now, changes) => {
      if (now !== at || source <= last) flush();
      at = now;
      last = source;
      held.push(...changes);
    },
    flush,
  };
};
