import { asc, eq } from 'drizzle-orm';
import type { ReadOnlyStore } from '../db/open-read-only.ts';
import type { RuleSet } from '../domain/rule-set.ts';
import type { History } from '../readings/history/history.ts';
import { createDirectory } from '../roster/directory.ts';
import { readOverrides } from '../roster/read-clinical.ts';
import { timelineOf } from '../rules/rule-set.ts';
import { loadPast } from './backtest-load.ts';
import type { PatientOutcome } from './backtest-outcome.ts';
import { readOnFile } from './backtest-past.ts';
import { replayMember } from './replay-member.ts';

/** A replay of one share of a program's patients. */
export type BacktestJob = {
  readonly programId: string;
  readonly current: RuleSet;
  readonly proposed: RuleSet;
  readonly startAt: number;
  readonly endAt: number;
  /** every `of`-th patient, from `part` on */
  readonly part: number;
  readonly of: number;
};

export type RunDeps = {
  readonly store: Pick<ReadOnlyStore, 'reader' | 't' | 'readerSql'>;
  readonly history: History;
};

/** Replays stored readings under the rule set in force and under the proposed one. Only reads. */
export const runBacktest = async (
  { store, history }: RunDeps,
  { programId, current, proposed, startAt, endAt, part, of }: BacktestJob,
  onPatient: (done: number) => void,
): Promise<PatientOutcome[]> => {
  const { reader, t } = store;
  const members = await reader
    .select({ id: t.patient.id, timeZone: t.patient.timeZone, enrolledAt: t.patient.enrolledAt })
    .from(t.patient)
    .where(eq(t.patient.programId, programId))
    .orderBy(asc(t.patient.id));
  const share = members.filter((_, i) => i % of === part);
  const [directory, overrides, onFile] = await Promise.all([
    createDirectory(store),
    readOverrides(reader, t),
    readOnFile(store, programId, startAt, endAt),
  ]);
  const load = loadPast(store.readerSql, history);
  const ownRules = new Set<string>();

  const outcomes: PatientOutcome[] = [];
  for (const member of share) {
    const own = overrides.get(member.id) ?? [];
    const timeline = (set: RuleSet) => timelineOf([{ ...set, version: 0, fromAt: 0 }], own);
    const pair = { current: timeline(current), proposed: timeline(proposed) };
    const span = { pair, startAt, endAt };
    outcomes.push(await replayMember({ directory, load, onFile }, member, span, ownRules));
    onPatient(outcomes.length);
  }
  return outcomes;
};
