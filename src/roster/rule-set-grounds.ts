import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Store } from '../db/open.ts';
import type { Actor } from '../domain/actor.ts';
import { dayMs } from '../domain/local-day.ts';
import type { RuleSet } from '../domain/rule-set.ts';
import { AppError } from '../errors.ts';
import { saysSame } from '../rules/proposal.ts';
import type { Directory } from './directory.ts';

export type ProgramDeps = {
  readonly store: Store;
  readonly directory: Directory;
  readonly actor: Actor;
  readonly at: number;
};

/** Convention: what was tested longer ago says little of the panel of today. */
const backtestHoldsMs = 14 * dayMs;

export const groundsSchema = {
  backtestId: z.string().optional().describe('a back-test of exactly this rule set, not older than 14 days'),
  waiver: z.string().trim().min(1).max(500).optional().describe('why it goes without one'),
};
export type Grounds = { readonly backtestId?: string | undefined; readonly waiver?: string | undefined };

const noGrounds = (detail: string, field: string) =>
  new AppError('not-allowed-now', detail, {
    field,
    remedy:
      'have exactly this rule set back-tested (POST /api/v1/backtests) and send its id as backtestId, or say why it goes without one as waiver',
  });

/** @throws AppError not-allowed-now: new limits or rules rest on a back-test of just them, or on a stated waiver */
export const requireGrounds = async (
  { store: { db, t }, at }: ProgramDeps,
  programId: string,
  set: RuleSet,
  { backtestId, waiver }: Grounds,
): Promise<void> => {
  if (waiver !== undefined) return;
  if (backtestId === undefined)
    throw noGrounds('backtestId: new limits or rules need a back-test or a stated waiver', 'backtestId');
  const [found] = await db
    .select()
    .from(t.backtest)
    .where(and(eq(t.backtest.id, backtestId), eq(t.backtest.programId, programId)));
  if (!found) throw noGrounds('backtestId: there is no such back-test of this program', 'backtestId');
  if (found.state !== 'done') throw noGrounds(`backtestId: the back-test is ${found.state}`, 'backtestId');
  if (at - found.at > backtestHoldsMs)
    throw noGrounds('backtestId: the back-test is older than 14 days', 'backtestId');
  if (!saysSame(found.proposed as RuleSet, set))
    throw noGrounds('backtestId: the back-test was of another rule set', 'backtestId');
  if (found.result?.patientDays === 0)
    throw noGrounds('backtestId: the back-test found no day with a patient to replay', 'backtestId');
};
