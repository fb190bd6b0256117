import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Store } from '../db/open.ts';
import type { Actor } from '../domain/actor.ts';
import { dayMs } from '../domain/local-day.ts';
import type { Rule } from '../domain/rule.ts';
import type { RuleSet } from '../domain/rule-set.ts';
import { AppError } from '../errors.ts';
import { saysSame, switched } from '../rules/proposal.ts';
import type { Directory } from './directory.ts';

export type ProgramDeps = {
  readonly store: Store;
  readonly directory: Directory;
  readonly actor: Actor;
  readonly at: number;
};

/** Convention: what was tested longer ago says little of the panel of today. */
const backtestHoldsMs = 14 * dayMs;

const leastReason = 10;

/** A reason is a sentence, however short: at least two words. */
const isReason = (text: string): boolean =>
  text.length >= leastReason && text.split(/\s+/).filter(word => /\p{L}/u.test(word)).length >= 2;

const reason = `must say why in at least two words and ${leastReason} characters`;

export const groundsSchema = {
  backtestId: z.string().optional().describe('a back-test of exactly this rule set, not older than 14 days'),
  waiver: z
    .string()
    .trim()
    .max(500)
    .refine(isReason, reason)
    .optional()
    .describe(`why it goes without one: ${reason}; not enough to switch off what is always urgent`),
};
export type Grounds = { readonly backtestId?: string | undefined; readonly waiver?: string | undefined };

const backtestFirst =
  'have exactly this rule set back-tested (POST /api/v1/backtests) and send its id as backtestId';

const noGrounds = (detail: string, field: string, remedy: string) =>
  new AppError('not-allowed-now', detail, { field, remedy });

const requireBacktest = async (
  { store: { db, t }, at }: ProgramDeps,
  programId: string,
  set: RuleSet,
  backtestId: string,
): Promise<void> => {
  const refuse = (what: string) =>
    noGrounds(`backtestId: ${what}`, 'backtestId', `${backtestFirst}, or leave it out and say why as waiver`);
  const [found] = await db
    .select()
    .from(t.backtest)
    .where(and(eq(t.backtest.id, backtestId), eq(t.backtest.programId, programId)));
  if (!found) throw refuse('there is no such back-test of this program');
  if (found.state !== 'done') throw refuse(`the back-test is ${found.state}`);
  if (at - found.at > backtestHoldsMs) throw refuse('the back-test is older than 14 days');
  if (!saysSame(found.proposed as RuleSet, set)) throw refuse('the back-test was of another rule set');
  if (found.result?.patientDays === 0) throw refuse('the back-test found no day with a patient to replay');
};

/** What a version does that wants grounds. */
export type Change = {
  readonly current: RuleSet & { readonly programId: string };
  readonly set: RuleSet;
  /** how many patients have an own setting that its locks end */
  readonly freed: number;
};

/** What such a rule finds never waits. */
const isAlwaysUrgent = ({ ladder }: Rule): boolean =>
  ladder.every(severity => severity === 'urgent' || severity === 'critical');

const refuseUrgentOff = ({ current, set }: Change): void => {
  const [rule] = switched(current, set).off.filter(isAlwaysUrgent);
  if (!rule) return;
  throw noGrounds(
    `backtestId: ${rule.id} is always ${rule.ladder.join(' or ')}: a waiver alone does not switch it off`,
    'backtestId',
    `${backtestFirst}, or leave the rule on`,
  );
};

/**
 * @throws AppError not-allowed-now: new limits or rules rest on a back-test of just them, or on a stated waiver, which
 * switches nothing off that is always urgent; locks that end own settings rest on a waiver, for no back-test replays that
 */
export const requireGrounds = async (
  deps: ProgramDeps,
  change: Change,
  { backtestId, waiver }: Grounds,
): Promise<void> => {
  const { current, set, freed } = change;
  if (backtestId !== undefined) await requireBacktest(deps, current.programId, set, backtestId);
  else refuseUrgentOff(change);
  if (waiver !== undefined) return;
  if (backtestId === undefined && !saysSame(current, set))
    throw noGrounds(
      'backtestId: new limits or rules need a back-test or a stated waiver',
      'backtestId',
      `${backtestFirst}, or say why it goes without one as waiver`,
    );
  if (freed > 0)
    throw noGrounds(
      `waiver: these locks end own settings of ${freed} ${freed === 1 ? 'patient' : 'patients'}, which no back-test replays`,
      'waiver',
      'say why they may end as waiver, or leave unlocked what is set for them',
    );
};
