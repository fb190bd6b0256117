import { isDeepStrictEqual } from 'node:util';
import { desc, eq } from 'drizzle-orm';
import type { OverrideBody, PatientLimitsBody } from '../contract/overrides.ts';
import type { Store } from '../db/open.ts';
import type { RuleSet } from '../domain/rule-set.ts';
import { ruleById } from '../rules/catalogue.ts';
import { type RuleSetVersion, timelineOf } from '../rules/rule-set.ts';
import type { OverrideRow } from './overrides-under.ts';
import { findPatient } from './patients.ts';
import { currentRuleSet } from './rule-sets.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** What a rule set says of a key. */
export const valueIn = ({ limits, rules }: RuleSet, key: string): unknown => {
  const [area, first = '', name = ''] = key.split('.');
  if (area === 'limits') return limits[first as keyof typeof limits];
  const rule = ruleById.get(first);
  if (name === 'enabled') return rules[first]?.enabled ?? rule?.startsEnabled;
  return rules[first]?.params?.[name] ?? rule?.defaults[name];
};

/** An own setting beside what a program's version says in its place. */
export const overrideBody = (row: OverrideRow, program: RuleSet): OverrideBody => ({
  id: row.id,
  key: row.key,
  value: row.value,
  programValue: valueIn(program, row.key) ?? null,
  why: row.why,
  by: row.by,
  from: iso(row.fromAt),
  until: row.untilAt === null ? null : iso(row.untilAt),
  endedBy: row.endedBy,
  endedWhy: row.endedWhy ?? null,
});

/** What a patient is judged by: the program's limits and rules, the patient's own settings, and both together. @throws AppError not-found */
export const readPatientLimits = async (
  deps: Pick<Store, 'reader' | 't'>,
  id: string,
  at: number,
): Promise<PatientLimitsBody> => {
  const { reader, t } = deps;
  const patient = await findPatient(deps, id);
  const [current, rows] = await Promise.all([
    currentRuleSet(deps, patient.programId),
    reader
      .select()
      .from(t.limitOverride)
      .where(eq(t.limitOverride.patientId, patient.id))
      .orderBy(desc(t.limitOverride.fromAt), desc(t.limitOverride.at), desc(t.limitOverride.id)),
  ]);
  const holds = ({ untilAt }: OverrideRow): boolean => untilAt === null || untilAt > at;
  const own = rows.filter(holds);
  const inForce = timelineOf([current as RuleSetVersion], own.toReversed()).findLast(s => s.fromAt <= at);
  const { limits, rules } = inForce ?? current;
  return {
    programId: patient.programId,
    version: current.version,
    program: { limits: current.limits, rules: current.rules as PatientLimitsBody['program']['rules'] },
    locked: [...current.locked],
    inForce: { limits, rules: rules as PatientLimitsBody['program']['rules'] },
    own: own.map(row => overrideBody(row, current)),
    history: rows.filter(row => !holds(row)).map(row => overrideBody(row, current)),
  };
};

const keysOf = ({ limits, rules }: RuleSet): string[] => [
  ...Object.keys(limits).map(name => `limits.${name}`),
  ...Object.entries(rules).flatMap(([id, { enabled, params }]) => [
    ...(enabled === undefined ? [] : [`rules.${id}.enabled`]),
    ...Object.keys(params ?? {}).map(name => `rules.${id}.${name}`),
  ]),
];

/** What one rule set says otherwise than another, key by key. */
export const differencesBetween = (
  current: RuleSet,
  proposed: RuleSet,
): { key: string; current: unknown; proposed: unknown }[] =>
  [...new Set([...keysOf(current), ...keysOf(proposed)])]
    .map(key => ({ key, current: valueIn(current, key) ?? null, proposed: valueIn(proposed, key) ?? null }))
    .filter(change => !isDeepStrictEqual(change.current, change.proposed));
