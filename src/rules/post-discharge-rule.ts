import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import { dayMs, hourMs } from '../domain/local-day.ts';
import { lastDischargeAt } from '../domain/patient.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { repeatWithinHours } from './bp-params.ts';
import { type CatalogueRule, defineRule, param, type Values } from './define.ts';
import { daysText, evidenceOf, pressureText, spanText } from './evidence.ts';
import { type Pressures, readingsOf, type Session, sessionsAfter, startOf } from './sessions.ts';

const weekDays = 7;

type PostDischargeRule = {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly steps: readonly string[];
  readonly source: string;
  readonly tightenedBy: { readonly byDefault: number; readonly what: string; readonly source: string };
  /** the tightened limit in mmHg; diastolic null where only systolic counts */
  readonly limitOf: (
    limits: Limits,
    byMmHg: number,
  ) => { systolicMmHg: number; diastolicMmHg: number | null };
  readonly isBeyond: (session: Pressures, limit: ReturnType<PostDischargeRule['limitOf']>) => boolean;
};

const paramsOf = ({ tightenedBy: { byDefault, what, source } }: PostDischargeRule) => ({
  days: param(z.number().int().min(1).max(90), 30, {
    what: 'how long after a discharge the tightened limit holds',
    unit: 'days',
    source: 'readmission is counted over 30 days (TCM 99495/99496)',
  }),
  byMmHg: param(z.number().min(0).max(40), byDefault, { what, unit: 'mmHg', source }),
  repeatWithinHours: repeatWithinHours(36),
});

type PostDischargeParams = Values<ReturnType<typeof paramsOf>>;

type Limit = ReturnType<PostDischargeRule['limitOf']>;

const limitText = ({ systolicMmHg, diastolicMmHg }: Limit): string =>
  diastolicMmHg === null ? `systolic ${shown(systolicMmHg)}` : pressureText(systolicMmHg, diastolicMmHg);

const limitsOf = ({ systolicMmHg, diastolicMmHg }: Limit): Record<string, number> =>
  diastolicMmHg === null ? { systolicMmHg } : { systolicMmHg, diastolicMmHg };

const beyond = (pair: readonly Session[], limit: Limit, sinceMs: number, days: number): Finding => {
  const [last, first] = pair as [Session, Session];
  const text = ({ systolicMmHg, diastolicMmHg }: Session) => pressureText(systolicMmHg, diastolicMmHg);
  const apart = spanText(startOf(last) - startOf(first));
  const since = daysText(Math.floor(sinceMs / dayMs));
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: `blood pressure ${text(last)} mmHg, ${apart} after ${text(first)}, ${since} after a discharge; limit ${limitText(limit)} for ${daysText(days)}`,
    evidence: evidenceOf(readingsOf(pair), limitsOf(limit)),
  };
};

const judgeAfterDischarge = (
  rule: PostDischargeRule,
  snapshot: Snapshot,
  params: PostDischargeParams,
): Finding => {
  const { at, patient, limits, readings, standing } = snapshot;
  const dischargedAt = lastDischargeAt(patient, at);
  const isTightened = dischargedAt !== null && at - dischargedAt <= params.days * dayMs;
  if (!isTightened && !standing) return unknown;
  const pair = sessionsAfter(readings, at - weekDays * dayMs, 2);
  const [last, first] = pair;
  if (!last || !first) return unknown;
  const limit = rule.limitOf(limits, params.byMmHg);
  const count = pair.filter(session => rule.isBeyond(session, limit)).length;
  const isRepeat = startOf(last) - startOf(first) <= params.repeatWithinHours * hourMs;
  if (isTightened && count === 2 && isRepeat) return beyond(pair, limit, at - dischargedAt, params.days);
  return standing && count === 0 ? clear : unknown;
};

/**
 * A limit that is tighter for 30 days after a discharge: two sessions in a row beyond it, at most 36 h apart. A discharge
 * is a stay on file or a status "in hospital" that ended.
 */
export const postDischargeRule = (rule: PostDischargeRule): CatalogueRule =>
  defineRule({
    id: rule.id,
    version: 1,
    title: rule.title,
    concern: 'blood-pressure',
    group: rule.group,
    ladder: ['warning'],
    clears: 'two sessions in a row within the tightened limit',
    steps: rule.steps,
    params: paramsOf(rule),
    kinds: ['blood-pressure'],
    source: rule.source,
    evaluate: (snapshot, params) =>
      snapshot.reading?.kind === 'blood-pressure' ? judgeAfterDischarge(rule, snapshot, params) : unknown,
  });
