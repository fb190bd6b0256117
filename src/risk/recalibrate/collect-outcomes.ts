import { max } from 'drizzle-orm';
import type { Store } from '../../db/open.ts';
import { monitoringOf } from '../../roster/monitoring.ts';
import type { RiskInputs } from '../features/inputs.ts';
import { inputsLoader } from '../load-inputs.ts';
import type { RiskScorer, TelemetryOf } from '../scorer.ts';
import { inputsAsOf } from './as-of.ts';
import {
  type LeftOutReason,
  leftOutReasons,
  type Moment,
  momentsOf,
  type Range,
  type Target,
} from './moments.ts';
import type { Outcome } from './outcome.ts';
import { countPatients, type PatientRow, pagesOf, requireProgram } from './patient-pages.ts';

export type CollectDeps = {
  readonly store: Pick<Store, 'reader' | 'readerSql' | 't'>;
  readonly scorer: Pick<RiskScorer, 'scoreAll'>;
  readonly target: Target;
  /** of a score that rests on readings */
  readonly telemetryOf: TelemetryOf | null;
};

export type Asked = {
  /** null: the whole site */
  readonly programId: string | null;
  readonly fromAt: number;
  /** not included */
  readonly toAt: number;
  readonly now: number;
  /** after each page of patients and between scorings; ends the work by throwing */
  readonly onPatients: (done: number, of: number) => Promise<void>;
};

export type LeftOut = Readonly<Record<LeftOutReason, number>>;
export type Collected = { readonly outcomes: readonly Outcome[]; readonly leftOut: LeftOut };

/** scorings of single patients, which the loop is freed after */
const scoringsAtOnce = 100;

/** Stays are known up to when the last one was told, and not beyond: a feed that stopped says nothing of who came back. */
const knownTo = async ({ reader, t }: CollectDeps['store'], now: number): Promise<number> => {
  const [latest] = await reader.select({ at: max(t.encounter.createdAt) }).from(t.encounter);
  return Math.min(now, Number(latest?.at ?? 0));
};

type Awaiting = Moment & {
  readonly patient: number;
  readonly patientId: string;
  readonly inputs: RiskInputs;
};

/** The moments of a page, those of one instant together, and how many are left out. */
const awaitingOf = async (
  { store, target }: CollectDeps,
  page: readonly PatientRow[],
  range: Range,
  firstNumber: number,
) => {
  const ids = page.map(p => p.id);
  const inputsOf = await inputsLoader({ readerSql: store.readerSql })(page, 0);
  const changesOf = await monitoringOf(store, ids);
  const leftOut: LeftOutReason[] = [];
  const awaiting: Awaiting[] = [];
  page.forEach(({ id, enrolledAt }, i) => {
    const inputs = inputsOf[i];
    if (!inputs) return;
    const followed = { enrolledAt, encounters: inputs.encounters, changes: changesOf.get(id) ?? [] };
    for (const moment of momentsOf(target, followed, range)) {
      if ('leftOut' in moment) leftOut.push(moment.leftOut);
      else awaiting.push({ ...moment, patient: firstNumber + i, patientId: id, inputs });
    }
  });
  return { byInstant: Map.groupBy(awaiting, one => one.at), leftOut };
};

/** Null where the score did not apply. */
const scored = async (
  { scorer, telemetryOf }: CollectDeps,
  at: number,
  awaiting: readonly Awaiting[],
): Promise<(Outcome | null)[]> => {
  const readings = await telemetryOf?.(
    awaiting.map(one => one.patientId),
    at,
  );
  const inputs = awaiting.map(one => ({
    ...inputsAsOf(one.inputs, at),
    telemetry: readings?.get(one.patientId) ?? null,
  }));
  const scores = scorer.scoreAll(inputs, at);
  return awaiting.map(({ patient, event }, i) => {
    const score = scores[i];
    return score?.applicable ? { patient, at, value: score.value, event } : null;
  });
};

const none = (): Record<LeftOutReason, number> =>
  Object.fromEntries(leftOutReasons.map(reason => [reason, 0])) as Record<LeftOutReason, number>;

/**
 * What a model would have said of a store's own patients, each time on what was known then, and what came of it. Works a
 * page of patients at a time; only the outcomes are kept. @throws AppError not-found for an unknown program
 */
export const collectOutcomes = async (deps: CollectDeps, asked: Asked): Promise<Collected> => {
  const { store } = deps;
  const { programId, now, onPatients } = asked;
  if (programId !== null) await requireProgram(store, programId);
  const patients = await countPatients(store, programId);
  const range = { fromAt: asked.fromAt, toAt: asked.toAt, knownTo: await knownTo(store, now) };
  const outcomes: Outcome[] = [];
  const leftOut = none();
  let [done, scorings] = [0, 0];
  for await (const page of pagesOf(store, programId)) {
    const { byInstant, leftOut: reasons } = await awaitingOf(deps, page, range, done);
    for (const reason of reasons) leftOut[reason] += 1;
    for (const [at, awaiting] of byInstant) {
      for (const outcome of await scored(deps, at, awaiting)) {
        if (outcome) outcomes.push(outcome);
        else leftOut.notScored += 1;
      }
      scorings += 1;
      if (scorings % scoringsAtOnce === 0) await onPatients(done, patients);
    }
    done += page.length;
    await onPatients(done, patients);
  }
  return { outcomes, leftOut };
};
