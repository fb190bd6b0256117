import type { Clock } from '../clock.ts';
import type { Store } from '../db/open.ts';
import { allOf } from '../db/writer.ts';
import { minuteMs } from '../domain/local-day.ts';
import type { Rule } from '../domain/rule.ts';
import { errorFields, type Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Directory } from '../roster/directory.ts';
import { beginStages, type Stages } from '../stage-times.ts';
import { applyJudged } from './apply.ts';
import { type Claim, claimsOf } from './due-claims.ts';
import { type Judged, judge } from './judged.ts';
import type { Ahead, Found } from './judged-stock.ts';
import { type Loaded, loadUnjudged } from './load.ts';
import { standing } from './standing.ts';

export type JudgeDueDeps = {
  readonly store: Store;
  readonly directory: Directory;
  readonly rules: readonly Rule[];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** reads what other processes changed of the roster, inside the transaction; absent: there are none */
  readonly catchUp?: (() => Promise<void>) | undefined;
  /** after a commit that may alter the worklist */
  readonly onChanged: () => void;
};

/** What became of a batch. */
export type Batch = {
  /** how many were judged, or put off */
  readonly patients: number;
  /** how long the writer was held */
  readonly tookMs: number;
};

/** Both reject when the store is away. What a batch writes is found again from what is durable. */
export type JudgeDue = {
  /** judges at most so many of those that are due, but for some, and nobody else holds */
  readonly some: (most: number, but: readonly string[]) => Promise<Batch>;
  /** judges these, as far as nobody else holds them */
  readonly these: (patientIds: readonly string[]) => Promise<Batch>;
  /** writes what was found ahead, and judges whoever is left */
  readonly ahead: (ahead: Ahead) => Promise<Batch>;
};

/** A batch out of the store, inside the transaction; whoever is on no roster any more is due no more. */
const loadBatch = ({ store: { sql }, directory }: JudgeDueDeps) => {
  const load = loadUnjudged(sql, directory);
  const setAside = sql.prepare('UPDATE due SET due_at = NULL WHERE patient_id = ?');
  const loadOrSetAside = async (patientId: string, now: number): Promise<Loaded | null> => {
    const loaded = await load(patientId, now);
    if (!loaded) await setAside.run(patientId);
    return loaded;
  };
  return async (patientIds: readonly string[], now: number): Promise<readonly Loaded[]> => {
    const loaded = await allOf(patientIds.map(patientId => loadOrSetAside(patientId, now)));
    return loaded.filter(one => one !== null);
  };
};

const reporter =
  ({ metrics, log }: JudgeDueDeps) =>
  ({ patientId, readings, failures }: Judged): void => {
    metrics.count('vigil_readings_judged_total', undefined, readings);
    for (const { ruleId, error } of failures) {
      metrics.count('vigil_rule_failures_total');
      log.error('rule-failed', { patientId, ruleId, ...error });
    }
  };

/** Judges, in one transaction, whom `claim` takes; answers for how many ms the writer was held. */
type Evaluate = (claim: Claim, found?: readonly Found[]) => Promise<number>;

const evaluating = (deps: JudgeDueDeps): Evaluate => {
  const { store, clock, metrics, rules } = deps;
  const standingOf = standing({ ...deps, sql: store.sql });
  const load = loadBatch(deps);
  const apply = applyJudged(store, rules);
  const report = reporter(deps);

  const judgeClaimed = async (claim: Claim, found: readonly Found[], now: number, stages: Stages) => {
    const patientIds = await claim(now);
    if (patientIds.length > 0) await deps.catchUp?.();
    const known = await standingOf(found, now);
    const isKnown = new Set(known.map(({ patientId }) => patientId));
    const left = patientIds.filter(id => !isKnown.has(id));
    const loaded = await load(left, now);
    stages.end('load');
    const judged = [...known, ...loaded.map(one => judge(one, rules))];
    stages.end('judge');
    return judged;
  };

  return async (claim, found = []) => {
    const { judged, altered, stages, beganAt } = await store.writeUnsynced(async () => {
      const beganAt = performance.now();
      const stages = beginStages(metrics);
      const now = clock.now();
      const judged = await judgeClaimed(claim, found, now, stages);
      const altered = await allOf(judged.map(one => apply(one, now)));
      stages.end('apply');
      return { judged, altered: altered.includes(true), stages, beganAt };
    });
    stages.end('commit');
    const tookMs = performance.now() - beganAt;
    for (const one of judged) report(one);
    if (!altered) return tookMs;
    await store.durable();
    deps.onChanged();
    return tookMs;
  };
};

/** One patient's failure never blocks the next: each in a transaction of its own, and who cannot be judged is put off. */
const evaluatingApart = (
  { store, clock, metrics, log }: JudgeDueDeps,
  evaluate: Evaluate,
  claimOne: (patientId: string) => Promise<readonly string[]>,
) => {
  const postpone = store.sql.prepare(
    `UPDATE due SET failures = failures + 1,
       due_at = CAST(@now AS bigint) + CAST(@step AS bigint) * least(failures + 1, 60) WHERE patient_id = @patientId`,
  );
  const putOff = async (patientId: string, error: unknown): Promise<void> => {
    metrics.count('vigil_evaluation_failures_total');
    log.error('evaluation-failed', { patientId, ...errorFields(error) });
    await store.writeShared(() => postpone.run({ now: clock.now(), step: minuteMs, patientId }));
  };
  return async (patientIds: readonly string[]): Promise<number> => {
    const beganAt = performance.now();
    for (const patientId of patientIds)
      await evaluate(() => claimOne(patientId)).catch(error => putOff(patientId, error));
    return performance.now() - beganAt;
  };
};

/** A batch is loaded, judged and applied in one transaction; of one that fails, each patient apart. */
export const judgeDue = (deps: JudgeDueDeps): JudgeDue => {
  const { store } = deps;
  const claims = claimsOf(store.sql);
  const evaluate = evaluating(deps);
  const evaluateApart = evaluatingApart(deps, evaluate, claims.one);

  const evaluateBatch = async (claim: Claim, found?: readonly Found[]): Promise<Batch> => {
    let patientIds: readonly string[] = [];
    const claimed: Claim = async now => {
      patientIds = await claim(now);
      return patientIds;
    };
    const tookMs = await evaluate(claimed, found).catch(async error => {
      // nobody was claimed, or nobody can be: it is the store that fails
      if (patientIds.length === 0) throw error;
      await store.writeShared(() => undefined);
      return evaluateApart(patientIds);
    });
    return { patients: patientIds.length, tookMs };
  };

  return {
    some: (most, but) => evaluateBatch(now => claims.some(now, most, but)),
    these: patientIds => evaluateBatch(async () => (await allOf(patientIds.map(claims.one))).flat()),
    ahead: ({ patientIds, found }) => evaluateBatch(async () => patientIds, found),
  };
};
