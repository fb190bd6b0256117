import type { Clock } from '../clock.ts';
import type { Store } from '../db/open.ts';
import type { Dialect, Sql } from '../db/statements.ts';
import { minuteMs } from '../domain/local-day.ts';
import type { Rule } from '../domain/rule.ts';
import { errorFields, type Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Directory } from '../roster/directory.ts';
import { beginStages } from '../stage-times.ts';
import { applyFolded } from './apply.ts';
import { dueAfterClockBack } from './due-after-clock-back.ts';
import { type Folded, fold } from './fold.ts';
import { type Loaded, loadUnjudged } from './load.ts';
import { arrivalOf } from './turn.ts';

export type EvaluatorDeps = {
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

export type Evaluator = {
  /** Something may be due: evaluate soon. */
  readonly kick: () => void;
  /** How many patients wait to be judged at the clock's present. */
  readonly dueNow: () => Promise<number>;
  /** How long the one that waits longest has waited. */
  readonly oldestDueMs: () => Promise<number>;
  /** Resolves once nothing is due any more at the clock's present. */
  readonly idle: () => Promise<void>;
  /** Evaluates nothing until the result is called: for a bulk that must be in whole before time is held against it. */
  readonly hold: () => () => void;
  /** Lets the batch in hand finish and starts no other. */
  readonly stop: () => Promise<void>;
};

/** Patients in one transaction: few enough that nobody waits long for the writer. */
const batchSize = 64;

/** When who is due but held elsewhere is looked at again. */
const heldAgainMs = 250;
/** Where other processes write too, somebody may be due earlier without this one having heard of it. */
const lookEveryMs = 1_000;

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

/** When to look for due patients again; null: when somebody asks. `at` is when the first one is due. */
export const nextLookAt = (at: number | null, now: number, dialect: Dialect): number | null => {
  // who is due already is held by another process: it may fail
  if (at !== null && at <= now) return now + heldAgainMs;
  return dialect === 'sqlite' ? at : Math.min(at ?? Number.POSITIVE_INFINITY, now + lookEveryMs);
};

type Judged = { readonly loaded: Loaded; readonly folded: Folded };

/** Evaluates due patients in batches, each of which is loaded, judged and applied in one transaction. */
export const createEvaluator = (deps: EvaluatorDeps): Evaluator => {
  const { store, clock, log, metrics, onChanged } = deps;
  const load = loadUnjudged(store.sql, deps.directory);
  const apply = applyFolded(store);
  const claims = claimsOf(store.sql);
  const pullForward = dueAfterClockBack(store.sql);
  const countDue = store.readerSql
    .prepare<[number], number>('SELECT count(*) FROM due WHERE due_at <= ?')
    .pluck();
  const nextDue = store.readerSql.prepare<[], number | null>('SELECT min(due_at) FROM due').pluck();
  const postpone = store.sql.prepare(
    `UPDATE due SET failures = failures + 1,
       due_at = CAST(@now AS bigint) + CAST(@step AS bigint) * least(failures + 1, 60) WHERE patient_id = @patientId`,
  );
  const setAside = store.sql.prepare('UPDATE due SET due_at = NULL WHERE patient_id = ?');

  let running: Promise<void> | null = null;
  let wanted = false;
  let holds = 0;
  let stopped = false;
  let cancelWake = () => {};
  // the clock may have been set back while nobody ran
  let latestAt = Number.POSITIVE_INFINITY;

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
    let altered = false;
    for (const { loaded, folded } of judged) {
      if (await apply(loaded, folded, now)) altered = true;
    }
    return altered;
  };

  const loadAll = async (patientIds: readonly string[], now: number): Promise<Loaded[]> => {
    const tried = await Promise.allSettled(patientIds.map(patientId => loadOrSetAside(patientId, now)));
    // only now: none of them goes on asking once the transaction is over
    return tried.flatMap(one => {
      if (one.status === 'rejected') throw one.reason;
      return one.value ?? [];
    });
  };

  /** Whoever `claim` takes is held by this transaction: no other process judges them meanwhile. */
  const evaluate = async (claim: () => Promise<readonly string[]>, now: number): Promise<void> => {
    const { judged, altered, stages } = await store.writeShared(async () => {
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
    if (altered) onChanged();
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

  /** Judges a batch of those that are due and nobody else holds; how many. */
  const evaluateNext = async (now: number): Promise<number> => {
    let patientIds: readonly string[] = [];
    const claim = async () => {
      patientIds = await claims.some(now, batchSize);
      return patientIds;
    };
    await evaluate(claim, now).catch(error => {
      // nobody was claimed: it is the store that fails
      if (patientIds.length === 0) throw error;
      return evaluateApart(patientIds, now);
    });
    return patientIds.length;
  };

  const run = async (): Promise<void> => {
    while (!stopped && holds === 0) {
      const now = clock.now();
      if (now < latestAt) await store.writeShared(() => pullForward(now));
      latestAt = now;
      if ((await evaluateNext(now)) === 0) break;
      await new Promise(setImmediate);
    }
    await scheduleNext();
  };

  const scheduleNext = async (): Promise<void> => {
    const at = (await nextDue.get()) ?? null;
    cancelWake();
    const wakeAt = nextLookAt(at, clock.now(), store.dialect);
    if (!stopped && wakeAt !== null) cancelWake = clock.wake(wakeAt, kick);
  };

  const kick = (): void => {
    latestAt = Math.max(latestAt, clock.now());
    wanted = true;
    if (running || stopped || holds > 0) return;
    wanted = false;
    running = run()
      .catch(error => {
        log.error('evaluator-failed', errorFields(error));
        cancelWake();
        if (!stopped) cancelWake = clock.wake(clock.now() + minuteMs, kick);
      })
      .finally(() => {
        running = null;
        // asked for after the last look at what is due
        if (wanted && holds === 0) kick();
      });
  };

  const dueNow = async () => (await countDue.get(clock.now())) ?? 0;

  const idle = async (): Promise<void> => {
    do {
      kick();
      await running;
    } while (!stopped && (await dueNow()) > 0);
  };

  const hold = () => {
    holds += 1;
    return () => {
      holds -= 1;
      kick();
    };
  };

  return {
    kick,
    hold,
    oldestDueMs: async () => Math.max(0, clock.now() - ((await nextDue.get()) ?? clock.now())),
    dueNow,
    idle,
    stop: async () => {
      stopped = true;
      cancelWake();
      await running;
    },
  };
};
