import { type Evidence, type Finding, unknown } from '../domain/alert.ts';
import type { Reading } from '../domain/reading.ts';
import type { Rule } from '../domain/rule.ts';
import { type InForce, paramsIn } from '../domain/rule-set.ts';
import { evaluateMonitored } from './monitoring-gate.ts';

/** What an alert was judged on, as it is stored. */
export type Recomputed = {
  readonly evidence: Evidence;
  /** the readings the evidence names, and the one judged, as they were then */
  readonly readings: readonly Reading[];
  /** what was in force at the instant judged */
  readonly inForce: Pick<InForce, 'limits' | 'rules'>;
};

/** Finds again what a rule found, from its evidence and nothing else; `unknown` of evidence that does not say how it was judged. Pure. */
export const recompute = (rule: Rule, { evidence, readings, inForce }: Recomputed): Finding => {
  const { judged, days = [] } = evidence;
  if (judged === undefined) return unknown;
  const named = new Set(evidence.readings.map(r => r.id));
  return evaluateMonitored(rule, {
    at: judged.at,
    reading: readings.find(r => r.id === judged.readingId) ?? null,
    readings: readings.filter(r => named.has(r.id) && r.suspect === null),
    days: kind => days.filter(day => day.kind === kind),
    patient: judged.patient,
    limits: inForce.limits,
    params: paramsIn(rule, inForce),
    standing: judged.standing,
  });
};
