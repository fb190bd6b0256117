import { count, eq } from 'drizzle-orm';
import type { BacktestResult } from '../contract/backtests.ts';
import type { Store } from '../db/open.ts';
import { dayMs } from '../domain/local-day.ts';
import type { RuleSet } from '../domain/rule-set.ts';
import { AppError } from '../errors.ts';
import { differencesBetween } from '../roster/overrides-list.ts';
import { currentRuleSet } from '../roster/rule-sets.ts';
import type { PatientOutcome } from './backtest-outcome.ts';
import { lastReadingAt } from './backtest-past.ts';
import { backtestReport } from './backtest-report.ts';
import type { BacktestJob } from './backtest-run.ts';

export type BacktestAsked = {
  readonly programId: string;
  /** whole and valid */
  readonly proposed: RuleSet;
  readonly days: number;
  readonly at: number;
};

/** Replays one share of the patients; `onPatients` is told how many are done. */
export type RunShare = (
  job: BacktestJob,
  onPatients: (done: number) => void,
) => Promise<readonly PatientOutcome[]>;

export type BacktestDeps = {
  readonly store: Pick<Store, 'reader' | 't'>;
  /** how many shares run side by side */
  readonly shares: number;
  readonly runShare: RunShare;
  readonly onProgress: (done: number, of: number) => void;
};

/**
 * Replays a program's last days as they are stored, under the rule set in force and under a proposed one; nothing that
 * is stored changes. @throws AppError not-found, not-allowed-now without any reading
 */
export const backtestProgram = async (
  { store, shares, runShare, onProgress }: BacktestDeps,
  { programId, proposed, days, at }: BacktestAsked,
): Promise<BacktestResult> => {
  const { reader, t } = store;
  const current = await currentRuleSet(store, programId);
  const endAt = await lastReadingAt(store, programId, at);
  if (endAt === null)
    throw new AppError('not-allowed-now', 'the program has no readings to replay', {
      field: 'program',
      remedy: 'import its past, or activate the rule set with a stated waiver',
    });
  const startAt = endAt - days * dayMs;
  const [members] = await reader
    .select({ n: count() })
    .from(t.patient)
    .where(eq(t.patient.programId, programId));
  const patients = members?.n ?? 0;
  const of = Math.max(1, Math.min(shares, patients));
  const done = Array.from({ length: of }, () => 0);
  const outcomes = await Promise.all(
    done.map((_, part) => {
      const sets = { current: { limits: current.limits, rules: current.rules }, proposed };
      const job: BacktestJob = { programId, ...sets, startAt, endAt, part, of };
      return runShare(job, n => {
        done[part] = n;
        onProgress(
          done.reduce((a, b) => a + b, 0),
          patients,
        );
      });
    }),
  );
  onProgress(patients, patients);
  const changes = differencesBetween(current, proposed);
  const span = { program: programId, days, version: current.version, changes, startAt, endAt };
  return backtestReport(
    span,
    outcomes.flat().sort((a, b) => a.patientId.localeCompare(b.patientId)),
  );
};
