import type { Clock } from '../clock.ts';
import type { Store } from '../db/open.ts';
import type { Sql } from '../db/statements.ts';
import { allOf } from '../db/writer.ts';
import { minuteMs } from '../domain/local-day.ts';
import type { Rule } from '../domain/rule.ts';
import { errorFields, type Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Directory } from '../roster/directory.ts';
import { beginStages } from '../stage-times.ts';
import { applyJudged } from './apply.ts';
import { dueFirst } from './due-first.ts';
import type { Ahead, Found } from './judge-ahead.ts';
import { type Judged, judge } from './judged.ts';
import { type Loaded, loadUnjudged } from './load.ts';
import { sameBatteries, stillStands } from './still-stands.ts';

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

type Claim = (now: number) => Promise<readonly string[]>;

/** Takes patients who are due and whom no other process holds, until the end of the transaction. */
const claimsOf = (sql: Sql) => {
  const held = sql.dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : '';
  const one = sql.prepare<[string], string>(`SELECT patient_id FROM due WHERE patient_id = ?${held}`).pluck();
  return {
    some: dueFirst(sql, held),
    one: (patientId: string) => one.all(patientId),
  };
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
  /** writes what was found ahead, and judges whoever is left */
  readonly ahead: (ahead: Ahead) => Promise<Batch>;
};

/** A batch is loaded, judged and applied in one transaction; of one that fails, each patient apart. */
export const judgeDue = (deps: JudgeDueDeps): JudgeDue => {
  const { store, clock, log, metrics, onChanged, rules } = deps;
  const load = loadUnjudged(store.sql, deps.directory);
  const apply = applyJudged(store, rules);
  const stands = stillStands(store.sql);
  const claims = claimsOf(store.sql);
  const postpone = store.sql.prepare(
    `UPDATE due SET failures = failures + 1,
       due_at = CAST(@now AS bigint) + CAST(@step AS bigint) * least(failures + 1, 60) WHERE patient_id = @patientId`,
  );
  const setAside = store.sql.prepare('UPDATE due SET due_at = NULL WHERE patient_id = ?');

  const loadOrSetAside = async (patientId: string, now: number): Promise<Loaded | null> => {
    const loaded = await load(patientId, now);
    if (!loaded) await setAside.run(patientId);
    return loaded;
  };

  const report = ({ patientId, readings, failures }: Judged): void => {
    metrics.count('vigil_readings_judged_total', undefined, readings);
    for (const { ruleId, error } of failures) {
      metrics.count('vigil_rule_failures_total');
      log.error('rule-failed', { patientId, ruleId, ...error });
    }
  };

  const loadAll = async (patientIds: readonly string[], now: number): Promise<Loaded[]> => {
    const loaded = await allOf(patientIds.map(patientId => loadOrSetAside(patientId, now)));
    return loaded.filter(one => one !== null);
  };

  /** What was found ahead and still holds. What was asked before the roster changed, or a battery was told of, is judged again. */
  const standing = async (found: readonly Found[], now: number): Promise<Judged[]> => {
    const revision = deps.directory.revision();
    const isAsAsked = ({ revision: then, entry, judged }: Found): boolean => {
      if (then !== revision) return false;
      const known = deps.directory.patient(judged.patientId, now);
      return known !== undefined && sameBatteries(entry.context.devices, known.context.devices);
    };
    const stand = await allOf(found.map(async one => isAsAsked(one) && (await stands(one.judged))));
    const kept = found.filter((_, i) => stand[i]).map(one => one.judged);
    metrics.count('vigil_judged_aside_total', 'written', kept.length);
    metrics.count('vigil_judged_aside_total', 'again', found.length - kept.length);
    return kept;
  };

  /** Whoever `claim` takes is held by this transaction: no other process judges them meanwhile. */
  const evaluate = async (claim: Claim, found: readonly Found[] = []): Promise<number> => {
    const { judged, altered, stages, beganAt } = await store.writeUnsynced(async () => {
      const beganAt = performance.now();
      const stages = beginStages(metrics);
      const now = clock.now();
      const patientIds = await claim(now);
      if (patientIds.length > 0) await deps.catchUp?.();
      const known = await standing(found, now);
      const isKnown = new Set(known.map(({ patientId }) => patientId));
      const loaded = await loadAll(
        patientIds.filter(id => !isKnown.has(id)),
        now,
      );
      stages.end('load');
      const judged = [...known, ...loaded.map(one => judge(one, rules))];
      stages.end('judge');
      const altered = await allOf(judged.map(one => apply(one, now)));
      stages.end('apply');
      return { judged, altered: altered.includes(true), stages, beganAt };
    });
    stages.end('commit');
    const tookMs = performance.now() - beganAt;
    for (const one of judged) report(one);
    if (!altered) return tookMs;
    await store.durable();
    onChanged();
    return tookMs;
  };

  // one patient's failure never blocks the next: the batch is rolled back and tried apart
  const evaluateApart = async (patientIds: readonly string[]): Promise<number> => {
    const beganAt = performance.now();
    for (const patientId of patientIds) {
      await evaluate(() => claims.one(patientId)).catch(async error => {
        metrics.count('vigil_evaluation_failures_total');
        log.error('evaluation-failed', { patientId, ...errorFields(error) });
        await store.writeShared(() => postpone.run({ now: clock.now(), step: minuteMs, patientId }));
      });
    }
    return performance.now() - beganAt;
  };

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
    ahead: ({ patientIds, found }) => evaluateBatch(async () => patientIds, found),
  };
};
