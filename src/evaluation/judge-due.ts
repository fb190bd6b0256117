import type { Store } from '../db/open.ts';
import type { Sql } from '../db/statements.ts';
import { allOf } from '../db/writer.ts';
import { minuteMs } from '../domain/local-day.ts';
import type { Rule } from '../domain/rule.ts';
import { errorFields, type Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Directory } from '../roster/directory.ts';
import { beginStages } from '../stage-times.ts';
import { applyFolded } from './apply.ts';
import { type Folded, fold } from './fold.ts';
import { type Loaded, loadUnjudged } from './load.ts';
import { arrivalOf } from './turn.ts';

export type JudgeDueDeps = {
  readonly store: Store;
  readonly directory: Directory;
  readonly rules: readonly Rule[];
  readonly log: Log;
  readonly metrics: Metrics;
  /** reads what other processes changed of the roster, inside the transaction; absent: there are none */
  readonly catchUp?: (() => Promise<void>) | undefined;
  /** after a commit that may alter the worklist */
  readonly onChanged: () => void;
};

/** Patients in one transaction: few enough that nobody waits long for the writer. */
const batchSize = 64;

/** Takes patients who are due and whom no other process holds, until the end of the transaction. */
const claimsOf = (sql: Sql) => {
  const held = sql.dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : '';
  const some = sql
    .prepare<[number, number], string>(
      `SELECT patient_id FROM due WHERE due_at <= ? ORDER BY due_at, patient_id LIMIT ?${held}`,
    )
    .pluck();
  const one = sql.prepare<[string], string>(`SELECT patient_id FROM due WHERE patient_id = ?${held}`).pluck();
  return {
    some: (now: number, most: number) => some.all(now, most),
    one: (patientId: string) => one.all(patientId),
  };
};

type Judged = { readonly loaded: Loaded; readonly folded: Folded };

/**
 * Judges a batch of those that are due at an instant and nobody else holds; how many. What a batch writes is found again
 * from what is durable. @throws when the store is away
 */
export type JudgeDue = (now: number) => Promise<number>;

/** A batch is loaded, judged and applied in one transaction; of one that fails, each patient apart. */
export const judgeDue = (deps: JudgeDueDeps): JudgeDue => {
  const { store, log, metrics, onChanged } = deps;
  const load = loadUnjudged(store.sql, deps.directory);
  const apply = applyFolded(store);
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

  const report = ({ loaded: { patientId, unjudged }, folded }: Judged): void => {
    const judged = unjudged.arrivals.filter(turn => arrivalOf(turn) > unjudged.judgedArrival).length;
    metrics.count('vigil_readings_judged_total', undefined, judged);
    for (const { ruleId, error } of folded.failures) {
      metrics.count('vigil_rule_failures_total');
      log.error('rule-failed', { patientId, ruleId, ...errorFields(error) });
    }
  };

  const applyAll = async (judged: readonly Judged[], now: number): Promise<boolean> => {
    const altered = await allOf(judged.map(({ loaded, folded }) => apply(loaded, folded, now)));
    return altered.includes(true);
  };

  const loadAll = async (patientIds: readonly string[], now: number): Promise<Loaded[]> => {
    const loaded = await allOf(patientIds.map(patientId => loadOrSetAside(patientId, now)));
    return loaded.filter(one => one !== null);
  };

  /** Whoever `claim` takes is held by this transaction: no other process judges them meanwhile. */
  const evaluate = async (claim: () => Promise<readonly string[]>, now: number): Promise<void> => {
    const { judged, altered, stages } = await store.writeUnsynced(async () => {
      const stages = beginStages(metrics);
      const patientIds = await claim();
      if (patientIds.length > 0) await deps.catchUp?.();
      const loaded = await loadAll(patientIds, now);
      stages.end('load');
      const judged = loaded.map(one => ({ loaded: one, folded: fold(one.unjudged, deps.rules, one.until) }));
      stages.end('judge');
      const altered = await applyAll(judged, now);
      stages.end('apply');
      return { judged, altered, stages };
    });
    stages.end('commit');
    for (const one of judged) report(one);
    if (!altered) return;
    await store.durable();
    onChanged();
  };

  // one patient's failure never blocks the next: the batch is rolled back and tried apart
  const evaluateApart = async (patientIds: readonly string[], now: number): Promise<void> => {
    for (const patientId of patientIds) {
      await evaluate(() => claims.one(patientId), now).catch(async error => {
        metrics.count('vigil_evaluation_failures_total');
        log.error('evaluation-failed', { patientId, ...errorFields(error) });
        await store.writeShared(() => postpone.run({ now, step: minuteMs, patientId }));
      });
    }
  };

  return async now => {
    let patientIds: readonly string[] = [];
    const claim = async () => {
      patientIds = await claims.some(now, batchSize);
      return patientIds;
    };
    await evaluate(claim, now).catch(async error => {
      // nobody was claimed, or nobody can be: it is the store that fails
      if (patientIds.length === 0) throw error;
      await store.writeShared(() => undefined);
      return evaluateApart(patientIds, now);
    });
    return patientIds.length;
  };
};
