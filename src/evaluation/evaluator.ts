import type { Clock } from '../clock.ts';
import type { Store } from '../db/open.ts';
import { minuteMs } from '../domain/local-day.ts';
import type { Rule } from '../domain/rule.ts';
import { errorFields, type Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Directory } from '../roster/directory.ts';
import { applyFolded } from './apply.ts';
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
  /** after a commit that may alter the worklist */
  readonly onChanged: () => void;
};

export type Evaluator = {
  /** Something may be due: evaluate soon. */
  readonly kick: () => void;
  /** How many patients wait to be judged at the clock's present. */
  readonly dueNow: () => number;
  /** How long the one that waits longest has waited. */
  readonly oldestDueMs: () => number;
  /** Resolves once nothing is due any more at the clock's present. */
  readonly idle: () => Promise<void>;
  /** Evaluates nothing until the result is called: for a bulk that must be in whole before time is held against it. */
  readonly hold: () => () => void;
  /** Lets the batch in hand finish and starts no other. */
  readonly stop: () => Promise<void>;
};

/** Patients in one transaction: few enough that nobody waits long for the writer. */
const batchSize = 32;

type Judged = { readonly loaded: Loaded; readonly folded: Folded };

/** Evaluates due patients in batches, each of which is loaded, judged and applied in one transaction. */
export const createEvaluator = (deps: EvaluatorDeps): Evaluator => {
  const { store, clock, log, metrics, onChanged } = deps;
  const load = loadUnjudged(store.sqlite, deps.directory);
  const apply = applyFolded(store);
  const duePatients = store.sqlite
    .prepare<[number, number], string>(
      'SELECT patient_id FROM due WHERE due_at <= ? ORDER BY due_at, patient_id LIMIT ?',
    )
    .pluck();
  const countDue = store.sqlite
    .prepare<[number], number>('SELECT count(*) FROM due WHERE due_at <= ?')
    .pluck();
  const nextDue = store.sqlite.prepare<[], number | null>('SELECT min(due_at) FROM due').pluck();
  const postpone = store.sqlite.prepare(
    'UPDATE due SET failures = failures + 1, due_at = ? + ? * min(failures + 1, 60) WHERE patient_id = ?',
  );
  const setAside = store.sqlite.prepare('UPDATE due SET due_at = NULL WHERE patient_id = ?');

  let running: Promise<void> | null = null;
  let wanted = false;
  let holds = 0;
  let stopped = false;
  let cancelWake = () => {};

  const judge = (patientId: string, now: number): Judged | null => {
    const loaded = load(patientId, now);
    if (!loaded) {
      setAside.run(patientId);
      return null;
    }
    const folded = fold(loaded.unjudged, deps.rules, loaded.until);
    return { loaded, folded };
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

  const evaluateAll = async (patientIds: readonly string[], now: number): Promise<void> => {
    const { judged, altered } = await store.write(async () => {
      const judged = patientIds.flatMap(patientId => judge(patientId, now) ?? []);
      return { judged, altered: await applyAll(judged, now) };
    });
    for (const one of judged) report(one);
    if (altered) onChanged();
  };

  // one patient's failure never blocks the next: the batch is rolled back and tried apart
  const evaluateApart = async (patientIds: readonly string[], now: number): Promise<void> => {
    for (const patientId of patientIds) {
      await evaluateAll([patientId], now).catch(async error => {
        metrics.count('vigil_evaluation_failures_total');
        log.error('evaluation-failed', { patientId, ...errorFields(error) });
        await store.write(() => postpone.run(now, minuteMs, patientId));
      });
    }
  };

  const run = async (): Promise<void> => {
    while (!stopped) {
      const now = clock.now();
      const patientIds = duePatients.all(now, batchSize);
      if (patientIds.length === 0) break;
      await evaluateAll(patientIds, now).catch(() => evaluateApart(patientIds, now));
      await new Promise(setImmediate);
    }
    scheduleNext();
  };

  const scheduleNext = (): void => {
    cancelWake();
    const at = nextDue.get();
    if (!stopped && at !== null && at !== undefined) cancelWake = clock.wake(at, kick);
  };

  const kick = (): void => {
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

  const idle = async (): Promise<void> => {
    do {
      kick();
      await running;
    } while (!stopped && duePatients.all(clock.now(), 1).length > 0);
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
    oldestDueMs: () => Math.max(0, clock.now() - (nextDue.get() ?? clock.now())),
    dueNow: () => countDue.get(clock.now()) ?? 0,
    idle,
    stop: async () => {
      stopped = true;
      cancelWake();
      await running;
    },
  };
};
